// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import org.jspecify.annotations.Nullable;

/** What an echo server tells of itself. */
interface EchoListener {
  /** A client can come now. */
  void listening(EchoEndpoint endpoint);

  /**
   * A connection has ended.
   *
   * @param peer its address; empty if it has none
   * @param end {@code client}, {@code server}, {@code reset}, or what went wrong
   */
  void connection(EchoEndpoint endpoint, String peer, long received, long sent, String end);

  /**
   * A datagram has come.
   *
   * @param peer its address; empty if it has none
   * @param sent octets of the answer; −1: none
   * @param trouble why there is no answer; null: nothing is wrong
   */
  void datagram(
      EchoEndpoint endpoint, String peer, long received, long sent, @Nullable String trouble);

  /** Something that the user may want to know. */
  void note(String sentence);
}
