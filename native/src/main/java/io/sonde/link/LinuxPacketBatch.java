// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Cmsg;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.net.PacketBatch;
import org.jspecify.annotations.Nullable;

/**
 * A batch with the kernel's vectors hung on it. Each slot has {@link #HEADROOM} octets more than
 * were asked for, where an IPv4 header is put before what a socket has stripped of its own.
 */
final class LinuxPacketBatch extends PacketBatch {
  /**
   * An IPv4 header with 20 octets of options; 65,535 octets fit behind it into the longest slot.
   */
  private static final int HEADROOM = 40;

  private static final int LONGEST = 65_575;

  /** TTL, TOS, packet info, options and two words on stamps, the most that a slot needs. */
  private static final int OUT_CONTROL =
      4 * Cmsg.space(4) + Cmsg.space(12) + Cmsg.space(40) + Cmsg.space(20);

  /** Stamp, packet info, TTL, TOS, options, an error with its router, and room to spare. */
  private static final int IN_CONTROL = 384;

  private final long address;
  private @Nullable MessageVector out;
  private @Nullable MessageVector in;

  /** Slot of each message of the send under way. */
  final int[] slotOf;

  /** What each message bears for its transmit stamp; −1: it asks for none. */
  final long[] stampOf;

  /** Next slot of memory that a receive may fill; at least {@link #count}. */
  int cursor;

  LinuxPacketBatch(int slots, int octetsPerSlot) {
    super(slots, Math.min(octetsPerSlot + HEADROOM, LONGEST), Block::untouched);
    address = Block.addressOf(octets);
    slotOf = new int[slots];
    stampOf = new long[slots];
  }

  /** The batch as one of this network's. */
  static LinuxPacketBatch own(PacketBatch batch) {
    if (batch instanceof LinuxPacketBatch own) {
      return own;
    }
    throw new IllegalArgumentException("the batch is another network's");
  }

  /** Address of an index in {@link #octets}. */
  long address(int index) {
    return address + index;
  }

  MessageVector out() {
    MessageVector vector = out;
    if (vector == null) {
      vector = new MessageVector(slots, Sockaddr.IN6, OUT_CONTROL);
      out = vector;
    }
    return vector;
  }

  MessageVector in() {
    MessageVector vector = in;
    if (vector == null) {
      vector = new MessageVector(slots, Sockaddr.IN6, IN_CONTROL);
      for (int i = 0; i < slots; i++) {
        vector.data(i, address(landing(i)), octetsPerSlot - HEADROOM);
      }
      in = vector;
    }
    return vector;
  }

  /** Index of the first octet that the kernel writes into memory slot {@code i}. */
  int landing(int i) {
    return slot(i) + HEADROOM;
  }
}
