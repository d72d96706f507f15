// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several listeners as one; they hear each event in the order in which they were given. */
public final class SweepListeners implements SweepListener {
  private final List<SweepListener> all;

  /** All of them. */
  public SweepListeners(List<SweepListener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void started(SweepStarted event) throws IOException {
    for (SweepListener listener : all) {
      listener.started(event);
    }
  }

  @Override
  public void sent(Addressee target, long sequence) throws IOException {
    for (SweepListener listener : all) {
      listener.sent(target, sequence);
    }
  }

  @Override
  public void reply(Addressee target, Reply reply) throws IOException {
    for (SweepListener listener : all) {
      listener.reply(target, reply);
    }
  }

  @Override
  public void icmpError(@Nullable Addressee target, IcmpError error) throws IOException {
    for (SweepListener listener : all) {
      listener.icmpError(target, error);
    }
  }

  @Override
  public void sendError(Addressee target, SendError event) throws IOException {
    for (SweepListener listener : all) {
      listener.sendError(target, event);
    }
  }

  @Override
  public void stray(Stray stray) throws IOException {
    for (SweepListener listener : all) {
      listener.stray(stray);
    }
  }

  @Override
  public void lost(Addressee target, long time, long sequence, long waited) throws IOException {
    for (SweepListener listener : all) {
      listener.lost(target, time, sequence, waited);
    }
  }

  @Override
  public boolean wantsFigures() {
    return all.stream().anyMatch(SweepListener::wantsFigures);
  }

  @Override
  public void target(
      Addressee target, long time, Fate fate, @Nullable Summary figures, long[] roundTrips)
      throws IOException {
    for (SweepListener listener : all) {
      listener.target(target, time, fate, figures, roundTrips);
    }
  }

  @Override
  public void warning(long time, String code, String text) throws IOException {
    for (SweepListener listener : all) {
      listener.warning(time, code, text);
    }
  }

  @Override
  public void dropped(long count) {
    for (SweepListener listener : all) {
      listener.dropped(count);
    }
  }

  @Override
  public void left(Addressee target) throws IOException {
    for (SweepListener listener : all) {
      listener.left(target);
    }
  }

  @Override
  public void report(SweepSummary summary, boolean bySignal) throws IOException {
    for (SweepListener listener : all) {
      listener.report(summary, bySignal);
    }
  }

  @Override
  public void finished(SweepSummary summary) throws IOException {
    for (SweepListener listener : all) {
      listener.finished(summary);
    }
  }

  @Override
  public long waiting(long now, long until) throws IOException {
    long earliest = until;
    for (SweepListener listener : all) {
      earliest = Math.min(earliest, listener.waiting(now, until));
    }
    return earliest;
  }
}
