// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.TimeSource;

/**
 * Both clocks at one moment. A process that is put aside between the two readings would make them
 * look like a stepped clock, so they are taken again until they lie close together.
 */
final class Moment {
  private static final long CLOSE_NANOS = 50_000;
  private static final int MOST_TRIES = 5;

  private final TimeSource time;
  private long nanos;
  private long epochNanos;

  Moment(TimeSource time) {
    this.time = time;
  }

  /** Reads both clocks. */
  void take() {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      nanos = time.nanos();
      epochNanos = time.epochNanos();
      if (time.nanos() - nanos <= CLOSE_NANOS) {
        return;
      }
    }
  }

  /** Monotonic nanoseconds. */
  long nanos() {
    return nanos;
  }

  /** Wall clock. */
  long epochNanos() {
    return epochNanos;
  }
}
