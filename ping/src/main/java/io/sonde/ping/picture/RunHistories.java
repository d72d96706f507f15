// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.PingListener;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run, kept for a picture at its end: one history, or one of each kind that is compared. */
abstract sealed class RunHistories implements PingListener permits HistogramText, Report {
  private final Map<ProbeKind, RunHistory> all = new LinkedHashMap<>();
  private @Nullable RunHistory current;

  /** Draws what was kept. */
  abstract void draw(List<RunHistory> histories) throws IOException;

  @Override
  public void about(ProbeKind kind) {
    current = all.get(kind);
  }

  @Override
  public void started(Started event) {
    for (ProbeKind kind : event.config().kinds().list()) {
      all.put(kind, new RunHistory(event, kind));
    }
    about(event.config().kinds().first());
  }

  private RunHistory current() {
    if (current == null) {
      throw new IllegalStateException("no event precedes started");
    }
    return current;
  }

  @Override
  public void reply(Reply reply) {
    current().reply(reply);
  }

  @Override
  public void icmpError(IcmpError error) {
    if (error.counts) {
      current().timeline().mark(error.time, Timeline.Mark.ERROR);
    }
  }

  @Override
  public void sendError(SendError event) {
    current().timeline().mark(event.time(), Timeline.Mark.ERROR);
  }

  @Override
  public void stray(Stray stray) {}

  @Override
  public void outstanding(long time, long sequence, long waited) {}

  @Override
  public void lost(long time, long sequence, long waited) {
    current().timeline().mark(time - waited, Timeline.Mark.LOST);
  }

  @Override
  public void warning(long time, String code, String text) {}

  @Override
  public void report(Summary summary, boolean bySignal) {}

  @Override
  public void series(ProbeKind of, Summary summary) {
    about(of);
    current().over(summary);
  }

  @Override
  public void finished(Summary summary) throws IOException {
    if (all.size() == 1) {
      current().over(summary);
    }
    draw(List.copyOf(all.values()));
  }
}
