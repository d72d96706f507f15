// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.answer.Outcome;
import io.sonde.craft.answer.Probe;
import io.sonde.craft.dissect.Dissection;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hears what a run that waits for answers does. */
public interface SrListener extends SendListener {
  /** What a packet that has come is. */
  enum Status {
    /** An answer. */
    REPLY,
    /** An answer of somebody who has answered before. */
    DUPLICATE,
    /** An answer to a probe whose time was over. */
    LATE,
    /** An error that quotes nothing of ours. */
    UNMATCHED
  }

  /**
   * A packet has come.
   *
   * @param probe that it answers; null: none
   * @param packet taken apart; its octets are gone after the call
   * @param linkType link type of captures that its octets have
   * @param time of its arrival, epoch nanoseconds
   * @param roundTrip nanoseconds; {@link Probe#UNKNOWN}
   */
  void answer(
      Status status,
      @Nullable Probe probe,
      Dissection packet,
      int linkType,
      long time,
      long roundTrip)
      throws IOException;

  /**
   * A regular socket tells what became of a probe.
   *
   * @param from who has answered or reported an error
   * @param time epoch nanoseconds
   * @param roundTrip nanoseconds; {@link Probe#UNKNOWN}
   */
  void outcome(
      Status status, Probe probe, Outcome outcome, IpAddress from, long time, long roundTrip)
      throws IOException;

  /**
   * Nobody has answered a probe.
   *
   * @param waited nanoseconds, all sendings together
   */
  void noAnswer(Probe probe, long waited) throws IOException;
}
