// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

/**
 * How pcapng counts time on one interface: units since an epoch that is moved by whole seconds
 * (if_tsresol and if_tsoffset, draft-ietf-opsawg-pcapng section 4.2).
 */
final class TimestampResolution {
  /** Microseconds, what an interface without the option has. */
  static final int DEFAULT = 6;

  private static final long BILLION = 1_000_000_000;

  private final int code;
  private final long offsetSeconds;
  private final long nanosPerUnit; // 0: a unit is no whole number of them
  private final long ordinary; // so many units need no care

  /**
   * @param code negative power of ten of a second, 0 … 127; with 128 added a negative power of two
   * @param offsetSeconds added to every time
   */
  TimestampResolution(int code, long offsetSeconds) {
    this.code = code;
    this.offsetSeconds = offsetSeconds;
    nanosPerUnit = code <= 9 ? powerOfTen(9 - code) : 0;
    ordinary = nanosPerUnit == 0 || offsetSeconds != 0 ? 0 : Long.MAX_VALUE / nanosPerUnit;
  }

  /** Nanoseconds since 1970 of an unsigned number of units; what is out of range is cut to it. */
  long nanos(long units) {
    return units >= 0 && units < ordinary ? units * nanosPerUnit : withCare(units);
  }

  private long withCare(long units) {
    int power = code & 0x7f;
    long seconds;
    long rest; // nanoseconds of a second
    if (code >= 0x80) {
      seconds = power < Long.SIZE ? units >>> power : 0;
      rest = fraction(units, power);
    } else if (power <= 9) {
      long second = powerOfTen(power);
      seconds = Long.divideUnsigned(units, second);
      rest = (units - seconds * second) * nanosPerUnit;
    } else {
      long nanos = power > 28 ? 0 : Long.divideUnsigned(units, powerOfTen(power - 9));
      seconds = Long.divideUnsigned(nanos, BILLION);
      rest = nanos - seconds * BILLION;
    }
    return sum(seconds, rest);
  }

  /** Nanoseconds in the part of {@code units} that is below a second of 2^power units. */
  private static long fraction(long units, int power) {
    if (power == 0) {
      return 0;
    }
    if (power < Long.SIZE) {
      long part = units & (1L << power) - 1;
      long high = Math.multiplyHigh(part, BILLION);
      return high << Long.SIZE - power | part * BILLION >>> power;
    }
    long high = Math.multiplyHigh(units, BILLION) + (units >> Long.SIZE - 1 & BILLION);
    return high >>> power - Long.SIZE;
  }

  /** 10^exponent for 0 … 19, the last as an unsigned number. */
  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private long sum(long unsignedSeconds, long nanos) {
    long seconds = unsignedSeconds < 0 ? Long.MAX_VALUE : unsignedSeconds;
    long moved = seconds + offsetSeconds;
    if (offsetSeconds > 0 && moved < 0 || moved >= Long.MAX_VALUE / BILLION) {
      return Long.MAX_VALUE;
    }
    // the least value means that there is no time
    return moved <= Long.MIN_VALUE / BILLION ? -Long.MAX_VALUE : moved * BILLION + nanos;
  }
}
