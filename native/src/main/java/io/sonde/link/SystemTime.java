// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.net.TimeSource;
import java.time.Instant;

/**
 * The host's clocks. The wall clock is the monotonic one plus an offset, which is taken anew when
 * the two are more than a millisecond apart: so it costs no object and follows a step.
 */
public final class SystemTime implements TimeSource {
  private static final long MILLI = 1_000_000;

  private long offset = offset();

  private static long offset() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano() - System.nanoTime();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long epochNanos() {
    long guess = System.nanoTime() + offset;
    long apart = System.currentTimeMillis() - guess / MILLI;
    if (apart < -1 || apart > 1) {
      offset = offset();
      guess = System.nanoTime() + offset;
    }
    return guess;
  }
}
