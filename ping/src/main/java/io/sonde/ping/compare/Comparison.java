// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import io.sonde.ping.compare.Findings.Aspect;
import io.sonde.ping.compare.Findings.Difference;
import io.sonde.ping.compare.Findings.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The rules by which samples become a verdict: what is significant, what is large enough to matter,
 * and who is the odd one out.
 */
public final class Comparison {
  /** Samples of a kind below which nothing is said about it. */
  public static final int LEAST_SAMPLES = 20;

  /** Part of the smaller median by which medians must differ to count. */
  private static final double LEAST_PART = 0.1;

  private final double level;
  private final double minRoundTrip;

  /**
   * @param level see {@link io.sonde.ping.config.Kinds#level}
   * @param minRoundTrip nanoseconds by which medians must differ to count
   */
  public Comparison(double level, double minRoundTrip) {
    this.level = level;
    this.minRoundTrip = minRoundTrip;
  }

  /**
   * Compares each kind with each other.
   *
   * @param samples two or more
   */
  public Findings of(List<Sample> samples) {
    List<Pair> pairs = pairs(samples);
    List<Difference> differences = new ArrayList<>();
    differences.addAll(odd(samples, pairs, Pair::lossDifferent, Sample::lossPercent, Aspect.LOSS));
    differences.addAll(
        odd(samples, pairs, Pair::roundTripDifferent, Sample::median, Aspect.ROUND_TRIP));
    boolean enough = samples.stream().allMatch(Comparison::isEnough);
    Verdict verdict =
        !differences.isEmpty()
            ? Verdict.DIFFERENT
            : enough ? Verdict.NO_DIFFERENCE_SEEN : Verdict.NOT_ENOUGH_SAMPLES;
    return new Findings(samples, pairs, differences, verdict);
  }

  private static boolean isEnough(Sample sample) {
    return sample.decided() >= LEAST_SAMPLES;
  }

  private List<Pair> pairs(List<Sample> samples) {
    int count = samples.size() * (samples.size() - 1) / 2;
    double[] values = new double[2 * count];
    int at = 0;
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++) {
        values[at++] = lossValue(samples.get(i), samples.get(j));
        values[at++] = roundTripValue(samples.get(i), samples.get(j));
      }
    }
    double[] adjusted = SignificanceTests.adjusted(values);
    List<Pair> pairs = new ArrayList<>();
    at = 0;
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++, at += 2) {
        Sample a = samples.get(i);
        Sample b = samples.get(j);
        double loss = adjusted[at];
        double roundTrip = adjusted[at + 1];
        pairs.add(
            new Pair(a, b, loss, loss <= level, roundTrip, roundTrip <= level && isFarApart(a, b)));
      }
    }
    return pairs;
  }

  private static double lossValue(Sample a, Sample b) {
    return isEnough(a) && isEnough(b)
        ? SignificanceTests.loss(a.decided(), a.lost(), b.decided(), b.lost())
        : Double.NaN;
  }

  private static double roundTripValue(Sample a, Sample b) {
    int least = Math.min(a.roundTrips().length, b.roundTrips().length);
    return least >= LEAST_SAMPLES
        ? SignificanceTests.roundTrips(a.roundTrips(), b.roundTrips())
        : Double.NaN;
  }

  /** The kinds may use different clocks, and a target's stacks differ: little is no difference. */
  private boolean isFarApart(Sample a, Sample b) {
    double distance = Math.abs(a.median() - b.median());
    double part = LEAST_PART * Math.min(a.median(), b.median());
    return distance >= minRoundTrip && distance >= part;
  }

  /**
   * The kinds that differ from most of the others. Where that is each of them, as with two kinds,
   * none of them is what is usual, and those with the larger figures are named.
   */
  private static List<Difference> odd(
      List<Sample> samples,
      List<Pair> pairs,
      Predicate<Pair> different,
      ToDoubleFunction<Sample> figure,
      Aspect aspect) {
    List<Sample> odd = new ArrayList<>();
    for (Sample one : samples) {
      long from = pairs.stream().filter(pair -> pair.holds(one) && different.test(pair)).count();
      if (2 * from > samples.size() - 1) {
        odd.add(one);
      }
    }
    if (odd.size() == samples.size()) {
      double[] figures = odd.stream().mapToDouble(figure).sorted().toArray();
      double usual = figures[(figures.length - 1) / 2];
      odd.removeIf(one -> figure.applyAsDouble(one) <= usual);
    }
    List<Difference> differences = new ArrayList<>();
    for (Sample one : odd) {
      pairs.stream()
          .filter(pair -> pair.holds(one) && different.test(pair))
          .filter(pair -> !odd.contains(pair.other(one)))
          .findFirst()
          .map(pair -> difference(pair, one, aspect))
          .ifPresent(differences::add);
    }
    return differences;
  }

  private static Difference difference(Pair pair, Sample one, Aspect aspect) {
    double p = aspect == Aspect.LOSS ? pair.lossPValue() : pair.roundTripPValue();
    return new Difference(one, pair.other(one), aspect, p);
  }
}
