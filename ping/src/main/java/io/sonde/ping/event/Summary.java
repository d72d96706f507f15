// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The figures of a run. Durations are nanoseconds, NaN or −1 where there is nothing to tell.
 *
 * @param time epoch nanoseconds
 * @param lost neither answered, nor pending, nor dropped by the own host
 * @param pending too young at the end to be called lost
 * @param kernelDropped overflowed the own receive queue, counted off the loss
 * @param duration first send to last send
 * @param ewma smoothed round trip, weight 1/8
 * @param percentile50 NaN unless percentiles were kept
 * @param jitter mean of |RTT(n) − RTT(n−1)| over probes with consecutive numbers
 * @param jitterRfc3550 the same differences smoothed as RFC 3550 section 6.4.1
 * @param reordered answers that came after an answer to a later probe; −1: nobody kept count
 * @param longestLoss longest run of consecutive losses, in probes; −1: nobody kept count
 * @param outage that run times the interval; −1: nobody kept count
 * @param pipe most probes outstanding at an answer, that one included
 * @param roundTripSamples round trips that the figures rest on
 * @param pathMtu what the MTU search found; 0: not searched or not found
 * @param pathMtuFrom router that named the path MTU, as text; empty: none did
 * @param pathMtuBlackHole whether longer packets vanished without a word
 * @param showRate whether interval and smoothed round trip are of interest (flood, adaptive,
 *     interval 0)
 */
public record Summary(
    long time,
    long transmitted,
    long received,
    long lost,
    long pending,
    long duplicates,
    long late,
    long unsolicited,
    long foreign,
    long corrupted,
    long wrongData,
    long errors,
    long sendErrors,
    long kernelDropped,
    long duration,
    long roundTripSamples,
    double minimum,
    double average,
    double maximum,
    double deviation,
    double ewma,
    double percentile50,
    double percentile90,
    double percentile99,
    double jitter,
    double jitterRfc3550,
    long reordered,
    long longestLoss,
    long outage,
    long clockKernel,
    long clockKernelRx,
    long clockMonotonic,
    long clockHardware,
    int pipe,
    boolean showRate,
    int pathMtu,
    String pathMtuFrom,
    boolean pathMtuBlackHole,
    int exitCode,
    EndedBy endedBy) {

  /** Why a run ended. */
  public enum EndedBy {
    COUNT,
    DEADLINE,
    SIGNAL,
    ERROR
  }

  /**
   * The counts of several series together. Round trips of different kinds make no common figure, so
   * there is none.
   *
   * @param parts one or more, all of which have ended alike
   * @param duration of the whole
   * @param exitCode of the run
   */
  public static Summary total(List<Summary> parts, long duration, int exitCode) {
    double none = Double.NaN;
    Summary first = parts.get(0);
    return new Summary(
        first.time,
        sum(parts, Summary::transmitted),
        sum(parts, Summary::received),
        sum(parts, Summary::lost),
        sum(parts, Summary::pending),
        sum(parts, Summary::duplicates),
        sum(parts, Summary::late),
        sum(parts, Summary::unsolicited),
        sum(parts, Summary::foreign),
        sum(parts, Summary::corrupted),
        sum(parts, Summary::wrongData),
        sum(parts, Summary::errors),
        sum(parts, Summary::sendErrors),
        sum(parts, Summary::kernelDropped),
        duration,
        sum(parts, Summary::roundTripSamples),
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        sum(parts, Summary::reordered),
        parts.stream().mapToLong(Summary::longestLoss).max().orElse(0),
        parts.stream().mapToLong(Summary::outage).max().orElse(0),
        sum(parts, Summary::clockKernel),
        sum(parts, Summary::clockKernelRx),
        sum(parts, Summary::clockMonotonic),
        sum(parts, Summary::clockHardware),
        0,
        false,
        0,
        "",
        false,
        exitCode,
        first.endedBy);
  }

  private static long sum(List<Summary> parts, ToLongFunction<Summary> count) {
    return parts.stream().mapToLong(count).sum();
  }

  /** Loss of the network in percent, 0 … 100; 0 when nothing was decided. */
  public double lossPercent() {
    long decided = received + lost;
    return decided == 0 ? 0 : 100.0 * lost / decided;
  }
}
