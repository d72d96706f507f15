// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DAY = 86_400 * SECOND;

  @Test
  void firstIsDueAtTheStart() {
    Pacer pacer = Pacer.every(SECOND, 500);
    assertEquals(0, pacer.due(499, 64));
    assertEquals(1, pacer.due(500, 64));
    assertEquals(500, pacer.next());
    pacer.sent(1);
    assertEquals(0, pacer.due(500, 64));
    assertEquals(SECOND + 500, pacer.next());
  }

  @Test
  void lateWakeUpShiftsNothing() {
    Pacer pacer = Pacer.every(SECOND, 0);
    pacer.sent(pacer.due(0, 64));
    assertEquals(3, pacer.due(3 * SECOND + 999_999_999, 64));
    assertEquals(2, pacer.due(3 * SECOND + 999_999_999, 2));
    pacer.sent(3);
    assertEquals(4 * SECOND, pacer.next());
    assertEquals(4, pacer.sentCount());
  }

  @Test
  void intervalZeroIsNow() {
    Pacer pacer = Pacer.every(0, 100);
    assertEquals(0, pacer.due(99, 64));
    assertEquals(64, pacer.due(100, 64));
    pacer.sent(64);
    assertEquals(100, pacer.next());
    assertEquals(64, pacer.due(101, 64));
  }

  @Test
  void releaseMovesTheNextAndWhatFollows() {
    Pacer pacer = Pacer.every(SECOND, 0);
    pacer.sent(1);
    pacer.releaseAt(1234);
    assertEquals(1234, pacer.next());
    pacer.sent(1);
    assertEquals(1234 + SECOND, pacer.next());
    pacer.interval(10);
    assertEquals(1234 + SECOND, pacer.next());
    pacer.sent(2);
    assertEquals(1234 + SECOND + 20, pacer.next());
    assertEquals(4, pacer.sentCount());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 1000, 30_000, 999_983, 1_000_000, 333_333_333, 1_000_000_000})
  void noDriftOverADay(long rate) {
    SplittableRandom random = new SplittableRandom(rate);
    long start = -5 * SECOND; // clocks may be negative
    Pacer pacer = Pacer.perSecond(rate, start);
    long now = start;
    long sent = 0;
    while (now < start + DAY) {
      now += random.nextLong(1, DAY / 2000);
      int due = pacer.due(now, Integer.MAX_VALUE);
      pacer.sent(due);
      sent += due;
      // Unless a limit held it back, exactly those whose time has come are sent.
      if (due < Integer.MAX_VALUE) {
        assertEquals(expectedTime(start, rate, sent), pacer.next());
        assertEquals(0, pacer.due(now, 64));
      }
    }
    assertEquals(sent, pacer.sentCount());
    assertEquals(expectedTime(start, rate, sent), pacer.next());
  }

  private static long expectedTime(long start, long rate, long index) {
    return start
        + BigInteger.valueOf(index)
            .multiply(BigInteger.valueOf(SECOND))
            .divide(BigInteger.valueOf(rate))
            .longValueExact();
  }

  @Test
  void countsBeyond32Bits() {
    Pacer pacer = Pacer.every(10, 0);
    for (int i = 0; i < 5; i++) {
      assertEquals(Integer.MAX_VALUE, pacer.due(Long.MAX_VALUE, Integer.MAX_VALUE));
      pacer.sent(Integer.MAX_VALUE);
    }
    assertEquals(5L * Integer.MAX_VALUE, pacer.sentCount());
    assertEquals(50L * Integer.MAX_VALUE, pacer.next());
  }

  @Test
  void extremesOfTheClockDoNotOverflow() {
    assertEquals(1000, Pacer.perSecond(1_000_000_000, 0).due(Long.MAX_VALUE, 1000));
    assertEquals(0, Pacer.every(SECOND, Long.MAX_VALUE - 5).due(Long.MAX_VALUE - 6, 9));
    assertEquals(1, Pacer.every(SECOND, Long.MAX_VALUE - 5).due(Long.MIN_VALUE + 5, 9)); // wrapped
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> Pacer.every(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> Pacer.perSecond(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Pacer.perSecond(1_000_000_001, 0));
  }
}
