// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Numbers as text, with a dot whatever the locale and without {@link String#format}, which costs a
 * short run more than its packets do.
 */
public final class Decimals {
  /** No number here is longer in octets. */
  static final int MAX_LENGTH = 32;

  /** Below this a decimal of so many digits is the only one of its length for its double. */
  private static final double DISTINCT = 1e15;

  private static final long[] POWERS = new long[19];

  static {
    long power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private Decimals() {}

  /**
   * A scaled whole number with a fixed number of decimals, rounded half up (away from 0): {@code
   * fixed(1234567, 6, 3)} is {@code 1.235}.
   *
   * @param value number times 10 to the power of {@code scale}
   * @param scale 0 … 18
   * @param decimals 0 … scale
   */
  public static String fixed(long value, int scale, int decimals) {
    return appendFixed(new StringBuilder(MAX_LENGTH), value, scale, decimals).toString();
  }

  /** Appends what {@link #fixed} gives. */
  public static StringBuilder appendFixed(StringBuilder out, long value, int scale, int decimals) {
    long cut = POWERS[scale - decimals];
    long magnitude = Math.abs(value);
    long kept = magnitude / cut + (magnitude % cut >= cut - cut / 2 ? 1 : 0);
    if (value < 0 && kept != 0) {
      out.append('-');
    }
    out.append(kept / POWERS[decimals]);
    if (decimals > 0) {
      out.append('.');
      long fraction = kept % POWERS[decimals];
      for (int i = decimals - 1; i >= 0; i--) {
        out.append((char) ('0' + fraction / POWERS[i] % 10));
      }
    }
    return out;
  }

  /**
   * What printf(3) makes of a single-precision number by {@code %g}: six significant digits,
   * trailing zeros cut, an exponent below 1e-4 and from 1e+06 on.
   */
  public static String general(float value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (!Float.isFinite(value)) {
      return Float.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    // Exact binary value, then half to even, as glibc rounds.
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN));
    BigDecimal shortest = rounded.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    StringBuilder out = new StringBuilder(MAX_LENGTH);
    out.append(value < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    int magnitude = Math.abs(exponent);
    out.append(exponent < 0 ? "e-" : "e+").append(magnitude < 10 ? "0" : "").append(magnitude);
    return out.toString();
  }

  /** The shortest decimal that reads back as a finite {@code value}, as in JSON. */
  public static String shortest(double value) {
    byte[] octets = new byte[MAX_LENGTH];
    int end = putShortest(octets, 0, value);
    return new String(octets, 0, end, StandardCharsets.US_ASCII);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static int putWhole(byte[] out, int at, long value) {
    int start = at;
    long rest = value;
    if (value < 0) {
      out[start++] = '-';
    }
    int end = start + digitCount(value);
    for (int i = end - 1; i >= start; i--) {
      out[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    return end;
  }

  /** A whole number of units of 10 to the power of {@code -scale}, trailing zeros cut. */
  static int putScaled(byte[] out, int at, long value, int scale) {
    int end = putWhole(out, at, value / POWERS[scale]);
    long fraction = value % POWERS[scale];
    if (fraction == 0) {
      return end;
    }
    if (value < 0 && value > -POWERS[scale]) {
      out[at] = '-';
      out[at + 1] = '0';
      end = at + 2;
    }
    out[end++] = '.';
    long rest = Math.abs(fraction);
    for (int i = scale - 1; rest != 0; i--) {
      out[end++] = (byte) ('0' + rest / POWERS[i]);
      rest %= POWERS[i];
    }
    return end;
  }

  static int putShortest(byte[] out, int at, double value) {
    double billionths = Math.rint(value * 1e9);
    if (Math.abs(billionths) < DISTINCT && billionths / 1e9 == value && value != 0) {
      return putScaled(out, at, (long) billionths, 9);
    }
    if (value == Math.rint(value) && Math.abs(value) < DISTINCT) {
      return putWhole(out, at, (long) value);
    }
    String text = shortestText(value);
    for (int i = 0; i < text.length(); i++) {
      out[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }

  /** {@link Double#toString} is not always the shortest before JDK 19 (JDK-4511638). */
  private static String shortestText(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal decimal = exact;
    for (int digits = 1; digits <= 17; digits++) {
      decimal = exact.round(new MathContext(digits));
      if (decimal.doubleValue() == value) {
        break;
      }
    }
    decimal = decimal.stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -7 && exponent < 21) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e"
        + exponent;
  }

  private static int digitCount(long value) {
    int count = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      count++;
    }
    return count;
  }
}
