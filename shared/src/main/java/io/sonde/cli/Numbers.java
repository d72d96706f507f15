// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

/**
 * Numbers as users type them. The whole text must be the number: no blanks, no trailing characters,
 * a dot whatever the locale, and nothing that wraps around.
 */
public final class Numbers {
  private static final long NANOS = 1_000_000_000L;

  private Numbers() {}

  /**
   * A decimal whole number.
   *
   * @param name what messages begin with, an option for example
   * @throws UsageException {@code -c abc: not a whole number; 1 to 65535} or {@code -c 0: out of
   *     range, 1 to 65535}
   */
  public static long whole(String name, String text, long min, long max) {
    return whole(name, text, min, max, "");
  }

  /**
   * A decimal whole number.
   *
   * @param suffix what the range holds for, at the end of messages: {@code " for IPv4"}
   * @throws UsageException as {@link #whole(String, String, long, long)}
   */
  public static long whole(String name, String text, long min, long max, String suffix) {
    return inRange(name, text, digits(text, text, 10), min, max, suffix);
  }

  /**
   * A whole number, decimal or hexadecimal after {@code 0x}. A leading 0 does not make it octal.
   *
   * @throws UsageException as {@link #whole(String, String, long, long)}
   */
  public static long wholeOrHex(String name, String text, long min, long max) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    Parsed parsed = hex ? digits(text, text.substring(2), 16) : digits(text, text, 10);
    return inRange(name, text, parsed, min, max, "");
  }

  /**
   * Seconds with a fraction, rounded to nanoseconds.
   *
   * @param maxSeconds largest value allowed; the smallest is 0
   * @throws UsageException {@code -i 0,5: not a number; 0 to 2147483} or {@code -i -1: out of
   *     range, 0 to 2147483}
   */
  public static long nanos(String name, String text, long maxSeconds) {
    double seconds = real(name, text, 0, (double) maxSeconds);
    return Math.round(seconds * NANOS);
  }

  /**
   * A real number: digits with at most one dot, optionally an exponent. No NaN, no infinity.
   *
   * @throws UsageException {@code --backoff x: not a number; 1 to 10} or out of range
   */
  public static double real(String name, String text, double min, double max) {
    String range = Decimals.shortest(min) + " to " + Decimals.shortest(max);
    if (!isReal(text)) {
      throw new UsageException(name + " " + shown(text) + ": not a number; " + range);
    }
    double value = Double.parseDouble(text);
    if (!(value >= min && value <= max)) {
      throw new UsageException(name + " " + text + ": out of range, " + range);
    }
    return value;
  }

  /**
   * The message of a value that is a number, but a wrong one.
   *
   * @param suffix what the range holds for: {@code " for IPv4"}; or empty
   */
  public static UsageException outOfRange(
      String name, String text, long min, long max, String suffix) {
    return new UsageException(name + " " + text + ": out of range, " + min + " to " + max + suffix);
  }

  /** A value as a message shows it: an empty one must be seen. */
  static String shown(String text) {
    return text.isEmpty() ? "\"\"" : text;
  }

  private enum Outcome {
    NUMBER,
    TOO_LARGE,
    NOT_A_NUMBER
  }

  private record Parsed(Outcome outcome, long value) {}

  private static final Parsed NOT_A_NUMBER = new Parsed(Outcome.NOT_A_NUMBER, 0);

  private static Parsed digits(String text, String body, int radix) {
    boolean signed =
        radix == 10 && body.length() > 1 && (body.charAt(0) == '-' || body.charAt(0) == '+');
    int from = signed ? 1 : 0;
    if (body.length() == from || text.isEmpty()) {
      return NOT_A_NUMBER;
    }
    for (int i = from; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c >= 0x80
          || Character.digit(c, radix) < 0) { // digits of other scripts are digits to Java
        return NOT_A_NUMBER;
      }
    }
    try {
      return new Parsed(Outcome.NUMBER, Long.parseLong(body, radix));
    } catch (NumberFormatException overflow) {
      return new Parsed(Outcome.TOO_LARGE, 0);
    }
  }

  private static long inRange(
      String name, String text, Parsed parsed, long min, long max, String suffix) {
    if (parsed.outcome == Outcome.NOT_A_NUMBER) {
      throw new UsageException(
          name + " " + shown(text) + ": not a whole number; " + min + " to " + max + suffix);
    }
    if (parsed.outcome == Outcome.TOO_LARGE || parsed.value < min || parsed.value > max) {
      throw outOfRange(name, text, min, max, suffix);
    }
    return parsed.value;
  }

  private static boolean isReal(String text) {
    int i = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int mantissa = 0;
    boolean dot = false;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        mantissa++;
      } else if (c == '.' && !dot) {
        dot = true;
      } else {
        break;
      }
    }
    if (mantissa == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
        i++;
      }
      int exponent = i;
      while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        i++;
      }
      return i > exponent && i == text.length();
    }
    return i == text.length();
  }
}
