// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.probe.RoundTripStatistics;

/** All counts of a run over many targets. */
final class Tally {
  private final RoundTripStatistics roundTrips;
  private final boolean percentiles;
  private final long[] clocks = new long[Clock.values().length];

  long transmitted;
  long received;
  long expired;
  long duplicates;
  long late;
  long unsolicited;
  long foreign;
  long corrupted;
  long wrongData;
  long errors;
  long sendErrors;
  long alive;
  long unreachable;
  long unresolved;
  long firstSentNanos;
  long lastSentNanos;

  Tally(boolean percentiles) {
    this.percentiles = percentiles;
    roundTrips = new RoundTripStatistics(percentiles);
  }

  void sent(long nanos) {
    if (transmitted++ == 0) {
      firstSentNanos = nanos;
    }
    lastSentNanos = nanos;
  }

  /**
   * @param roundTrip −1: none can be told
   */
  void answered(long roundTrip, Clock clock) {
    received++;
    if (roundTrip >= 0) {
      clocks[clock.ordinal()]++;
      roundTrips.add(roundTrip);
    }
  }

  private double percentile(int percent) {
    return percentiles ? roundTrips.percentile(percent) : Double.NaN;
  }

  /**
   * The figures as they stand.
   *
   * @param targets targets of this shard
   * @param open probes that still wait for their answer
   * @param dropped packets that overflowed the receive queues
   */
  SweepSummary summary(
      long targets, long open, long epochNanos, long dropped, int exitCode, EndedBy endedBy) {
    long kernelDropped = Math.min(dropped, expired);
    boolean any = roundTrips.count() > 0;
    Summary figures =
        new Summary(
            epochNanos,
            transmitted,
            received,
            expired - kernelDropped,
            open,
            duplicates,
            late,
            unsolicited,
            foreign,
            corrupted,
            wrongData,
            errors,
            sendErrors,
            kernelDropped,
            lastSentNanos - firstSentNanos,
            roundTrips.count(),
            any ? roundTrips.min() : Double.NaN,
            roundTrips.average(),
            any ? roundTrips.max() : Double.NaN,
            roundTrips.deviation(),
            any ? (double) roundTrips.movingAverage() : Double.NaN,
            percentile(50),
            percentile(90),
            percentile(99),
            Double.NaN,
            Double.NaN,
            -1,
            -1,
            -1,
            clocks[Clock.KERNEL.ordinal()],
            clocks[Clock.KERNEL_RX.ordinal()],
            clocks[Clock.MONOTONIC.ordinal()],
            clocks[Clock.HARDWARE.ordinal()],
            0,
            false,
            0,
            "",
            false,
            exitCode,
            endedBy);
    return new SweepSummary(figures, targets, alive, unreachable, unresolved);
  }
}
