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

  /**
   * Passes over a packet that somebody else sends; false at the end.
   *
   * @param scratch may be overwritten
   */
  default boolean skip(CaptureRecord scratch) throws IOException {
    try {
      return next(scratch);
    } catch (UnsendableException e) {
      return true; // whoever sends it will say so
    }
  }

  /** Whether every packet from now on has the octets of the last one. */
  default boolean isConstant() {
    return false;
  }

  /** Whether the next packet may be long in coming, so that nobody should wait for it. */
  default boolean mayWait() {
    return false;
  }
}
