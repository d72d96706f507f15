// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Addresses between {@link SocketAddr} and struct sockaddr in a buffer in native order. */
final class AddressCodec {
  private AddressCodec() {}

  /** Writes at most {@link Sockaddr#STORAGE} octets and returns how many. */
  static int encode(SocketAddr address, ByteBuffer b, int at) {
    if (address instanceof SocketAddr.Inet4 inet) {
      int bits = ByteBuffer.wrap(inet.address().getAddress()).getInt();
      Sockaddr.putIn(b, at, bits, inet.port());
      return Sockaddr.IN;
    }
    if (address instanceof SocketAddr.Inet6 inet) {
      ByteBuffer octets = ByteBuffer.wrap(inet.address().getAddress());
      Sockaddr.putIn6(
          b, at, octets.getLong(), octets.getLong(), inet.port(), inet.flowInfo(), inet.scopeId());
      return Sockaddr.IN6;
    }
    if (address instanceof SocketAddr.Unix unix) {
      return encode(unix, b, at);
    }
    if (address instanceof SocketAddr.Packet packet) {
      byte[] hardware = packet.hardwareAddress();
      Sockaddr.putLl(b, at, packet.etherType(), packet.interfaceIndex(), hardware);
      Sockaddr.putLinkTypes(b, at, packet.hardwareType(), packet.packetType());
      return Math.max(Sockaddr.LL, 12 + hardware.length);
    }
    if (address instanceof SocketAddr.Netlink netlink) {
      Sockaddr.putNl(b, at, netlink.portId(), netlink.groups());
      return Sockaddr.NL;
    }
    SocketAddr.Other other = (SocketAddr.Other) address;
    byte[] data = other.data();
    b.putShort(at, (short) other.familyNumber());
    b.put(at + 2, data);
    return 2 + data.length;
  }

  private static int encode(SocketAddr.Unix unix, ByteBuffer b, int at) {
    byte[] name = unix.bytes();
    if (!unix.isAbstract()) {
      return Sockaddr.putUn(b, at, name);
    }
    byte[] withNul = new byte[name.length + 1];
    System.arraycopy(name, 0, withNul, 1, name.length);
    return Sockaddr.putUn(b, at, withNul);
  }

  /**
   * Reads what the kernel wrote.
   *
   * @param length octets that it says it has; less than a family: no address
   * @param ofUnix whether no address means an unnamed local socket
   */
  static @Nullable SocketAddr decode(ByteBuffer b, int at, int length, boolean ofUnix) {
    if (length < 2) {
      return ofUnix ? SocketAddr.unixUnnamed() : null;
    }
    int kept = Math.min(length, Sockaddr.STORAGE);
    int family = Sockaddr.family(b, at);
    return switch (family) {
      case SocketH.AF_INET -> kept < Sockaddr.IN ? other(b, at, kept) : inet4(b, at);
      case SocketH.AF_INET6 -> kept < Sockaddr.IN6 ? other(b, at, kept) : inet6(b, at);
      case SocketH.AF_UNIX -> unix(b, at + 2, kept - 2);
      case SocketH.AF_PACKET -> kept < 12 ? other(b, at, kept) : packet(b, at, kept);
      case SocketH.AF_NETLINK ->
          kept < Sockaddr.NL
              ? other(b, at, kept)
              : new SocketAddr.Netlink(Sockaddr.netlinkPort(b, at), Sockaddr.netlinkGroups(b, at));
      default -> other(b, at, kept);
    };
  }

  private static byte[] octets(ByteBuffer b, int at, int count) {
    byte[] octets = new byte[count];
    b.get(at, octets);
    return octets;
  }

  private static SocketAddr other(ByteBuffer b, int at, int length) {
    return new SocketAddr.Other(Sockaddr.family(b, at), octets(b, at + 2, length - 2));
  }

  private static SocketAddr inet4(ByteBuffer b, int at) {
    return new SocketAddr.Inet4(InetLiterals.inet4(octets(b, at + 4, 4)), Sockaddr.port(b, at));
  }

  /** The kernel's flow info has the traffic class above the label, which is not part of it here. */
  private static SocketAddr inet6(ByteBuffer b, int at) {
    return new SocketAddr.Inet6(
        InetLiterals.unscoped(octets(b, at + 8, 16)),
        Sockaddr.port(b, at),
        Sockaddr.ipv6Flow(b, at) & 0xfffff,
        Sockaddr.ipv6Scope(b, at));
  }

  private static SocketAddr unix(ByteBuffer b, int at, int length) {
    if (length == 0) {
      return SocketAddr.unixUnnamed();
    }
    if (b.get(at) == 0) {
      return SocketAddr.Unix.fromKernel(true, octets(b, at + 1, length - 1));
    }
    int end = 0;
    while (end < length && b.get(at + end) != 0) {
      end++;
    }
    return SocketAddr.Unix.fromKernel(false, octets(b, at, end));
  }

  private static SocketAddr packet(ByteBuffer b, int at, int length) {
    int hardware = Math.min(Sockaddr.linkLength(b, at), Math.min(length - 12, 32));
    return new SocketAddr.Packet(
        Sockaddr.linkIndex(b, at),
        Sockaddr.port(b, at),
        Sockaddr.linkHardwareType(b, at),
        Sockaddr.linkPacketType(b, at),
        octets(b, at + 12, hardware));
  }
}
