// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.pcap.CaptureRecord;
import java.io.IOException;

/** Packets from anywhere, one after the other. */
@FunctionalInterface
public interface PacketFeed {
  /**
   * Reads the next packet; false at the end. The octets hold until the next call.
   *
   * @throws UnsendableException if this packet cannot be sent; others may follow
   */
  boolean next(CaptureRecord record) throws IOException;

  /** Whether every packet from now on has the octets of the last one. */
  default boolean isConstant() {
    return false;
  }

  /** Whether the next packet may be long in coming, so that nobody should wait for it. */
  default boolean mayWait() {
    return false;
  }
}
