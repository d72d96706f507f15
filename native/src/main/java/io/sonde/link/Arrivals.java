// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Cmsg;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.ErrqueueH;
import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.PacketBatch;
import java.nio.ByteBuffer;

/** Received messages as rows of a batch: address and ancillary data into columns. */
final class Arrivals {
  private static final int TIMESPEC = 16;

  // struct tpacket_auxdata, linux/if_packet.h: status 0, VLAN control information 16, its type 18
  private static final int AUXDATA = 20;
  private static final int TP_STATUS_VLAN_VALID = 0x10;
  private static final int TP_STATUS_VLAN_TPID_VALID = 0x40;
  private static final int ETH_P_8021Q = 0x8100;

  private static final long SECOND = 1_000_000_000;

  private final SystemTime clock;

  /** Wall clock of this receive; 0 until somebody asks. */
  private long now;

  // what the ancillary data of the message at hand say; offsets are into the vector's memory
  private long arrival;
  private long software;
  private long hardware;
  private int extendedError;
  private int extendedErrorLength;

  /** IPv4 options as they arrived; −1: none. */
  int optionsAt;

  /** Octets of the options. */
  int optionsLength;

  /** VLAN tag that the kernel has taken out of a frame, type and control information; 0: none. */
  int vlanTag;

  /** IPv4 destination that the packet came to; 0 if unknown. */
  int localAddress;

  Arrivals(SystemTime clock) {
    this.clock = clock;
  }

  /** A receive begins. */
  void begin() {
    now = 0;
  }

  /** Something has come: nothing of this receive is told to have come later. */
  void seen() {
    if (now == 0) {
      now = clock.epochNanos();
    }
  }

  /** Adds the packet in memory slot {@code memory}. */
  void packet(Inlet inlet, LinuxPacketBatch in, int memory) {
    MessageVector vector = in.in();
    int slot = in.count++;
    clear(inlet, in, slot);
    in.kind[slot] = PacketBatch.PACKET;
    in.start[slot] = in.landing(memory);
    in.length[slot] = octets(in, vector, memory);
    sender(in, slot, vector, memory);
    ancillary(in, slot, vector, memory);
    time(inlet, in, slot);
    inlet.arrived(in, slot, memory, in.length[slot]);
    rearm(vector, memory);
  }

  /** Adds the error or stamp in memory slot {@code memory}, unless it is not the channel's. */
  void error(Inlet inlet, LinuxPacketBatch in, int memory) {
    MessageVector vector = in.in();
    int slot = in.count;
    clear(inlet, in, slot);
    ancillary(in, slot, vector, memory);
    if (extendedErrorLength >= ErrqueueH.SOCK_EXTENDED_ERR
        && report(inlet, in, slot, vector, memory)) {
      time(inlet, in, slot);
      in.count++;
    }
    rearm(vector, memory);
  }

  /** Adds something without octets that has happened now; returns its slot. */
  int event(Inlet inlet, LinuxPacketBatch in, int kind) {
    int slot = in.count++;
    in.cursor++;
    clear(inlet, in, slot);
    arrival = 0;
    software = 0;
    hardware = 0;
    in.kind[slot] = kind;
    time(inlet, in, slot);
    return slot;
  }

  private boolean report(
      Inlet inlet, LinuxPacketBatch in, int slot, MessageVector vector, int memory) {
    ByteBuffer b = vector.bytes;
    int at = extendedError;
    int errno = b.getInt(at);
    int origin = Byte.toUnsignedInt(b.get(at + 4));
    int info = b.getInt(at + 8);
    if (origin == ErrqueueH.SO_EE_ORIGIN_TIMESTAMPING) {
      long number = inlet.stamped(b.getInt(at + 12));
      in.kind[slot] = PacketBatch.TRANSMITTED;
      in.number[slot] = number;
      return errno == ErrnoH.ENOMSG
          && info == ErrqueueH.SCM_TSTAMP_SND
          && number >= 0
          && (software | hardware) != 0;
    }
    in.kind[slot] = PacketBatch.ERROR;
    in.detail[slot] = info;
    sender(in, slot, vector, memory);
    in.originalHigh[slot] = in.addressHigh[slot];
    in.originalLow[slot] = in.addressLow[slot];
    in.originalPort[slot] = in.port[slot];
    if (origin == ErrqueueH.SO_EE_ORIGIN_LOCAL) {
      in.origin[slot] = PacketBatch.LOCAL;
      noAddress(in, slot);
      return errno != ErrnoH.EMSGSIZE
          || inlet.awaitsTooBig(in.originalHigh[slot], in.originalLow[slot]);
    }
    if (origin != ErrqueueH.SO_EE_ORIGIN_ICMP && origin != ErrqueueH.SO_EE_ORIGIN_ICMP6
        || !inlet.reportsNetworkErrors()) {
      return false;
    }
    in.origin[slot] = PacketBatch.NETWORK;
    in.errorType[slot] = Byte.toUnsignedInt(b.get(at + 5));
    in.errorCode[slot] = Byte.toUnsignedInt(b.get(at + 6));
    in.start[slot] = in.landing(memory);
    in.length[slot] = octets(in, vector, memory);
    in.content[slot] = in.length[slot] == 0 ? PacketBatch.NOTHING : inlet.quoteContent();
    int offender = at + ErrqueueH.SOCK_EXTENDED_ERR;
    address(in, slot, b, offender, extendedErrorLength - ErrqueueH.SOCK_EXTENDED_ERR);
    int extensions = Short.toUnsignedInt(b.getShort(at + ErrqueueH.EE_RFC4884_LENGTH));
    in.extensions[slot] = extensions < in.length[slot] ? extensions : 0;
    inlet.failed(in, slot);
    return true;
  }

  private static int octets(LinuxPacketBatch in, MessageVector vector, int memory) {
    int room = in.octetsPerSlot - (in.landing(memory) - in.slot(memory));
    return Math.min(Math.max(vector.length(memory), 0), room);
  }

  private static void clear(Inlet inlet, LinuxPacketBatch in, int slot) {
    in.content[slot] = PacketBatch.NOTHING;
    in.start[slot] = in.slot(slot);
    in.length[slot] = 0;
    in.number[slot] = -1;
    in.outcome[slot] = 0;
    in.detail[slot] = 0;
    in.scope[slot] = 0;
    in.originalHigh[slot] = 0;
    in.originalLow[slot] = 0;
    in.originalPort[slot] = 0;
    in.localPort[slot] = 0;
    in.extensions[slot] = 0;
    in.origin[slot] = 0;
    in.errorType[slot] = 0;
    in.errorCode[slot] = 0;
    in.hopLimit[slot] = -1;
    in.trafficClass[slot] = -1;
    in.roundTrip[slot] = 0;
    in.channel[slot] = inlet.channel;
    noAddress(in, slot);
  }

  private static void noAddress(LinuxPacketBatch in, int slot) {
    in.addressHigh[slot] = 0;
    in.addressLow[slot] = 0;
    in.port[slot] = 0;
  }

  private static void sender(LinuxPacketBatch in, int slot, MessageVector vector, int memory) {
    address(in, slot, vector.bytes, vector.name(memory), vector.nameLength(memory));
  }

  private static void address(LinuxPacketBatch in, int slot, ByteBuffer b, int at, int length) {
    noAddress(in, slot);
    if (length >= Sockaddr.IN && Sockaddr.family(b, at) == SocketH.AF_INET) {
      in.addressLow[slot] = 0xffffL << 32 | Integer.toUnsignedLong(Sockaddr.ipv4(b, at));
      in.port[slot] = Sockaddr.port(b, at);
    } else if (length >= Sockaddr.IN && Sockaddr.family(b, at) == SocketH.AF_PACKET) {
      in.scope[slot] = Sockaddr.linkIndex(b, at);
    } else if (length >= Sockaddr.IN6 && Sockaddr.family(b, at) == SocketH.AF_INET6) {
      in.addressHigh[slot] = Sockaddr.ipv6High(b, at);
      in.addressLow[slot] = Sockaddr.ipv6Low(b, at);
      in.port[slot] = Sockaddr.port(b, at);
      if (in.scope[slot] == 0) {
        in.scope[slot] = Sockaddr.ipv6Scope(b, at);
      }
    }
  }

  private void ancillary(LinuxPacketBatch in, int slot, MessageVector vector, int memory) {
    arrival = 0;
    software = 0;
    hardware = 0;
    extendedErrorLength = 0;
    optionsAt = -1;
    localAddress = 0;
    vlanTag = 0;
    ByteBuffer b = vector.bytes;
    int end = vector.control(memory) + vector.controlLength(memory);
    for (int at = Cmsg.first(b, vector.control(memory), end); at >= 0; at = Cmsg.next(b, at, end)) {
      int data = at + Cmsg.HEADER;
      int length = Cmsg.dataLength(b, at);
      switch (Cmsg.level(b, at)) {
        case SocketH.SOL_SOCKET -> stamp(b, Cmsg.type(b, at), data, length);
        case InH.IPPROTO_IP -> ipv4(in, slot, b, Cmsg.type(b, at), data, length);
        case SocketH.SOL_PACKET -> link(b, Cmsg.type(b, at), data, length);
        case InH.IPPROTO_IPV6 -> ipv6(in, slot, b, Cmsg.type(b, at), data, length);
        default -> {}
      }
    }
  }

  private void stamp(ByteBuffer b, int type, int data, int length) {
    if (type == SocketH.SCM_TIMESTAMPNS && length >= TIMESPEC) {
      arrival = nanos(b, data);
    } else if (type == SocketH.SCM_TIMESTAMPING && length >= 3 * TIMESPEC) {
      software = nanos(b, data);
      hardware = nanos(b, data + 2 * TIMESPEC);
    }
  }

  private static long nanos(ByteBuffer b, int at) {
    return b.getLong(at) * SECOND + b.getLong(at + 8);
  }

  private void ipv4(LinuxPacketBatch in, int slot, ByteBuffer b, int type, int data, int length) {
    switch (type) {
      case InH.IP_TTL -> {
        if (length >= 4) {
          in.hopLimit[slot] = b.getInt(data);
        }
      }
      case InH.IP_TOS -> {
        if (length >= 1) { // one octet, unlike all others
          in.trafficClass[slot] = Byte.toUnsignedInt(b.get(data));
        }
      }
      case InH.IP_PKTINFO -> {
        if (length >= 12) {
          in.scope[slot] = b.getInt(data);
          localAddress = Sockaddr.net(b.getInt(data + 8));
        }
      }
      case InH.IP_RECVOPTS -> {
        optionsAt = data;
        optionsLength = Math.min(length, 40);
      }
      case InH.IP_RECVERR -> extended(data, length);
      default -> {}
    }
  }

  private void ipv6(LinuxPacketBatch in, int slot, ByteBuffer b, int type, int data, int length) {
    switch (type) {
      case InH.IPV6_HOPLIMIT -> {
        if (length >= 4) {
          in.hopLimit[slot] = b.getInt(data);
        }
      }
      case InH.IPV6_TCLASS -> {
        if (length >= 4) {
          in.trafficClass[slot] = b.getInt(data);
        }
      }
      case InH.IPV6_PKTINFO -> {
        if (length >= 20) {
          in.scope[slot] = b.getInt(data + 16);
        }
      }
      case InH.IPV6_RECVERR -> extended(data, length);
      default -> {}
    }
  }

  private void link(ByteBuffer b, int type, int data, int length) {
    if (type == SocketH.PACKET_TX_TIMESTAMP) {
      extended(data, length);
    } else if (type == SocketH.PACKET_AUXDATA
        && length >= AUXDATA
        && (b.getInt(data) & TP_STATUS_VLAN_VALID) != 0) {
      boolean named = (b.getInt(data) & TP_STATUS_VLAN_TPID_VALID) != 0;
      int type8021 = named ? Short.toUnsignedInt(b.getShort(data + 18)) : ETH_P_8021Q;
      vlanTag = type8021 << 16 | Short.toUnsignedInt(b.getShort(data + 16));
    }
  }

  private void extended(int data, int length) {
    extendedError = data;
    extendedErrorLength = length;
  }

  private void time(Inlet inlet, LinuxPacketBatch in, int slot) {
    if (hardware != 0 && inlet.spec.stamps() == Stamps.HARDWARE) {
      in.time[slot] = hardware;
      in.clock[slot] = PacketBatch.HARDWARE;
    } else if ((software | arrival) != 0) {
      in.time[slot] = software != 0 ? software : arrival;
      in.clock[slot] = PacketBatch.KERNEL;
    } else {
      seen();
      in.time[slot] = now;
      in.clock[slot] = PacketBatch.NONE;
    }
  }

  private static void rearm(MessageVector vector, int memory) {
    vector.nameLength(memory, Sockaddr.IN6);
    vector.controlLength(memory, vector.controlRoom());
  }
}
