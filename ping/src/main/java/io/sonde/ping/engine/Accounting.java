// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.probe.InFlight;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.probe.RoundTripStatistics;
import org.jspecify.annotations.Nullable;

/** All counts of a run, and the summary that they make at any moment. */
final class Accounting {
  final InFlight table = new InFlight();
  final RoundTripStatistics roundTrips;
  private final Series series = new Series();
  private final long interval;
  private final long timeout;
  private final boolean percentiles;
  private final boolean showRate;
  private final long[] clocks = new long[Clock.values().length];

  long received;
  long duplicates;
  long late;
  long unsolicited;
  long foreign;
  long corrupted;
  long wrongData;
  long errors;
  long sendErrors;
  long firstSentNanos;
  long lastSentNanos;
  private long reordered;
  private long newestAnswered;
  private int pipe;
  private long longestRoundTrip;

  /**
   * @param percentiles whether a histogram is kept
   * @param interval of the schedule, for the outage time
   * @param timeout of a probe, 0: none
   * @param showRate whether interval and smoothed round trip are of interest
   */
  Accounting(boolean percentiles, long interval, long timeout, boolean showRate) {
    roundTrips = new RoundTripStatistics(percentiles);
    this.percentiles = percentiles;
    this.interval = interval;
    this.timeout = timeout;
    this.showRate = showRate;
  }

  /** Probes sent, refused ones included. */
  long transmitted() {
    return table.newest();
  }

  /** Enters a probe. */
  long sent(long number, long nanos, long epochNanos, int size, boolean shared) {
    if (table.newest() == 0) {
      firstSentNanos = nanos;
    }
    lastSentNanos = nanos;
    return table.add(number, nanos, epochNanos, size, shared);
  }

  /**
   * Enters the first answer to a probe.
   *
   * @param roundTrip −1: none can be told
   */
  void answered(long sequence, long roundTrip, Clock clock) {
    received++;
    settled(sequence);
    if (sequence < newestAnswered) {
      reordered++;
    } else {
      newestAnswered = sequence;
    }
    table.answer(sequence, roundTrip);
    if (roundTrip >= 0) {
      clocks[clock.ordinal()]++;
      roundTrips.add(roundTrip);
      longestRoundTrip = Math.max(longestRoundTrip, roundTrip);
    }
    series.advance(table);
  }

  /** An error has taken the place of the answer. */
  void failed(long sequence) {
    settled(sequence);
    table.settle(sequence, InFlight.FAILED);
  }

  private void settled(long sequence) {
    pipe = (int) Math.max(pipe, Math.min(Integer.MAX_VALUE, table.newest() - sequence + 1));
  }

  /** Gives a probe up. */
  void lost(long sequence) {
    table.settle(sequence, InFlight.LOST);
    series.advance(table);
  }

  /** Largest round trip so far, nanoseconds; 0: none. */
  long longestRoundTrip() {
    return longestRoundTrip;
  }

  /**
   * The first probe that is too young to be called lost.
   *
   * @return its number; above the newest if none is
   */
  long pendingFrom(long now) {
    long patience = timeout > 0 ? timeout : received > 0 ? 2 * longestRoundTrip : 0;
    long sequence = table.newest() + 1;
    while (sequence > table.oldest() && now - table.sentNanos(sequence - 1) < patience) {
      sequence--;
    }
    return sequence;
  }

  private long pending(long from) {
    long open = 0;
    for (long sequence = from; sequence <= table.newest(); sequence++) {
      if (table.state(sequence) == InFlight.OUTSTANDING) {
        open++;
      }
    }
    return open;
  }

  private double percentile(int percent) {
    return percentiles ? roundTrips.percentile(percent) : Double.NaN;
  }

  /**
   * The figures as they stand.
   *
   * @param now monotonic time
   * @param epochNanos wall clock
   * @param dropped packets that overflowed the receive queue
   * @param search result of an MTU search; null: none was asked for
   */
  Summary summary(
      long now,
      long epochNanos,
      long dropped,
      int exitCode,
      EndedBy endedBy,
      MtuSearch.@Nullable Result search) {
    long pendingFrom = pendingFrom(now);
    long pending = pending(pendingFrom);
    long open = transmitted() - received - pending;
    long kernelDropped = Math.min(dropped, open);
    Series end = series.upTo(table, pendingFrom);
    boolean any = roundTrips.count() > 0;
    return new Summary(
        epochNanos,
        transmitted(),
        received,
        open - kernelDropped,
        pending,
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
        any ? roundTrips.average() : Double.NaN,
        any ? roundTrips.max() : Double.NaN,
        any ? roundTrips.deviation() : Double.NaN,
        any ? (double) roundTrips.movingAverage() : Double.NaN,
        percentile(50),
        percentile(90),
        percentile(99),
        end.jitter().mean(),
        end.jitter().rfc3550(),
        reordered,
        end.longestLoss(),
        end.longestLoss() * interval,
        clocks[Clock.KERNEL.ordinal()],
        clocks[Clock.KERNEL_RX.ordinal()],
        clocks[Clock.MONOTONIC.ordinal()],
        clocks[Clock.HARDWARE.ordinal()],
        pipe,
        showRate,
        search == null ? 0 : search.mtu(),
        search == null ? "" : search.from(),
        search != null && search.blackHole(),
        exitCode,
        endedBy);
  }
}
