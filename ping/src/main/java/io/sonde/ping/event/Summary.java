// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

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
 * @param reordered answers that came after an answer to a later probe
 * @param longestLoss longest run of consecutive losses, in probes
 * @param outage that run times the interval
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

  /** Loss of the network in percent, 0 … 100; 0 when nothing was decided. */
  public double lossPercent() {
    long decided = received + lost;
    return decided == 0 ? 0 : 100.0 * lost / decided;
  }
}
