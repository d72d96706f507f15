// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** The two clocks of a run. Virtual in a simulated network, where both advance together. */
public interface TimeSource {
  /** Monotonic nanoseconds from an arbitrary origin; deadlines are on this clock. */
  long nanos();

  /** Wall clock: nanoseconds since 1970-01-01T00:00:00Z. It may step. */
  long epochNanos();
}
