// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every resolution against arithmetic of unlimited length. */
class TimestampResolutionTest {
  private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
  private static final BigInteger LAST = BigInteger.valueOf(Long.MAX_VALUE);

  private static long expected(int code, long offset, long units) {
    BigInteger nanos = new BigInteger(Long.toUnsignedString(units)).multiply(BILLION);
    int power = code & 0x7f;
    nanos = code < 0x80 ? nanos.divide(BigInteger.TEN.pow(power)) : nanos.shiftRight(power);
    nanos = nanos.add(BigInteger.valueOf(offset).multiply(BILLION));
    return nanos.min(LAST).max(LAST.negate()).longValueExact();
  }

  /** Within a second of the end of time it may already be the end. */
  private static void check(int code, long offset, long units) {
    long expected = expected(code, offset, units);
    long actual = new TimestampResolution(code, offset).nanos(units);
    boolean edge = Math.abs(expected) > Long.MAX_VALUE - 2_000_000_000L;
    long allowed = edge ? 2_000_000_000L : 0;
    long difference = Math.abs(expected - actual);
    assertEquals(
        true,
        difference <= allowed,
        "code "
            + code
            + " offset "
            + offset
            + " units "
            + units
            + ": "
            + actual
            + ", not "
            + expected);
  }

  @Test
  void everyResolution() {
    Random random = new Random(4);
    for (int code = 0; code < 256; code++) {
      for (int i = 0; i < 200; i++) {
        long units = random.nextLong() >>> random.nextInt(64);
        check(code, 0, units);
        check(code, random.nextLong() >> 20 + random.nextInt(40), units);
      }
      check(code, 0, 0);
      check(code, 0, -1);
      check(code, Long.MAX_VALUE, -1);
      check(code, Long.MIN_VALUE, 0);
    }
  }
}
