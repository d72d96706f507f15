// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.UsageException;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.ValueException;
import java.math.BigDecimal;

/** Values of options that are times and sizes, in the words of packet text. */
public final class Amounts {
  private static final String TIME = "expected a time such as 10s, 250ms, 0.5 (seconds)";
  private static final BigDecimal NANOS_A_SECOND = BigDecimal.valueOf(1_000_000_000L);

  /** About 31 years, so that no deadline overflows. */
  private static final long LONGEST = 1_000_000_000L * 1_000_000_000L;

  private Amounts() {}

  /**
   * A time: {@code 10s}, {@code 250ms}, {@code 5us}, {@code 7ns}, or seconds with or without a
   * fraction.
   *
   * @param option what messages begin with
   * @return nanoseconds, 0 to 10^18
   */
  public static long nanos(String option, String text) {
    long nanos = Atoms.nanos(text);
    if (nanos < 0) {
      nanos = seconds(option, text);
    }
    if (nanos > LONGEST) {
      throw new UsageException(option + " " + text + ": longer than 10^9 seconds");
    }
    return nanos;
  }

  private static long seconds(String option, String text) {
    boolean plain = !text.isEmpty() && text.length() <= 20;
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = c >= '0' && c <= '9' || c == '.' && i > 0 && text.indexOf('.') == i;
    }
    if (!plain || text.endsWith(".")) {
      throw new UsageException(option + " " + (text.isEmpty() ? "\"\"" : text) + ": " + TIME);
    }
    BigDecimal nanos = new BigDecimal(text).multiply(NANOS_A_SECOND);
    return nanos.min(BigDecimal.valueOf(LONGEST + 1)).longValue();
  }

  /**
   * A size in octets: {@code 64k} is 64,000, {@code 2M} 2,000,000.
   *
   * @param option what messages begin with
   */
  public static long octets(String option, String text, long min, long max) {
    long value;
    try {
      value = Atoms.number(text, Long.MAX_VALUE);
    } catch (ValueException e) {
      throw outOfRange(option, text, min, max);
    }
    if (value < min || value > max) {
      throw outOfRange(option, text, min, max);
    }
    return value;
  }

  private static UsageException outOfRange(String option, String text, long min, long max) {
    return new UsageException(
        option
            + " "
            + (text.isEmpty() ? "\"\"" : text)
            + ": expected a number such as 65536, 64k, 2M, from "
            + min
            + " to "
            + max);
  }
}
