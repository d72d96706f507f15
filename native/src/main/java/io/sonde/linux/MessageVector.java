// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.nio.ByteBuffer;

/**
 * Messages for sendmmsg(2) and recvmmsg(2), each of one run of octets or of several parts, with
 * room for its address and ancillary data. All pointers are written once, when it is made; a call
 * rewrites the lengths that differ.
 *
 * <p>An mmsghdr is 64 octets: name 0, name length 8, iovec 16, its count 24, control 32, its length
 * 40, flags 48, length 56. A msghdr is its first 56, so {@link #address(int)} serves for both.
 */
public final class MessageVector {
  private static final int MMSGHDR = 64;
  private static final int IOVEC = 16;

  /** Memory of everything, in native order: see {@link #name} and {@link #control}. */
  public final ByteBuffer bytes;

  private final Block block;
  private final int messages;
  private final int vectors;
  private final int parts;
  private final int names;
  private final int nameRoom;
  private final int controls;
  private final int controlRoom;

  /**
   * @param messages messages in one call, 1 … 1024
   * @param nameRoom octets for each address; 0: none
   * @param controlRoom octets for each message's ancillary data; 0: none
   */
  public MessageVector(int messages, int nameRoom, int controlRoom) {
    this(messages, 1, nameRoom, controlRoom);
  }

  /**
   * @param messages messages in one call, 1 … 1024
   * @param parts runs of octets in each message, 1 or more; one is in use unless {@link #parts}
   *     says otherwise
   * @param nameRoom octets for each address; 0: none
   * @param controlRoom octets for each message's ancillary data; 0: none
   */
  public MessageVector(int messages, int parts, int nameRoom, int controlRoom) {
    this.messages = messages;
    this.parts = parts;
    this.nameRoom = nameRoom + 7 & ~7;
    this.controlRoom = controlRoom + 7 & ~7;
    vectors = messages * MMSGHDR;
    names = vectors + messages * parts * IOVEC;
    controls = names + messages * this.nameRoom;
    block = Block.allocate(Math.max(controls + messages * this.controlRoom, 1));
    bytes = block.bytes;
    for (int i = 0; i < messages; i++) {
      int header = i * MMSGHDR;
      bytes.putLong(header, nameRoom == 0 ? 0 : block.address + name(i));
      bytes.putInt(header + 8, nameRoom);
      bytes.putLong(header + 16, block.address + vectors + (long) i * parts * IOVEC);
      bytes.putLong(header + 24, 1);
      bytes.putLong(header + 32, controlRoom == 0 ? 0 : block.address + control(i));
      bytes.putLong(header + 40, controlRoom);
    }
  }

  /** Messages it holds. */
  public int messages() {
    return messages;
  }

  /** Address of the header of message {@code i}, for a call. */
  public long address(int i) {
    return block.address + (long) i * MMSGHDR;
  }

  /** Offset in {@link #bytes} of the address of message {@code i}. */
  public int name(int i) {
    return names + i * nameRoom;
  }

  /** Offset in {@link #bytes} of the ancillary data of message {@code i}. */
  public int control(int i) {
    return controls + i * controlRoom;
  }

  /** Room for ancillary data. */
  public int controlRoom() {
    return controlRoom;
  }

  /** The octets of message {@code i}, to send or to fill. */
  public void data(int i, long address, int length) {
    part(i, 0, address, length);
  }

  /** The octets of part {@code part} of message {@code i}. */
  public void part(int i, int part, long address, int length) {
    int vector = vectors + (i * parts + part) * IOVEC;
    bytes.putLong(vector, address);
    bytes.putLong(vector + 8, length);
  }

  /** Parts in use of message {@code i}; 0: it is empty. */
  public void parts(int i, int count) {
    bytes.putLong(i * MMSGHDR + 24, count);
  }

  /** Parts that a message has room for. */
  public int parts() {
    return parts;
  }

  /** Octets of the address: room before a receive, length before a send; 0: the connected peer. */
  public void nameLength(int i, int length) {
    bytes.putInt(i * MMSGHDR + 8, length);
  }

  /** Octets of the address of a received message, at most the room. */
  public int nameLength(int i) {
    return Math.min(Math.max(bytes.getInt(i * MMSGHDR + 8), 0), nameRoom);
  }

  /** Whether an address is given at all: AF_UNIX and connected sockets are sent to without. */
  public void hasName(int i, boolean present) {
    bytes.putLong(i * MMSGHDR, present ? block.address + name(i) : 0);
  }

  /** Octets of ancillary data: room before a receive, length before a send. */
  public void controlLength(int i, int length) {
    bytes.putLong(i * MMSGHDR + 40, length);
  }

  /** Octets of ancillary data of a received message, at most the room. */
  public int controlLength(int i) {
    return (int) Math.min(Math.max(bytes.getLong(i * MMSGHDR + 40), 0), controlRoom);
  }

  /** Flags of a received message. */
  public int flags(int i) {
    return bytes.getInt(i * MMSGHDR + 48);
  }

  /** Octets received or sent by the last call. */
  public int length(int i) {
    return bytes.getInt(i * MMSGHDR + 56);
  }
}
