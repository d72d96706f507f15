// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

/**
 * The host refused to send a probe.
 *
 * @param time epoch nanoseconds
 * @param sequence the probe
 * @param cause what was wrong
 * @param errno the host's number for it; 0: none
 * @param text the host's words for it
 * @param mtu octets that would have fitted; 0: unknown or not the cause
 */
public record SendError(long time, long sequence, Cause cause, int errno, String text, int mtu) {
  /** What was wrong with a send. */
  public enum Cause {
    /** Longer than the link or the known path MTU. */
    TOO_BIG,
    /** No route, or the device is down. */
    NO_ROUTE,
    /** A firewall rule or a missing privilege. */
    NOT_PERMITTED,
    /** Queues full, and still full after a pause. */
    NO_BUFFERS,
    /** Anything else. */
    OTHER
  }
}
