// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/**
 * Which messages may wake the process. A hint that the kernel carries out where it can: what comes
 * through all the same is judged by the probe method.
 *
 * @param identifier ICMP identifier, transport source port or other 16-bit mark of the own probes,
 *     in replies and in quotes; −1: any
 * @param ownErrorsOnly whether ICMP errors and other messages that do not quote an own probe stay
 *     away
 */
public record ReplyFilter(int identifier, boolean ownErrorsOnly) {
  /** Everything of the channel's protocol. */
  public static final ReplyFilter ALL = new ReplyFilter(-1, false);

  /** Replies to {@code identifier} and errors about it. */
  public static ReplyFilter own(int identifier) {
    return new ReplyFilter(identifier, true);
  }
}
