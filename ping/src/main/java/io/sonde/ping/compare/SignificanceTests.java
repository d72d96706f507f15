// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/** The tests behind a verdict, all two-sided. */
final class SignificanceTests {
  /** Expected counts below this make the normal approximation of a proportion too rough. */
  private static final double LEAST_EXPECTED = 5;

  /**
   * Fisher's test sums a term for each value that the smaller margin allows; the library counts in
   * 32 bits.
   */
  private static final long MOST_EXACT = 1_000_000_000;

  private SignificanceTests() {}

  /** Probability of losses at least as far apart, if both kinds lose alike. */
  static double loss(long sentA, long lostA, long sentB, long lostB) {
    double pooled = (double) (lostA + lostB) / (sentA + sentB);
    double least = Math.min(sentA, sentB) * Math.min(pooled, 1 - pooled);
    if (least < LEAST_EXPECTED && sentA + sentB <= MOST_EXACT) {
      if (lostA + lostB == 0 || lostA + lostB == sentA + sentB) {
        return 1; // a table with an empty row says nothing
      }
      int[][] table = {{(int) lostA, (int) (sentA - lostA)}, {(int) lostB, (int) (sentB - lostB)}};
      return FisherExactTest.withDefaults().test(table).getPValue();
    }
    double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / sentA + 1.0 / sentB));
    double z = ((double) lostA / sentA - (double) lostB / sentB) / error;
    return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));
  }

  /** Probability of ranks at least as far apart, if both kinds are equally fast. */
  static double roundTrips(double[] a, double[] b) {
    double p = MannWhitneyUTest.withDefaults().with(PValueMethod.ASYMPTOTIC).test(a, b).getPValue();
    return Double.isNaN(p) ? 1 : p; // all values are one: no variance
  }

  /**
   * Holm's step-down adjustment: what is at most the level afterwards is significant with a chance
   * of any false one of at most the level.
   *
   * @param values probabilities; NaN where nothing was tested, which stays and does not count
   */
  static double[] adjusted(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .filter(i -> !Double.isNaN(values[i]))
            .boxed()
            .sorted((i, j) -> Double.compare(values[i], values[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[values.length];
    Arrays.fill(adjusted, Double.NaN);
    double least = 0;
    for (int rank = 0; rank < order.length; rank++) {
      least = Math.max(least, Math.min(1, (order.length - rank) * values[order[rank]]));
      adjusted[order[rank]] = least;
    }
    return adjusted;
  }
}
