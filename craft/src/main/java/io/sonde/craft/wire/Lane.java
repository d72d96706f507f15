// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.Channel;
import io.sonde.net.LinkType;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.wire.BigEndian;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One channel out, and the packets that wait to be handed to it together. */
final class Lane {
  static final int ETHERNET_HEADER = 14;

  /** Packets that are handed over together at most, where each has its time. */
  static final int SLOTS = 64;

  /**
   * The same where only their number counts. Where a system call takes more than a microsecond, as
   * on virtual machines, more at once are noticeably faster; beyond this nothing is gained.
   */
  static final int MANY = 256;

  private static final int SHORT = 2048;
  private static final int LONGEST = 65_575;

  private final Network network;
  private final Channel channel;
  private final LinkType linkType;
  private PacketBatch batch;

  /** So many slots from the first on hold the same packet. */
  private int alike;

  /** Number that the caller gave each slot. */
  final long[] tags;

  /**
   * A lane.
   *
   * @param linkType what the channel's frames begin with; {@link LinkType#RAW_IP} where it takes IP
   *     packets
   * @param slots packets that are handed over together at most
   */
  Lane(Network network, Channel channel, LinkType linkType, int slots) {
    this.network = network;
    this.channel = channel;
    this.linkType = linkType;
    tags = new long[slots];
    batch = network.batch(slots, SHORT);
  }

  Channel channel() {
    return channel;
  }

  PacketBatch batch() {
    return batch;
  }

  boolean isEmpty() {
    return batch.count == 0;
  }

  boolean isFull() {
    return batch.count == batch.slots;
  }

  /** Whether a packet fits into a slot; if not, empty batches can be {@link #widen}ed. */
  boolean fits(int octets) {
    return octets + ETHERNET_HEADER <= batch.octetsPerSlot;
  }

  /**
   * Makes slots that hold a packet; nothing may wait.
   *
   * @throws UnsendableException if it is longer than any slot can be
   */
  void widen(int octets) throws UnsendableException {
    if (octets + ETHERNET_HEADER > LONGEST) {
      throw new UnsendableException(
          "packet of " + octets + " octets: at most " + (LONGEST - ETHERNET_HEADER) + " are sent");
    }
    batch = network.batch(batch.slots, LONGEST);
    alike = 0;
  }

  /** Adds octets as they are. */
  void add(ByteBuffer octets, int at, int length, int scope, long tag) {
    put(octets, at, length, batch.slot(batch.count), length, scope, tag);
  }

  /** Adds an IP packet behind the link header that the channel's frames need. */
  void addIp(ByteBuffer octets, int at, int length, long to, long from, boolean ipv4, long tag) {
    int header = linkType.headerLength();
    int slot = batch.slot(batch.count);
    if (header == ETHERNET_HEADER) {
      BigEndian.putShort(batch.octets, slot, (int) (to >>> 32));
      BigEndian.putInt(batch.octets, slot + 2, to);
      BigEndian.putShort(batch.octets, slot + 6, (int) (from >>> 32));
      BigEndian.putInt(batch.octets, slot + 8, from);
      BigEndian.putShort(batch.octets, slot + 12, ipv4 ? 0x0800 : 0x86dd);
    }
    put(octets, at, length, slot + header, header + length, 0, tag);
  }

  /** Adds the packet of slot 0 once more, which was added alone or over and over. */
  void repeat(long tag) {
    int slot = batch.count++;
    if (slot >= alike) {
      batch.octets.put(batch.start[slot], batch.octets, batch.start[0], batch.length[0]);
      batch.length[slot] = batch.length[0];
      batch.scope[slot] = batch.scope[0];
      batch.addressHigh[slot] = 0;
      batch.addressLow[slot] = 0;
      alike = slot + 1;
    }
    tags[slot] = tag;
  }

  /** Whether {@link #repeat} has something to repeat. */
  boolean canRepeat() {
    return alike > 0 && batch.count < batch.slots;
  }

  private void put(ByteBuffer octets, int at, int length, int to, int whole, int scope, long tag) {
    int slot = batch.count++;
    batch.octets.put(to, octets, at, length);
    batch.start[slot] = batch.slot(slot);
    batch.length[slot] = whole;
    batch.scope[slot] = scope;
    batch.addressHigh[slot] = 0;
    batch.addressLow[slot] = 0;
    tags[slot] = tag;
    alike = slot == 0 ? 1 : Math.min(alike, slot);
  }

  /** Leaves only those packets in the batch that found no room, in their order. */
  void keepRefusedForWantOfRoom() {
    int kept = 0;
    for (int i = 0; i < batch.count; i++) {
      if (batch.outcome[i] == PacketBatch.NO_BUFFERS) {
        swap(batch.start, kept, i);
        swap(batch.length, kept, i);
        swap(batch.scope, kept, i);
        long tag = tags[kept];
        tags[kept] = tags[i];
        tags[i] = tag;
        kept++;
      }
    }
    batch.count = kept;
  }

  private static void swap(int[] column, int one, int other) {
    int value = column[one];
    column[one] = column[other];
    column[other] = value;
  }

  void clear() {
    batch.count = 0;
  }

  void close() throws IOException {
    channel.close();
  }
}
