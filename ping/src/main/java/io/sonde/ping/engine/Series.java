// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.probe.InFlight;
import io.sonde.probe.Jitter;

/**
 * What depends on the order of the probes and not on that of the answers: jitter and runs of
 * losses. It follows the table probe by probe and stops at the first that is still open.
 */
final class Series {
  private final Jitter jitter;
  private long next = 1;
  private long previousRoundTrip = -1;
  private long losses;
  private long longestLoss;

  Series() {
    jitter = new Jitter();
  }

  private Series(Series other) {
    jitter = new Jitter(other.jitter);
    next = other.next;
    previousRoundTrip = other.previousRoundTrip;
    losses = other.losses;
    longestLoss = other.longestLoss;
  }

  /** Goes on over all that is decided. */
  void advance(InFlight table) {
    while (next <= table.newest() && isDecided(table.state(next))) {
      step(table, next++);
    }
  }

  private static boolean isDecided(int state) {
    return state == InFlight.ANSWERED || state == InFlight.LOST;
  }

  private void step(InFlight table, long sequence) {
    if (table.state(sequence) == InFlight.ANSWERED) {
      long roundTrip = table.roundTrip(sequence);
      if (previousRoundTrip >= 0 && roundTrip >= 0) {
        jitter.pair(previousRoundTrip, roundTrip);
      }
      previousRoundTrip = roundTrip;
      losses = 0;
    } else {
      previousRoundTrip = -1;
      losses++;
      longestLoss = Math.max(longestLoss, losses);
    }
  }

  /**
   * The series as it would stand if it ended now: open probes count as lost, those from {@code
   * pendingFrom} on not at all.
   */
  Series upTo(InFlight table, long pendingFrom) {
    Series end = new Series(this);
    for (; end.next <= table.newest(); end.next++) {
      boolean open = !isDecided(table.state(end.next));
      if (!open || end.next < pendingFrom) {
        end.step(table, end.next);
      } else {
        end.previousRoundTrip = -1;
      }
    }
    return end;
  }

  Jitter jitter() {
    return jitter;
  }

  long longestLoss() {
    return longestLoss;
  }
}
