// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

/**
 * When a probe is sent and how long it is waited for. Times are nanoseconds.
 *
 * @param simultaneous most probes in flight, in order; 0: the sweep decides
 * @param waiting explicit waits; {@link Wait#ADAPTIVE}: as the answers suggest
 * @param sendWait least time between two probes
 * @param packetsPerSecond pace of a sweep
 * @param deadline longest run; 0: none
 * @param warmUp whether the neighbour is asked for before the first probe
 * @param recheck whether a hop that lost probes is asked once more, alone
 */
public record Schedule(
    int simultaneous,
    Wait waiting,
    long sendWait,
    int packetsPerSecond,
    long deadline,
    boolean warmUp,
    boolean recheck) {
  public static final int DEFAULT_PACKETS_PER_SECOND = 1000;

  /** Longest wait where nothing else is said. */
  public static final long DEFAULT_MAX_WAIT = 5_000_000_000L;

  /**
   * How long a probe is waited for.
   *
   * @param explicit whether the user said so
   * @param max longest
   * @param here times the first round trip of the own hop; 0: does not count
   * @param near times the first round trip of a later hop; 0: does not count
   */
  public record Wait(boolean explicit, long max, double here, double near) {
    /** Not given. */
    public static final Wait ADAPTIVE = new Wait(false, DEFAULT_MAX_WAIT, 0, 0);
  }
}
