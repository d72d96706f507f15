// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Round trips of one series: extremes, mean, deviation, moving average, percentiles. All values are
 * nanoseconds; those of an empty series are NaN (or 0 where the result is a {@code long}, which
 * {@link #count} tells apart). Adding allocates nothing.
 */
public final class RoundTripStatistics {
  /** Longest round trip that percentiles tell apart: one hour. */
  public static final long HIGHEST_TRACKABLE = 3_600_000_000_000L;

  private static final int SIGNIFICANT_DIGITS = 3;

  /** Null without percentiles: the class is then never loaded, which a short run notices. */
  private final @Nullable Histogram histogram;

  private long count;
  private long min = Long.MAX_VALUE;
  private long max;
  private double mean;
  private double squaredDeviations;
  private long movingAverageTimes8;
  private long clamped;

  /**
   * An empty series.
   *
   * @param percentiles whether {@link #percentile} will be asked for; costs about 250 KiB
   */
  public RoundTripStatistics(boolean percentiles) {
    histogram = percentiles ? new Histogram(1, HIGHEST_TRACKABLE, SIGNIFICANT_DIGITS) : null;
  }

  /**
   * Adds one round trip.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void add(long nanos) {
    if (nanos < 0) {
      throw new IllegalArgumentException("round trip of " + nanos + " ns; at least 0");
    }
    count++;
    min = Math.min(min, nanos);
    max = Math.max(max, nanos);
    double distance = nanos - mean;
    mean += distance / count;
    squaredDeviations += distance * (nanos - mean); // Welford: squares are never subtracted
    movingAverageTimes8 =
        count == 1 ? nanos * 8 : movingAverageTimes8 + nanos - movingAverageTimes8 / 8;
    if (histogram != null) {
      if (nanos > HIGHEST_TRACKABLE) {
        clamped++;
      }
      histogram.recordValue(Math.min(nanos, HIGHEST_TRACKABLE));
    }
  }

  /** Number of round trips. */
  public long count() {
    return count;
  }

  /** The shortest; 0 if there is none. */
  public long min() {
    return count == 0 ? 0 : min;
  }

  /** The longest; 0 if there is none. */
  public long max() {
    return max;
  }

  /** The mean; NaN if there is none. */
  public double average() {
    return count == 0 ? Double.NaN : mean;
  }

  /** Deviation of the population, which iputils calls mdev; NaN if there is none. */
  public double deviation() {
    return count == 0 ? Double.NaN : Math.sqrt(squaredDeviations / count);
  }

  /** Deviation of the sample (n − 1); NaN below two. */
  public double sampleDeviation() {
    return count < 2 ? Double.NaN : Math.sqrt(squaredDeviations / (count - 1));
  }

  /**
   * Exponentially weighted moving average, an eighth of each new round trip, beginning with the
   * first; 0 if there is none.
   */
  public long movingAverage() {
    return movingAverageTimes8 / 8;
  }

  /**
   * The value that {@code percent} of all round trips do not exceed, to three significant digits
   * and never outside {@link #min} … {@link #max}; NaN if there is none.
   *
   * @param percent 0 … 100
   * @throws IllegalStateException if percentiles were not asked for
   */
  public double percentile(double percent) {
    if (histogram == null) {
      throw new IllegalStateException("made without percentiles");
    }
    if (count == 0) {
      return Double.NaN;
    }
    return Math.max(min, Math.min(max, histogram.getValueAtPercentile(percent)));
  }

  /** Round trips above {@link #HIGHEST_TRACKABLE}, which percentiles count as that long. */
  public long clamped() {
    return clamped;
  }
}
