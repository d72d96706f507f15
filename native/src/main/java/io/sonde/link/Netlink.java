// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * One request to rtnetlink(7): a header of 16 octets (length 0, type 4, flags 6, sequence 8), a
 * structure of the type's own, and attributes (length 0, type 2, data 4), each aligned to 4.
 */
final class Netlink {
  static final int NEW_LINK = 16;
  static final int GET_LINK = 18;
  static final int NEW_ADDRESS = 20;
  static final int GET_ADDRESS = 22;
  static final int NEW_ROUTE = 24;
  static final int GET_ROUTE = 26;
  static final int NEW_NEIGHBOUR = 28;
  static final int GET_NEIGHBOUR = 30;

  static final int DUMP = 0x300;
  static final int ACKNOWLEDGE = 4;
  static final int CREATE = 0x400;

  private static final int NETLINK_ROUTE = 0;
  private static final int REQUEST = 1;
  private static final int HEADER = 16;
  private static final int ATTRIBUTE = 4;
  private static final int ERROR = 2;
  private static final int DONE = 3;

  /** The kernel puts no more into one datagram of a dump. */
  private static final int ROOM = 1 << 15;

  /** Looks at one answer. */
  @FunctionalInterface
  interface Answer {
    /**
     * A message of the type that was asked for.
     *
     * @param at its structure
     * @param end behind its attributes
     */
    void message(ByteBuffer b, int at, int end);
  }

  private final Block block = Block.allocate(ROOM);
  private final ByteBuffer b = block.bytes;
  private final boolean dump;

  /**
   * @param octets of the structure behind the header
   */
  Netlink(int type, int flags, int octets) {
    dump = flags == DUMP;
    b.putShort(4, (short) type).putShort(6, (short) (REQUEST | flags)).putInt(8, 1);
    b.position(HEADER + octets);
  }

  /** The request's structure begins here. */
  ByteBuffer structure() {
    return b.slice(HEADER, b.position() - HEADER).order(b.order());
  }

  Netlink attribute(int type, int value) {
    b.putShort((short) (ATTRIBUTE + 4)).putShort((short) type).putInt(value);
    return this;
  }

  Netlink attribute(int type, IpAddress address) {
    b.putShort((short) (ATTRIBUTE + address.family().addressLength())).putShort((short) type);
    address.emit(b);
    return this;
  }

  /**
   * Asks the kernel.
   *
   * @param type of the answers that are shown
   * @return 0, or −errno of what the kernel refused
   */
  int ask(int type, Answer answer) throws IOException {
    int fd =
        Failure.check(
            Libc.socket(SocketH.AF_NETLINK, SocketH.SOCK_RAW | SocketH.SOCK_CLOEXEC, NETLINK_ROUTE),
            "socket",
            "netlink");
    try {
      int length = b.position();
      b.putInt(0, length);
      long sent = Libc.send(fd, block.address, length, 0);
      if (sent < 0) {
        return (int) sent;
      }
      while (true) {
        long received = Libc.recv(fd, block.address, ROOM, 0);
        if (received == -ErrnoH.EINTR) {
          continue;
        }
        if (received < 0) {
          return (int) received;
        }
        int result = read((int) received, type, answer);
        if (result <= 0) {
          return result;
        }
      }
    } finally {
      Libc.close(fd);
      Reference.reachabilityFence(block);
    }
  }

  /** Reads one datagram: 1 if another is to come, else 0 or −errno. */
  private int read(int received, int type, Answer answer) {
    int at = 0;
    while (at + HEADER <= received) {
      int length = b.getInt(at);
      if (length < HEADER || length > received - at) {
        return -ErrnoH.EBADMSG;
      }
      int kind = b.getShort(at + 4);
      if (kind == DONE) {
        return 0;
      }
      if (kind == ERROR) {
        return length < HEADER + 4 ? -ErrnoH.EBADMSG : Math.min(b.getInt(at + HEADER), 0);
      }
      if (kind == type) {
        answer.message(b, at + HEADER, at + length);
      }
      at += length + 3 & ~3;
    }
    return dump ? 1 : 0;
  }

  /**
   * Offset of an attribute's data; −1 if it is not there.
   *
   * @param from first attribute
   */
  static int find(ByteBuffer b, int from, int end, int type) {
    int at = from;
    while (at + ATTRIBUTE <= end) {
      int octets = Short.toUnsignedInt(b.getShort(at));
      if (octets < ATTRIBUTE || octets > end - at) {
        return -1;
      }
      if (b.getShort(at + 2) == type) {
        return at + ATTRIBUTE;
      }
      at += octets + 3 & ~3;
    }
    return -1;
  }

  /** Octets of an attribute that was found. */
  static int octets(ByteBuffer b, int data) {
    return Short.toUnsignedInt(b.getShort(data - ATTRIBUTE)) - ATTRIBUTE;
  }

  /** An attribute of at least four octets as a number, {@code otherwise} if it is not there. */
  static int number(ByteBuffer b, int from, int end, int type, int otherwise) {
    int data = find(b, from, end, type);
    return data < 0 || octets(b, data) < 4 ? otherwise : b.getInt(data);
  }
}
