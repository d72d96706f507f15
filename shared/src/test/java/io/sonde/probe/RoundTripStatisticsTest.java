// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripStatisticsTest {
  private static RoundTripStatistics of(long... nanos) {
    RoundTripStatistics statistics = new RoundTripStatistics(true);
    for (long each : nanos) {
      statistics.add(each);
    }
    return statistics;
  }

  @Test
  void matchesHandComputedFigures() {
    RoundTripStatistics s =
        of(2_000_000, 4_000_000, 4_000_000, 4_000_000, 5_000_000, 5_000_000, 7_000_000, 9_000_000);
    assertEquals(8, s.count());
    assertEquals(2_000_000, s.min());
    assertEquals(9_000_000, s.max());
    assertEquals(5_000_000, s.average(), 1e-6);
    assertEquals(2_000_000, s.deviation(), 1e-6);
    assertEquals(Math.sqrt(32 / 7.0) * 1e6, s.sampleDeviation(), 1e-6);
  }

  @Test
  void emptySeriesHasNoFigures() {
    RoundTripStatistics s = of();
    assertEquals(0, s.count());
    assertEquals(0, s.min());
    assertEquals(0, s.max());
    assertEquals(0, s.movingAverage());
    assertTrue(Double.isNaN(s.average()));
    assertTrue(Double.isNaN(s.deviation()));
    assertTrue(Double.isNaN(s.sampleDeviation()));
    assertTrue(Double.isNaN(s.percentile(50)));
  }

  @Test
  void oneRoundTripIsItsOwnPercentile() {
    RoundTripStatistics s = of(10_120_417);
    assertEquals(10_120_417, s.percentile(50));
    assertEquals(10_120_417, s.percentile(99));
    assertEquals(0, s.deviation());
    assertTrue(Double.isNaN(s.sampleDeviation()));
  }

  /** iputils: the first times 8, then += rtt - average / 8. */
  @Test
  void movingAverageTakesAnEighth() {
    RoundTripStatistics s = of(8_000);
    assertEquals(8_000, s.movingAverage());
    s.add(16_000);
    assertEquals(9_000, s.movingAverage());
    s.add(9_000);
    assertEquals(9_000, s.movingAverage());
  }

  /** The mean of squares less the square of the mean loses all digits here in double precision. */
  @Test
  void deviationSurvivesALargeOffset() {
    long offset = 3_000_000_000_000L;
    RoundTripStatistics s = of(offset + 1, offset + 2, offset + 3, offset + 4);
    assertEquals(Math.sqrt(1.25), s.deviation(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithExactArithmetic(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] values = random.longs(5000, 0, 2_000_000_000L).toArray();
    RoundTripStatistics s = of(values);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (long value : values) {
      sum = sum.add(BigDecimal.valueOf(value));
      squares = squares.add(BigDecimal.valueOf(value).pow(2));
    }
    BigDecimal n = BigDecimal.valueOf(values.length);
    BigDecimal mean = sum.divide(n, MathContext.DECIMAL128);
    BigDecimal variance = squares.divide(n, MathContext.DECIMAL128).subtract(mean.pow(2));
    assertEquals(mean.doubleValue(), s.average(), 1e-3);
    assertEquals(variance.sqrt(MathContext.DECIMAL128).doubleValue(), s.deviation(), 1e-3);
    Arrays.sort(values);
    for (int percent : new int[] {1, 50, 90, 99, 100}) {
      double exact = values[Math.max(0, (int) Math.ceil(percent / 100.0 * values.length) - 1)];
      assertEquals(exact, s.percentile(percent), exact * 1e-3 + 1, "p" + percent);
    }
  }

  @Test
  void longerThanAnHourIsClampedInPercentilesOnly() {
    RoundTripStatistics s = of(5, RoundTripStatistics.HIGHEST_TRACKABLE + 7_000_000_000L);
    assertEquals(1, s.clamped());
    assertEquals(RoundTripStatistics.HIGHEST_TRACKABLE + 7_000_000_000L, s.max());
    assertEquals(RoundTripStatistics.HIGHEST_TRACKABLE, s.percentile(100), 4e9);
    s.add(0);
    assertEquals(0, s.min());
  }

  @Test
  void refusesWhatCannotBe() {
    RoundTripStatistics s = new RoundTripStatistics(false);
    assertThrows(IllegalArgumentException.class, () -> s.add(-1));
    assertThrows(IllegalStateException.class, () -> s.percentile(50));
  }

  @Test
  void addingAllocatesNothing() {
    RoundTripStatistics s = new RoundTripStatistics(true);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5 && allocated > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100_000; i++) {
        s.add(i * 1000L);
      }
      // Reading the counter may itself allocate in the first rounds.
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertTrue(allocated < 1000, allocated + " octets");
  }

  /** A class loader that refuses the histogram: without percentiles nothing asks it. */
  @Test
  void histogramIsNotLoadedUnlessAskedFor() throws Exception {
    ClassLoader bare = new WithoutHistogram();
    Class<?> type = bare.loadClass(RoundTripStatistics.class.getName());
    assertFalse(type == RoundTripStatistics.class);
    Object statistics = type.getConstructor(boolean.class).newInstance(false);
    type.getMethod("add", long.class).invoke(statistics, 7L);
    assertEquals(7L, type.getMethod("max").invoke(statistics));
    assertThrows(
        ReflectiveOperationException.class,
        () -> {
          try {
            type.getConstructor(boolean.class).newInstance(true);
          } catch (NoClassDefFoundError refused) {
            throw new ReflectiveOperationException(refused);
          }
        });
  }

  private static final class WithoutHistogram extends ClassLoader {
    WithoutHistogram() {
      super(RoundTripStatistics.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.HdrHistogram.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.equals(RoundTripStatistics.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] octets = in.readAllBytes();
        return defineClass(name, octets, 0, octets.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
