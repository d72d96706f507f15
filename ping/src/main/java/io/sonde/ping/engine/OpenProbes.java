// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.event.PingListener;
import io.sonde.probe.InFlight;
import java.io.IOException;

/** The probes of a session that are unanswered: the oldest of them, and giving them up. */
final class OpenProbes {
  private final Session session;
  private final InFlight table;
  private final Accounting counts;
  private final PingListener listener;
  private long oldest = 1;

  OpenProbes(Session session, Accounting counts, PingListener listener) {
    this.session = session;
    this.counts = counts;
    this.listener = listener;
    table = counts.table;
  }

  /** Whether a probe has no answer, and nobody was told that it has none. */
  private boolean waits(long sequence) {
    int state = table.state(sequence);
    return state == InFlight.OUTSTANDING || state == InFlight.FAILED;
  }

  private long oldest() {
    oldest = Math.max(oldest, table.oldest());
    while (oldest < table.newest() && !waits(oldest)) {
      oldest++;
    }
    return oldest;
  }

  /**
   * When the oldest has been waited for.
   *
   * @param patience longest wait; 0: no limit
   * @return {@link Long#MAX_VALUE} if none is open
   */
  long expiry(long patience) {
    return patience == 0 || !waits(oldest()) ? Long.MAX_VALUE : table.sentNanos(oldest) + patience;
  }

  /**
   * Gives up the oldest if its time is over. Those that an error came for are told of by the way.
   *
   * @return its data octets; −1: it may wait, or there is none
   */
  int giveUp(long now, long epochNanos, long patience) throws IOException {
    while (now >= expiry(patience)) {
      long sequence = oldest;
      boolean failed = table.state(sequence) == InFlight.FAILED;
      counts.lost(sequence);
      session.channel().forget(table.number(sequence));
      listener.lost(epochNanos, sequence, now - table.sentNanos(sequence));
      if (!failed) {
        return table.size(sequence);
      }
    }
    return -1;
  }

  /** Tells at the end of a run of all that count as lost and have not been told of. */
  void tellRest(long now, long epochNanos) throws IOException {
    long pendingFrom = counts.pendingFrom(now);
    for (long sequence = table.oldest(); sequence <= table.newest(); sequence++) {
      int state = table.state(sequence);
      if (state == InFlight.FAILED || (state == InFlight.OUTSTANDING && sequence < pendingFrom)) {
        listener.lost(epochNanos, sequence, now - table.sentNanos(sequence));
      }
    }
  }
}
