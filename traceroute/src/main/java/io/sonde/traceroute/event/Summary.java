// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import java.util.Locale;

/**
 * How a run ended.
 *
 * @param time epoch nanoseconds
 * @param reached whether the target answered, or somebody in its name
 * @param reason why it is over
 * @param hops TTL of the last hop shown; 0: none
 * @param sent packets
 * @param received answers to them
 * @param duplicates further answers
 * @param lossPercent of the probes shown, those the target did not answer; NaN: not reached
 * @param pathMtu octets; 0: not searched or not found
 * @param duration nanoseconds
 * @param exitCode of the process
 */
public record Summary(
    long time,
    boolean reached,
    Reason reason,
    int hops,
    int sent,
    int received,
    int duplicates,
    double lossPercent,
    int pathMtu,
    long duration,
    int exitCode) {
  /** Why a run is over. */
  public enum Reason {
    TARGET_ANSWERED,
    UNREACHABLE,
    MAX_HOPS,
    DEADLINE,
    LOOP,
    INTERRUPTED,
    ERROR;

    /** As JSON has it: {@code target-answered}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
