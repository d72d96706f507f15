// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import io.sonde.ping.config.ProbeKind;

/**
 * What one kind of probe has met.
 *
 * @param kind of the probes
 * @param decided probes that were answered or lost; neither those pending at the end nor those that
 *     the own host has dropped
 * @param lost of these
 * @param median of the round trips, nanoseconds; NaN: there is none
 * @param roundTrips nanoseconds, any order; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sample(ProbeKind kind, long decided, long lost, double median, double[] roundTrips) {
  /** Loss in percent; 0 when nothing was decided. */
  public double lossPercent() {
    return decided == 0 ? 0 : 100.0 * lost / decided;
  }
}
