// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** A filter of captured packets, pcap-filter(7). For one thread. */
public interface PacketFilter extends AutoCloseable {
  /**
   * Whether a packet passes.
   *
   * @param packet what was kept of it, from its link-layer header on
   * @param wireLength octets that it had on the wire
   */
  boolean passes(byte[] packet, long wireLength);

  @Override
  void close();
}
