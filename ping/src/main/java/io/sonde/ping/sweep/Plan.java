// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import java.io.IOException;

/** Which probe goes next, and what an answer or its absence means for a target. */
interface Plan {
  /** {@link #ready}: nothing, until an open probe is decided. */
  long NEVER = Long.MAX_VALUE;

  /** Targets of the run so far. */
  long targets();

  /** Monotonic time from which the next probe may go; in the past: it may. */
  long ready();

  /**
   * Makes the next probe the current one.
   *
   * @return false if there is none that may go now
   */
  boolean take(long now) throws IOException;

  /** Position in the order of the current probe's target. */
  long position();

  /** Number of the current probe among those of its target, from 1. */
  int sequence();

  /** How many probes of the same question went before it, which decides its wait. */
  int attempt();

  /** Different waits. */
  int tries();

  /** The first answer in time. */
  void answered(Lane lane, int place, long roundTrip) throws IOException;

  /** A wait has ended without an answer. */
  void lost(Lane lane, int place) throws IOException;

  /** Another answer to an answered probe. */
  void duplicate(Lane lane, int place);

  /** The run is over: what has not been told is told. */
  void finish() throws IOException;
}
