// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Cmsg;
import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.net.PacketBatch;
import java.nio.ByteBuffer;

/**
 * The IPv4 header of a slot as a socket address and ancillary data, for sockets whose header the
 * kernel writes. Time to live 0 leaves it to the host.
 */
final class Ipv4Slot {
  static final int MINIMUM = 20;
  private static final int LOOSE_SOURCE_ROUTE = 131;
  private static final int STRICT_SOURCE_ROUTE = 137;

  private int defaultTimeToLive;
  private int defaultMulticastTimeToLive = 1;
  private int defaultTypeOfService;

  /** Whether a slot has asked for options: then answers may have some. */
  boolean options;

  /** Sets the socket's defaults to those of a packet, so that those like it need no more words. */
  void adopt(MessageSocket socket, PacketBatch batch, int slot) {
    ByteBuffer b = batch.octets;
    int at = batch.start[slot];
    if (batch.length[slot] < MINIMUM) {
      return;
    }
    int timeToLive = Byte.toUnsignedInt(b.get(at + 8));
    if (timeToLive != 0) {
      boolean multicast = isMulticast(b.getInt(at + 16));
      int name = multicast ? InH.IP_MULTICAST_TTL : InH.IP_TTL;
      if (socket.options.set(socket.fd, InH.IPPROTO_IP, name, timeToLive) == 0) {
        if (multicast) {
          defaultMulticastTimeToLive = timeToLive;
        } else {
          defaultTimeToLive = timeToLive;
        }
      }
    }
    int typeOfService = Byte.toUnsignedInt(b.get(at + 1));
    if (typeOfService != 0
        && socket.options.set(socket.fd, InH.IPPROTO_IP, InH.IP_TOS, typeOfService) == 0) {
      defaultTypeOfService = typeOfService;
    }
  }

  private static boolean isMulticast(int address) {
    return address >>> 28 == 0xe;
  }

  /** Octets of the header if it is one that the kernel can be made to write, else −1. */
  static int headerLength(PacketBatch batch, int slot, int protocol) {
    ByteBuffer b = batch.octets;
    int at = batch.start[slot];
    if (batch.length[slot] < MINIMUM) {
      return -1;
    }
    int first = Byte.toUnsignedInt(b.get(at));
    int length = (first & 0xf) * 4;
    boolean whole = first >>> 4 == 4 && length >= MINIMUM && length <= batch.length[slot];
    boolean fragment = (b.getShort(at + 6) & 0x3fff) != 0;
    return whole && !fragment && Byte.toUnsignedInt(b.get(at + 9)) == protocol ? length : -1;
  }

  /**
   * Writes address and ancillary data of message {@code m}; false if the options cannot be sent.
   */
  boolean put(
      MessageSocket socket,
      LinuxPacketBatch batch,
      int slot,
      int headerLength,
      MessageVector v,
      int m) {
    ByteBuffer b = batch.octets;
    int at = batch.start[slot];
    int destination = b.getInt(at + 16);
    int control = v.control(m);
    int end = control;
    if (headerLength > MINIMUM) {
      options = true;
      int optionOctets = headerLength - MINIMUM;
      Cmsg.put(v.bytes, end, InH.IPPROTO_IP, InH.IP_RETOPTS, optionOctets);
      int data = end + Cmsg.HEADER;
      for (int i = 0; i < optionOctets; i++) {
        v.bytes.put(data + i, b.get(at + MINIMUM + i));
      }
      int route = sourceRoute(v.bytes, data, data + optionOctets);
      if (route < 0) {
        return false;
      }
      if (route > 0) {
        destination = turn(v.bytes, route, destination);
      }
      end += Cmsg.space(optionOctets);
    }
    int timeToLive = Byte.toUnsignedInt(b.get(at + 8));
    int usual = isMulticast(destination) ? defaultMulticastTimeToLive : defaultTimeToLive;
    if (timeToLive != usual && timeToLive != 0) {
      end = Cmsg.putInt(v.bytes, end, InH.IPPROTO_IP, InH.IP_TTL, timeToLive);
    }
    int typeOfService = Byte.toUnsignedInt(b.get(at + 1));
    if (typeOfService != defaultTypeOfService) {
      end = Cmsg.putInt(v.bytes, end, InH.IPPROTO_IP, InH.IP_TOS, typeOfService);
    }
    if (batch.scope[slot] != 0) {
      end = putInterface(v, end, batch.scope[slot]);
    }
    end = socket.stampRequest(batch, m, v, end);
    v.controlLength(m, end - control);
    Sockaddr.putIn(v.bytes, v.name(m), destination, 0);
    v.nameLength(m, Sockaddr.IN);
    v.data(m, batch.address(at + headerLength), batch.length[slot] - headerLength);
    return true;
  }

  /** Adds the device to leave by, and returns the offset behind. */
  static int putInterface(MessageVector v, int end, int index) {
    Cmsg.put(v.bytes, end, InH.IPPROTO_IP, InH.IP_PKTINFO, 12);
    v.bytes.putInt(end + Cmsg.HEADER, index);
    v.bytes.putLong(end + Cmsg.HEADER + 4, 0);
    return end + Cmsg.space(12);
  }

  /** Offset of a source route among options; 0: there is none, −1: they cannot be walked. */
  private static int sourceRoute(ByteBuffer b, int from, int end) {
    int at = from;
    while (at < end) {
      int type = Byte.toUnsignedInt(b.get(at));
      if (type == 0) {
        return 0;
      }
      if (type == 1) {
        at++;
        continue;
      }
      int length = at + 1 < end ? Byte.toUnsignedInt(b.get(at + 1)) : 0;
      if (length < 2 || length > end - at) {
        return -1;
      }
      if (type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE) {
        return length >= 7 && (length - 3) % 4 == 0 ? at : -1;
      }
      at += length;
    }
    return 0;
  }

  /**
   * Turns a source route from the wire's form (first hop in the header, target last in the option)
   * into the kernel's (first hop first in the option, target in the socket address).
   *
   * @return the target
   */
  private static int turn(ByteBuffer b, int option, int firstHop) {
    int last = option + Byte.toUnsignedInt(b.get(option + 1)) - 4;
    int target = Sockaddr.net(b.getInt(last));
    for (int at = last; at > option + 3; at -= 4) {
      b.putInt(at, b.getInt(at - 4));
    }
    b.putInt(option + 3, Sockaddr.net(firstHop));
    return target;
  }
}
