// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Instants of the monotonic clock up to which calls wait, in nanoseconds. */
final class Deadline {
  /** Waits without limit. */
  static final long NEVER = Long.MAX_VALUE;

  /** Does not wait. */
  static final long AT_ONCE = Long.MIN_VALUE;

  private Deadline() {}

  /**
   * Nanoseconds of a time-out: −1 for null, and for what does not fit 63 bits, which is 292 years.
   *
   * @throws IllegalArgumentException if it is negative
   */
  static long nanos(@Nullable Duration timeout) {
    if (timeout == null) {
      return -1;
    }
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + timeout);
    }
    return timeout.toSeconds() < Long.MAX_VALUE / 1_000_000_000 ? timeout.toNanos() : -1;
  }

  /**
   * The instant that is {@code nanos} from now.
   *
   * @param nanos below 0: never; 0: does not wait
   */
  static long in(long nanos) {
    if (nanos <= 0) {
      return nanos < 0 ? NEVER : AT_ONCE;
    }
    long deadline = System.nanoTime() + nanos;
    return deadline == NEVER || deadline == AT_ONCE ? deadline - 1 : deadline;
  }

  /** Nanoseconds left, 0 when it has passed; −1 without limit. */
  static long left(long deadline) {
    if (deadline == NEVER) {
      return -1;
    }
    return deadline == AT_ONCE ? 0 : Math.max(0, deadline - System.nanoTime());
  }

  /** The earlier of {@code deadline} and the instant that is {@code nanos} from now. */
  static long earlier(long deadline, long nanos) {
    long left = left(deadline);
    return left < 0 || left > nanos ? in(nanos) : deadline;
  }
}
