// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import io.sonde.ping.sweep.Addressee;
import io.sonde.ping.sweep.SweepListener;
import io.sonde.ping.sweep.SweepStarted;
import io.sonde.ping.sweep.SweepSummary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The probes of a run over many targets as rows. */
public final class SweepCsv implements SweepListener {
  private final CsvFile file;
  private String protocol = "";

  /** Rows into that file. */
  public SweepCsv(CsvFile file) {
    this.file = file;
  }

  @Override
  public void started(SweepStarted event) {
    protocol = event.config().protocol();
  }

  @Override
  public void sent(Addressee target, long sequence) {
    String address = target.address().toString();
    file.sent(protocol, target.name(), address, target.index(), sequence);
  }

  @Override
  public void reply(Addressee target, Reply reply) throws IOException {
    if (reply.kind == Reply.Kind.ANSWER) {
      file.answered(
          protocol,
          target.index(),
          reply.time,
          reply.sequence,
          reply.roundTrip,
          EventJson.clock(reply.clock));
    }
  }

  @Override
  public void icmpError(@Nullable Addressee target, IcmpError error) {
    if (target != null && error.counts) {
      file.befell(protocol, target.index(), error.sequence, "icmp-error");
    }
  }

  @Override
  public void sendError(Addressee target, SendError event) {
    file.befell(protocol, target.index(), event.sequence(), "send-error");
  }

  @Override
  public void lost(Addressee target, long time, long sequence, long waited) throws IOException {
    file.lost(protocol, target.index(), time, sequence);
  }

  @Override
  public void finished(SweepSummary summary) throws IOException {
    file.finish(summary.figures().time());
  }

  @Override
  public long waiting(long now, long until) throws IOException {
    return file.waiting(now, until);
  }

  @Override
  public void stray(Stray stray) {}

  @Override
  public void target(
      Addressee target, long time, Fate fate, @Nullable Summary figures, long[] roundTrips) {}

  @Override
  public void warning(long time, String code, String text) {}

  @Override
  public void report(SweepSummary summary, boolean bySignal) {}
}
