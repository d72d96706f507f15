// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Cmsg;
import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.net.PacketBatch;
import java.nio.ByteBuffer;

/**
 * The IPv6 header of a slot as a socket address and ancillary data, for sockets whose header the
 * kernel writes.
 */
final class Ipv6Slot {
  static final int HEADER = 40;
  private static final int FLOW_LABEL = 0xfffff;

  private int defaultHopLimit = -1;
  private int defaultMulticastHopLimit = 1;
  private int defaultTrafficClass;
  private final int leased;
  private boolean flowLabels;

  /**
   * @param leased flow label of packets that have none; 0: the kernel's own
   */
  Ipv6Slot(int leased) {
    this.leased = leased;
  }

  /** Sets the socket's defaults to those of a packet, so that those like it need no more words. */
  void adopt(MessageSocket socket, PacketBatch batch, int slot) {
    if (batch.length[slot] < HEADER) {
      return;
    }
    ByteBuffer b = batch.octets;
    int at = batch.start[slot];
    int hopLimit = Byte.toUnsignedInt(b.get(at + 7));
    boolean multicast = b.get(at + 24) == (byte) 0xff;
    int name = multicast ? InH.IPV6_MULTICAST_HOPS : InH.IPV6_UNICAST_HOPS;
    if (socket.options.set(socket.fd, InH.IPPROTO_IPV6, name, hopLimit) == 0) {
      if (multicast) {
        defaultMulticastHopLimit = hopLimit;
      } else {
        defaultHopLimit = hopLimit;
      }
    }
    int trafficClass = b.getInt(at) >>> 20 & 0xff;
    if (trafficClass != 0
        && socket.options.set(socket.fd, InH.IPPROTO_IPV6, InH.IPV6_TCLASS, trafficClass) == 0) {
      defaultTrafficClass = trafficClass;
    }
  }

  /** Whether the header is one that the kernel can be made to write. */
  static boolean isPlain(PacketBatch batch, int slot, int protocol) {
    ByteBuffer b = batch.octets;
    int at = batch.start[slot];
    return batch.length[slot] >= HEADER
        && Byte.toUnsignedInt(b.get(at)) >>> 4 == 6
        && Byte.toUnsignedInt(b.get(at + 6)) == protocol;
  }

  /** Writes address and ancillary data of message {@code m}. */
  void put(MessageSocket socket, LinuxPacketBatch batch, int slot, MessageVector v, int m) {
    ByteBuffer b = batch.octets;
    int at = batch.start[slot];
    int word = b.getInt(at);
    long high = b.getLong(at + 24);
    long low = b.getLong(at + 32);
    boolean multicast = high >>> 56 == 0xff;
    int control = v.control(m);
    int end = control;
    int hopLimit = Byte.toUnsignedInt(b.get(at + 7));
    if (hopLimit != (multicast ? defaultMulticastHopLimit : defaultHopLimit)) {
      end = Cmsg.putInt(v.bytes, end, InH.IPPROTO_IPV6, InH.IPV6_HOPLIMIT, hopLimit);
    }
    int trafficClass = word >>> 20 & 0xff;
    if (trafficClass != defaultTrafficClass) {
      end = Cmsg.putInt(v.bytes, end, InH.IPPROTO_IPV6, InH.IPV6_TCLASS, trafficClass);
    }
    int scope = batch.scope[slot];
    if (scope != 0) { // the scope of the socket address counts for link-local ones only
      end = putInterface(v, end, scope);
    }
    end = socket.stampRequest(batch, m, v, end);
    v.controlLength(m, end - control);
    int flow = (word & FLOW_LABEL) != 0 ? word & FLOW_LABEL : leased;
    if (flow != 0 && !flowLabels) {
      flowLabels = true;
      socket.options.set(socket.fd, InH.IPPROTO_IPV6, InH.IPV6_FLOWINFO_SEND, 1);
    }
    Sockaddr.putIn6(v.bytes, v.name(m), high, low, 0, flow, scope);
    v.nameLength(m, Sockaddr.IN6);
    v.data(m, batch.address(at + HEADER), batch.length[slot] - HEADER);
  }

  /** Adds the device to leave by, and returns the offset behind. */
  static int putInterface(MessageVector v, int end, int index) {
    Cmsg.put(v.bytes, end, InH.IPPROTO_IPV6, InH.IPV6_PKTINFO, 20);
    int data = end + Cmsg.HEADER;
    v.bytes.putLong(data, 0).putLong(data + 8, 0).putInt(data + 16, index);
    return end + Cmsg.space(20);
  }
}
