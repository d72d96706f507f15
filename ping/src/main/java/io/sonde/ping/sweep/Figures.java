// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.ping.sweep.SweepListener.Fate;
import io.sonde.probe.Jitter;
import io.sonde.probe.RoundTripStatistics;
import java.util.Arrays;

/** The figures of one target. */
final class Figures {
  /** {@link #of}: the probe has no answer. */
  static final long LOST = -1;

  /** {@link #of}: the probe was answered, but its round trip cannot be told. */
  static final long UNTIMED = -2;

  /** {@link #of}: the probe was still open at the end. */
  static final long PENDING = -3;

  private Figures() {}

  /** Of a target that was asked until its first answer. */
  static Summary ofCheck(long epochNanos, int probes, long roundTrip, Fate fate) {
    long[] roundTrips = new long[probes];
    Arrays.fill(roundTrips, LOST);
    if (fate == Fate.ALIVE) {
      roundTrips[probes - 1] = roundTrip >= 0 ? roundTrip : UNTIMED;
    }
    return of(epochNanos, roundTrips, probes, 0, 0, 0);
  }

  /**
   * Of all probes of a target.
   *
   * @param roundTrips nanoseconds by sequence, or one of the constants
   * @param count how many were sent
   * @param interval between two of them
   */
  static Summary of(
      long epochNanos, long[] roundTrips, int count, long duplicates, long interval, int exitCode) {
    RoundTripStatistics statistics = new RoundTripStatistics(false);
    Jitter jitter = new Jitter();
    long[] sorted = new long[count];
    long received = 0;
    long pending = 0;
    long losses = 0;
    long longestLoss = 0;
    long before = LOST;
    int timed = 0;
    for (int i = 0; i < count; i++) {
      long roundTrip = roundTrips[i];
      pending += roundTrip == PENDING ? 1 : 0;
      received += roundTrip >= 0 || roundTrip == UNTIMED ? 1 : 0;
      losses = roundTrip == LOST ? losses + 1 : 0;
      longestLoss = Math.max(longestLoss, losses);
      if (roundTrip >= 0) {
        statistics.add(roundTrip);
        sorted[timed++] = roundTrip;
        if (before >= 0) {
          jitter.pair(before, roundTrip);
        }
      }
      before = roundTrip;
    }
    Arrays.sort(sorted, 0, timed);
    return summary(
        epochNanos,
        new long[] {count, received, count - received - pending, pending, duplicates},
        statistics,
        jitter,
        new double[] {
          percentile(sorted, timed, 50),
          percentile(sorted, timed, 90),
          percentile(sorted, timed, 99)
        },
        longestLoss,
        interval,
        exitCode);
  }

  /** Of a target whose probes are not kept one by one. */
  static Summary of(
      long epochNanos,
      long sent,
      long received,
      long pending,
      long duplicates,
      RoundTripStatistics statistics,
      Jitter jitter) {
    return summary(
        epochNanos,
        new long[] {sent, received, sent - received - pending, pending, duplicates},
        statistics,
        jitter,
        new double[] {Double.NaN, Double.NaN, Double.NaN},
        -1,
        1,
        received > 0 ? 0 : 1);
  }

  /** The value that so many percent do not exceed: nearest rank. */
  private static double percentile(long[] sorted, int count, int percent) {
    if (count == 0) {
      return Double.NaN;
    }
    int rank = (int) ((long) count * percent + 99) / 100;
    return sorted[Math.max(1, rank) - 1];
  }

  private static Summary summary(
      long epochNanos,
      long[] counts,
      RoundTripStatistics statistics,
      Jitter jitter,
      double[] percentiles,
      long longestLoss,
      long interval,
      int exitCode) {
    boolean any = statistics.count() > 0;
    return new Summary(
        epochNanos,
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        statistics.count(),
        any ? statistics.min() : Double.NaN,
        statistics.average(),
        any ? statistics.max() : Double.NaN,
        statistics.deviation(),
        any ? (double) statistics.movingAverage() : Double.NaN,
        percentiles[0],
        percentiles[1],
        percentiles[2],
        jitter.mean(),
        jitter.rfc3550(),
        -1,
        longestLoss,
        longestLoss * interval,
        0,
        0,
        0,
        0,
        0,
        false,
        0,
        "",
        false,
        exitCode,
        EndedBy.COUNT);
  }
}
