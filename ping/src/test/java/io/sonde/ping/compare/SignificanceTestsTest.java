// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Probabilities as SciPy 1.17.1 has them: {@code norm.sf} of the pooled z, {@code fisher_exact},
 * {@code mannwhitneyu(method="asymptotic", use_continuity=True)}.
 */
class SignificanceTestsTest {
  @ParameterizedTest
  @CsvSource({
    "200, 61, 200, 0, 2.1778637366322292e-17",
    "200, 30, 200, 20, 0.13057001811573637",
    "1000, 55, 800, 31, 0.10824593220044783",
    "100, 50, 100, 50, 1.0",
  })
  void proportionsByNormalApproximation(long na, long a, long nb, long b, double expected) {
    assertEquals(expected, SignificanceTests.loss(na, a, nb, b), expected * 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 4, 20, 0, 0.10602910602910605",
    "50, 3, 60, 1, 0.3280572162506485",
    "30, 1, 200, 0, 0.13043478260869565",
    "20, 20, 20, 18, 0.48717948717948717",
    "1000, 6, 1000, 0, 0.031015859961787993",
  })
  void fewLossesByTheExactTest(long na, long a, long nb, long b, double expected) {
    assertEquals(expected, SignificanceTests.loss(na, a, nb, b), expected * 1e-9);
    assertEquals(expected, SignificanceTests.loss(nb, b, na, a), expected * 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"100, 0, 100, 0", "100, 100, 50, 50"})
  void nothingLostOrEverythingIsNoDifference(long na, long a, long nb, long b) {
    assertEquals(1, SignificanceTests.loss(na, a, nb, b));
  }

  /** The generator of ANSI C's example rand, so that SciPy had the same values. */
  private static double[] values(long seed, int count, double low, int range, double step) {
    double[] values = new double[count];
    long state = seed;
    for (int i = 0; i < count; i++) {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648L;
      values[i] = low + state / 65_536 % range * step;
    }
    return values;
  }

  @Test
  void ranksWithAndWithoutTies() {
    double[] a = values(1, 40, 10_000, 500, 10);
    double[] b = values(2, 50, 10_800, 500, 10);
    double[] c = values(3, 60, 10_000, 20, 100);
    double[] d = values(4, 25, 10_000, 20, 100);
    assertEquals(13_380, a[0]);
    assertEquals(8.756598745587026e-06, SignificanceTests.roundTrips(a, b), 1e-14);
    assertEquals(0.7496603413122264, SignificanceTests.roundTrips(c, d), 1e-9);
    assertEquals(0.00430230358525478, SignificanceTests.roundTrips(a, c), 1e-11);
  }

  @Test
  void equalValuesAreNoDifference() {
    assertEquals(1, SignificanceTests.roundTrips(new double[20], new double[30]));
  }

  /** By hand from Holm 1979: 0.01·4, 0.02·3, 0.03·2 not below the one before, 0.5·1. */
  @Test
  void adjustment() {
    assertArrayEquals(
        new double[] {0.06, 0.5, 0.04, 0.06, Double.NaN},
        SignificanceTests.adjusted(new double[] {0.03, 0.5, 0.01, 0.02, Double.NaN}),
        1e-12);
    assertArrayEquals(
        new double[] {1, 1}, SignificanceTests.adjusted(new double[] {0.6, 0.9}), 1e-12);
  }
}
