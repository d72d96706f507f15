// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.cli.Decimals;
import java.util.Locale;

/** Figures as a reader of a page wants them. */
final class Amount {
  private static final double NANOS_A_MILLI = 1e6;
  private static final double NANOS_A_SECOND = 1e9;

  private Amount() {}

  /** Nanoseconds as milliseconds with three decimals; a dash for what there is not. */
  static String millis(double nanos) {
    return Double.isNaN(nanos) ? "–" : Decimals.fixed(Math.round(nanos), 6, 3);
  }

  /** Nanoseconds as milliseconds with three decimals. */
  static String millis(long nanos) {
    return Decimals.fixed(nanos, 6, 3);
  }

  /** Milliseconds on an axis, as short as they are. */
  static String milliTick(double nanos) {
    return shortest(nanos / NANOS_A_MILLI) + " ms";
  }

  /** A time since the begin on an axis: seconds, minutes or hours, whichever the step is. */
  static String since(double nanos, double range) {
    double seconds = nanos / NANOS_A_SECOND;
    if (range <= 120 * NANOS_A_SECOND) {
      return shortest(seconds) + " s";
    }
    return range <= 7200 * NANOS_A_SECOND
        ? shortest(seconds / 60) + " min"
        : shortest(seconds / 3600) + " h";
  }

  /** Percent with at most two decimals. */
  static String percent(double percent) {
    return shortest(Math.round(percent * 100) / 100.0) + " %";
  }

  private static String shortest(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
