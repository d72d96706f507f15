// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import io.sonde.ping.compare.Findings;
import io.sonde.ping.config.ProbeKind;
import java.io.IOException;
import java.util.List;

/** Several listeners as one; they hear each event in the order in which they were given. */
public final class Listeners implements PingListener {
  private final List<PingListener> all;

  /** All of them. */
  public Listeners(List<PingListener> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void started(Started event) throws IOException {
    for (PingListener listener : all) {
      listener.started(event);
    }
  }

  @Override
  public void about(ProbeKind kind) {
    for (PingListener listener : all) {
      listener.about(kind);
    }
  }

  @Override
  public void sent(long first, int count) throws IOException {
    for (PingListener listener : all) {
      listener.sent(first, count);
    }
  }

  @Override
  public void reply(Reply reply) throws IOException {
    for (PingListener listener : all) {
      listener.reply(reply);
    }
  }

  @Override
  public void icmpError(IcmpError error) throws IOException {
    for (PingListener listener : all) {
      listener.icmpError(error);
    }
  }

  @Override
  public void sendError(SendError event) throws IOException {
    for (PingListener listener : all) {
      listener.sendError(event);
    }
  }

  @Override
  public void stray(Stray stray) throws IOException {
    for (PingListener listener : all) {
      listener.stray(stray);
    }
  }

  @Override
  public void outstanding(long time, long sequence, long waited) throws IOException {
    for (PingListener listener : all) {
      listener.outstanding(time, sequence, waited);
    }
  }

  @Override
  public void lost(long time, long sequence, long waited) throws IOException {
    for (PingListener listener : all) {
      listener.lost(time, sequence, waited);
    }
  }

  @Override
  public void warning(long time, String code, String text) throws IOException {
    for (PingListener listener : all) {
      listener.warning(time, code, text);
    }
  }

  @Override
  public void dropped(long count) {
    for (PingListener listener : all) {
      listener.dropped(count);
    }
  }

  @Override
  public void report(Summary summary, boolean bySignal) throws IOException {
    for (PingListener listener : all) {
      listener.report(summary, bySignal);
    }
  }

  @Override
  public void series(ProbeKind kind, Summary summary) throws IOException {
    for (PingListener listener : all) {
      listener.series(kind, summary);
    }
  }

  @Override
  public void compared(long time, Findings findings) throws IOException {
    for (PingListener listener : all) {
      listener.compared(time, findings);
    }
  }

  @Override
  public void finished(Summary summary) throws IOException {
    for (PingListener listener : all) {
      listener.finished(summary);
    }
  }

  @Override
  public long waiting(long now, long until) throws IOException {
    long earliest = until;
    for (PingListener listener : all) {
      earliest = Math.min(earliest, listener.waiting(now, until));
    }
    return earliest;
  }
}
