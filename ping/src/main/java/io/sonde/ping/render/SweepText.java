// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.Decimals;
import io.sonde.cli.SafeText;
import io.sonde.cli.StandardOutput;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.ping.sweep.Addressee;
import io.sonde.ping.sweep.SweepListener;
import io.sonde.ping.sweep.SweepStarted;
import io.sonde.ping.sweep.SweepSummary;
import org.jspecify.annotations.Nullable;

/** A run over many targets as text: a line a target, a table where one was asked for, a summary. */
public final class SweepText implements SweepListener {
  private final StandardOutput out;
  private final SweepConfig config;
  private final boolean check;
  private final @Nullable TargetTable table;
  private final StringBuilder line = new StringBuilder(80);

  /** What the newest answer of a timestamp or mask run says. */
  private final StringBuilder said = new StringBuilder();

  private boolean anyLine;
  private boolean sendErrorTold;

  /**
   * @param config what of a run is wanted
   */
  public SweepText(StandardOutput out, SweepConfig config) {
    this.out = out;
    this.config = config;
    check = config.tries().isCheck();
    boolean tabled =
        config.report().perTarget()
            || (!check && !config.report().isList() && !config.report().roundTrips());
    table =
        tabled || config.report().roundTrips()
            ? new TargetTable(config.report().sort(), tabled, config.report().roundTrips(), !check)
            : null;
  }

  @Override
  public boolean wantsFigures() {
    return table != null;
  }

  @Override
  public void started(SweepStarted event) {}

  @Override
  public void reply(Addressee target, Reply reply) {
    if (config.kind().isEcho() || config.report().isList() || reply.kind != Reply.Kind.ANSWER) {
      return;
    }
    said.setLength(0);
    QueryText.append(said, reply);
    if (!check && !config.output().quiet()) {
      line.setLength(0);
      line.append(SafeText.of(target.name())).append(": seq=").append(reply.sequence);
      put(line.append(said));
    }
  }

  @Override
  public void icmpError(@Nullable Addressee target, IcmpError error) {
    if (!config.output().verbose() || config.output().quiet() || config.report().isList()) {
      return;
    }
    AddressText addresses = new AddressText(null, "");
    line.setLength(0);
    line.append("From ").append(addresses.beside(error.fromHigh, error.fromLow));
    if (target != null) {
      line.append(" for ").append(SafeText.of(target.name()));
      line.append(" icmp_seq=").append(error.sequence);
    }
    put(line.append(' ').append(ErrorText.of(error, addresses)));
  }

  @Override
  public void sendError(Addressee target, SendError event) {
    if (!sendErrorTold) { // one says it; the summary counts them all
      sendErrorTold = true;
      out.diagnostic("send to " + SafeText.of(target.name()) + ": " + event.text());
    }
  }

  @Override
  public void stray(Stray stray) {}

  @Override
  public void lost(Addressee target, long time, long sequence, long waited) {}

  @Override
  public void target(
      Addressee target, long time, Fate fate, @Nullable Summary figures, long[] roundTrips) {
    if (table != null && figures != null && fate != Fate.UNRESOLVED) {
      table.add(target, figures, roundTrips);
    }
    if (config.report().isList()) {
      boolean listed = fate == Fate.ALIVE ? config.report().alive() : config.report().unreachable();
      if (listed) {
        put(SafeText.of(target.name()));
      }
    } else if (check && !config.output().quiet()) {
      line.setLength(0);
      line.append(SafeText.of(target.name()));
      line.append(
          switch (fate) {
            case ALIVE -> " is alive" + said;
            case UNREACHABLE -> " is unreachable";
            case UNRESOLVED -> " has no address";
          });
      put(line);
    }
  }

  private void put(CharSequence text) {
    out.line(text);
    anyLine = true;
  }

  @Override
  public void warning(long time, String code, String text) {
    out.diagnostic(text);
  }

  @Override
  public void report(SweepSummary summary, boolean bySignal) {
    line.setLength(0);
    line.append('\r');
    new StatisticsText("", true, false, false).appendStatus(line, summary.figures());
    out.error(line);
  }

  @Override
  public void finished(SweepSummary summary) {
    if (table != null) {
      line.setLength(0);
      table.append(line, anyLine);
      out.print(line);
      anyLine |= line.length() > 0;
    }
    if (!config.report().isList()) {
      line.setLength(0);
      appendSummary(summary);
      out.line(line);
    }
    out.flush();
  }

  private void appendSummary(SweepSummary summary) {
    Summary figures = summary.figures();
    line.append(anyLine ? "\n" : "").append("--- sweep statistics ---\n");
    line.append(summary.targets()).append(" targets, ").append(summary.alive()).append(" alive, ");
    line.append(summary.unreachable()).append(" unreachable, ");
    line.append(summary.unresolved()).append(" unresolved\n");
    StatisticsText.appendCounts(line, figures);
    if (figures.roundTripSamples() > 0) {
      line.append("\nrtt min/avg/max/mdev = ");
      StatisticsText.figures(
          line, figures.minimum(), figures.average(), figures.maximum(), figures.deviation());
      line.append(" ms");
    }
  }

  @Override
  public long waiting(long now, long until) {
    out.tick(now);
    return Math.min(until, out.flushBy());
  }

  /** Loss in percent as everywhere. */
  static String loss(Summary figures) {
    return Decimals.general((float) figures.lossPercent());
  }
}
