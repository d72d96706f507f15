// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.Decimals;

/** Durations in nanoseconds as milliseconds. */
final class Millis {
  private static final int NANOS = 6;
  private static final long MILLI = 1_000_000;

  private Millis() {}

  /**
   * Appends a round trip as iputils prints it: three decimals below 1 ms, two below 10, one below
   * 100, none from 100 on. The rounded number decides, so 0.9996 is {@code 1.00}.
   *
   * @param three always three decimals
   */
  static void appendRoundTrip(StringBuilder out, long nanos, boolean three) {
    int decimals = 3;
    if (!three) {
      long limit = MILLI;
      long unit = 1000;
      while (decimals > 0 && nanos + unit / 2 >= limit) {
        decimals--;
        limit *= 10;
        unit *= 10;
      }
    }
    Decimals.appendFixed(out, nanos, NANOS, decimals);
  }

  /** Appends a figure of the statistics, three decimals. */
  static void append(StringBuilder out, double nanos) {
    Decimals.appendFixed(out, Math.round(nanos), NANOS, 3);
  }

  /** Whole milliseconds, rounded. */
  static long whole(long nanos) {
    return (nanos + MILLI / 2) / MILLI;
  }
}
