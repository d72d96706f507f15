// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.traceroute.config.Range;
import io.sonde.traceroute.config.Schedule.Wait;

/**
 * How long a probe is waited for. Unless the user has said so, it is as long as the answers so far
 * suggest: a target that has answered will do so again in about the same time; routers may be slow
 * to write errors; of a silent path nothing is known. Times are nanoseconds.
 */
final class Patience {
  private static final long MILLISECOND = 1_000_000;
  private static final long FOR_TARGET = 100 * MILLISECOND;
  private static final long FOR_ROUTERS = 1000 * MILLISECOND;

  private final Wait wait;
  private final long[] firstOfHop = new long[Range.MAX_TTL + 2];
  private long longest = -1;
  private boolean ended;

  Patience(Wait wait) {
    this.wait = wait;
  }

  /**
   * Learns of an answer.
   *
   * @param roundTrip −1: unknown
   * @param ends whether it ends the trace
   */
  void answered(int ttl, long roundTrip, boolean ends) {
    longest = Math.max(longest, Math.max(roundTrip, 0));
    ended |= ends;
    if (firstOfHop[ttl] == 0 && roundTrip > 0) {
      firstOfHop[ttl] = roundTrip;
    }
  }

  /** Whether each probe has its own time, and not all of them one. */
  boolean isExplicit() {
    return wait.explicit();
  }

  /** How long the probes of a hop are waited for. */
  long of(int ttl) {
    return wait.explicit() ? explicit(ttl) : adaptive();
  }

  private long explicit(int ttl) {
    long here = firstOfHop[ttl];
    if (wait.here() > 0 && here > 0) {
      return Math.min(wait.max(), (long) (wait.here() * here));
    }
    for (int later = ttl + 1; wait.near() > 0 && later < firstOfHop.length; later++) {
      if (firstOfHop[later] > 0) {
        return Math.min(wait.max(), (long) (wait.near() * firstOfHop[later]));
      }
    }
    return wait.max();
  }

  private long adaptive() {
    if (longest < 0) {
      return wait.max();
    }
    if (ended) {
      return Math.max(2 * longest, longest + FOR_TARGET);
    }
    return Math.min(wait.max(), Math.max(FOR_ROUTERS, 10 * longest));
  }
}
