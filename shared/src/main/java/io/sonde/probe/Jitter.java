// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

/**
 * How much consecutive round trips differ, by two definitions. Nanoseconds.
 *
 * <p>The caller chooses the pairs: two answered probes with consecutive numbers, in the order of
 * their numbers, whatever order the answers came in.
 */
public final class Jitter {
  private long pairs;
  private double mean;
  private double smoothed;
  private double worst;

  /** No pairs yet. */
  public Jitter() {}

  /** A copy, to which the pairs still open can be added for a report in the middle of a run. */
  public Jitter(Jitter other) {
    pairs = other.pairs;
    mean = other.mean;
    smoothed = other.smoothed;
    worst = other.worst;
  }

  /** Adds the round trips of one probe and of the next. */
  public void pair(long previousNanos, long nanos) {
    double difference = Math.abs((double) (nanos - previousNanos));
    pairs++;
    mean += (difference - mean) / pairs;
    smoothed += (difference - smoothed) / 16;
    worst = Math.max(worst, difference);
  }

  /** Number of pairs. */
  public long pairs() {
    return pairs;
  }

  /** Mean absolute difference; NaN without a pair. */
  public double mean() {
    return pairs == 0 ? Double.NaN : mean;
  }

  /**
   * Interarrival jitter, J += (|D| − J) / 16 from 0 on (RFC 3550 section 6.4.1); NaN without a
   * pair.
   */
  public double rfc3550() {
    return pairs == 0 ? Double.NaN : smoothed;
  }

  /** Largest absolute difference; NaN without a pair. */
  public double worst() {
    return pairs == 0 ? Double.NaN : worst;
  }
}
