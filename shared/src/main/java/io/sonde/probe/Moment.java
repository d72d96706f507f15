// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.TimeSource;

/**
 * Both clocks at one moment. A process that is put aside between the two readings would make them
 * look like a stepped clock, so they are taken again until they lie close together.
 */
public final class Moment {
  private static final long CLOSE_NANOS = 50_000;
  private static final int MOST_TRIES = 5;

  private final TimeSource time;
  private long nanos;
  private long epochNanos;

  /** Of the clocks of {@code time}. */
  public Moment(TimeSource time) {
    this.time = time;
  }

  /** Reads both clocks. */
  public void take() {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      nanos = time.nanos();
      epochNanos = time.epochNanos();
      if (time.nanos() - nanos <= CLOSE_NANOS) {
        return;
      }
    }
  }

  /** Monotonic nanoseconds. */
  public long nanos() {
    return nanos;
  }

  /** Wall clock. */
  public long epochNanos() {
    return epochNanos;
  }
}
