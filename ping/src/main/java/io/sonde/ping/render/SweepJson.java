// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.JsonWriter;
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
import io.sonde.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A run over many targets as JSON lines, with the keys that a run of one target has, each naming
 * its target. A {@code target} event follows when a target is decided.
 */
public final class SweepJson implements SweepListener {
  private static final AddressText ADDRESSES = new AddressText(null, "");

  private final StandardOutput out;
  private final SweepConfig config;
  private final String version;
  private final JsonWriter json;
  private final EventJson events;

  /**
   * @param config what of a run is wanted
   * @param version of the program, for the first event
   */
  public SweepJson(StandardOutput out, SweepConfig config, String version) {
    this.out = out;
    this.config = config;
    this.version = version;
    json = new JsonWriter(out::write);
    events = new EventJson(json);
    out.flushEachLine(false);
  }

  @Override
  public boolean wantsFigures() {
    return true;
  }

  @Override
  public void started(SweepStarted event) {
    json.event("start", event.time()).string("tool", "ping").string("version", version);
    json.string("schema", JsonRenderer.SCHEMA);
    SweepConfigJson.write(json, event);
    json.end();
    out.flush();
  }

  @Override
  public void reply(Addressee target, Reply reply) {
    if (!config.output().quiet()) {
      beginProbe(EventJson.nameOf(reply), reply.time, target, reply.sequence);
      events.reply(reply, ADDRESSES);
      json.end();
    }
  }

  @Override
  public void icmpError(@Nullable Addressee target, IcmpError error) {
    if (config.output().quiet() || (target == null && !config.output().verbose())) {
      return;
    }
    beginProbe("icmpError", error.time, target, error.sequence);
    events.icmpError(error, ADDRESSES);
    json.end();
  }

  @Override
  public void sendError(Addressee target, SendError event) {
    if (!config.output().quiet()) {
      beginProbe("sendError", event.time(), target, event.sequence());
      events.sendError(event);
      json.end();
    }
  }

  @Override
  public void stray(Stray stray) {
    boolean foreign = stray.kind == Stray.Kind.FOREIGN;
    if (!config.output().quiet() && (!foreign || config.output().verbose())) {
      beginProbe(EventJson.nameOf(stray), stray.time, null, 0);
      events.stray(stray, ADDRESSES);
      json.end();
    }
  }

  @Override
  public void lost(Addressee target, long time, long sequence, long waited) {
    if (!config.output().quiet()) {
      beginProbe("lost", time, target, sequence);
      json.millis("waitedMs", waited).end();
    }
  }

  @Override
  public void target(
      Addressee target, long time, Fate fate, @Nullable Summary figures, long[] roundTrips) {
    json.event("target", time).string("target", target.name());
    if (target.isResolved()) {
      json.string("address", address(target));
    }
    json.string("protocol", config.protocol());
    json.bool("alive", fate == Fate.ALIVE);
    if (fate == Fate.UNRESOLVED) {
      json.bool("unresolved", true);
    }
    if (figures != null && !config.output().quiet()) {
      SummaryJson.write(json, figures, false, false);
    }
    if (config.report().roundTrips() && fate != Fate.UNRESOLVED) {
      json.array("roundTripsMs");
      for (long roundTrip : roundTrips) {
        if (roundTrip >= 0) {
          json.millis(roundTrip);
        } else {
          json.nothing();
        }
      }
      json.end();
    }
    json.end();
  }

  @Override
  public void warning(long time, String code, String text) {
    json.event("warning", time).string("code", code).string("text", text).end();
  }

  @Override
  public void report(SweepSummary summary, boolean bySignal) {
    write("stats", summary, false);
  }

  @Override
  public void finished(SweepSummary summary) {
    write("summary", summary, true);
    out.flush();
  }

  private void write(String event, SweepSummary summary, boolean over) {
    json.event(event, summary.figures().time());
    json.number("targets", summary.targets());
    json.number("alive", summary.alive());
    json.number("unreachable", summary.unreachable());
    json.number("unresolved", summary.unresolved());
    SummaryJson.write(json, summary.figures(), false, over);
    json.end();
  }

  private void beginProbe(String event, long time, @Nullable Addressee target, long sequence) {
    json.event(event, time);
    if (target != null) {
      json.string("target", target.name()).string("address", address(target));
    }
    json.string("protocol", config.protocol());
    if (sequence > 0) {
      json.number("seq", sequence);
    }
  }

  private static String address(Addressee target) {
    IpAddress address = target.address();
    return address.toString();
  }

  /** Lines of thousands of targets are not flushed one by one, but at every pause. */
  @Override
  public long waiting(long now, long until) {
    if (until > now) {
      out.flush();
    }
    return until;
  }
}
