// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Socket addresses in native-order buffers: ip(7), ipv6(7), packet(7), unix(7), netlink(7). The
 * family is two octets at 0; ports and addresses are big-endian as on the wire.
 */
public final class Sockaddr {
  /** Octets of a sockaddr_in: port 2, address 4. */
  public static final int IN = 16;

  /** Octets of a sockaddr_in6: port 2, flow label 4, address 8, scope 24. */
  public static final int IN6 = 28;

  /**
   * Octets of a sockaddr_ll: protocol 2, index 4, hardware type 8, packet type 10, length 11,
   * address 12.
   */
  public static final int LL = 20;

  /** Octets of a sockaddr_un: path 2. */
  public static final int UN = 110;

  /** Octets of a sockaddr_nl: port 4, groups 8. */
  public static final int NL = 12;

  /** Octets of the longest address, sockaddr_storage. */
  public static final int STORAGE = 128;

  private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Sockaddr() {}

  /** 16 bits between host and network order, either way. */
  public static short net(short value) {
    return SWAP ? Short.reverseBytes(value) : value;
  }

  /** 32 bits between host and network order, either way. */
  public static int net(int value) {
    return SWAP ? Integer.reverseBytes(value) : value;
  }

  /** 64 bits between host and network order, either way. */
  public static long net(long value) {
    return SWAP ? Long.reverseBytes(value) : value;
  }

  /** Family at {@code at}. */
  public static int family(ByteBuffer b, int at) {
    return Short.toUnsignedInt(b.getShort(at));
  }

  /** Port, or protocol of a packet address, 0 … 65535. */
  public static int port(ByteBuffer b, int at) {
    return Short.toUnsignedInt(net(b.getShort(at + 2)));
  }

  /** The 32 bits of an IPv4 address. */
  public static int ipv4(ByteBuffer b, int at) {
    return net(b.getInt(at + 4));
  }

  /** Octets 0 … 7 of an IPv6 address. */
  public static long ipv6High(ByteBuffer b, int at) {
    return net(b.getLong(at + 8));
  }

  /** Octets 8 … 15 of an IPv6 address. */
  public static long ipv6Low(ByteBuffer b, int at) {
    return net(b.getLong(at + 16));
  }

  /** Interface index of an IPv6 address. */
  public static int ipv6Scope(ByteBuffer b, int at) {
    return b.getInt(at + 24);
  }

  /** Traffic class and flow label of an IPv6 address, 28 bits. */
  public static int ipv6Flow(ByteBuffer b, int at) {
    return net(b.getInt(at + 4));
  }

  /** Interface index of a packet address. */
  public static int linkIndex(ByteBuffer b, int at) {
    return b.getInt(at + 4);
  }

  /** Writes a sockaddr_in. */
  public static void putIn(ByteBuffer b, int at, int address, int port) {
    b.putShort(at, (short) SocketH.AF_INET);
    b.putShort(at + 2, net((short) port));
    b.putInt(at + 4, net(address));
    b.putLong(at + 8, 0);
  }

  /** Writes the port of an address that stands. */
  public static void putPort(ByteBuffer b, int at, int port) {
    b.putShort(at + 2, net((short) port));
  }

  /** Writes a sockaddr_in6. {@code flow}: traffic class and flow label, 28 bits */
  public static void putIn6(
      ByteBuffer b, int at, long high, long low, int port, int flow, int scope) {
    b.putShort(at, (short) SocketH.AF_INET6);
    b.putShort(at + 2, net((short) port));
    b.putInt(at + 4, net(flow));
    b.putLong(at + 8, net(high));
    b.putLong(at + 16, net(low));
    b.putInt(at + 24, scope);
  }

  /** Writes a sockaddr_ll. {@code protocol}: EtherType, 0x0003 for all */
  public static void putLl(ByteBuffer b, int at, int protocol, int index, byte... hardware) {
    b.putShort(at, (short) SocketH.AF_PACKET);
    b.putShort(at + 2, net((short) protocol));
    b.putInt(at + 4, index);
    b.putInt(at + 8, 0);
    b.put(at + 11, (byte) hardware.length);
    b.putLong(at + 12, 0);
    b.put(at + 12, hardware);
  }

  /**
   * Writes a sockaddr_un and returns its length.
   *
   * @param name a path without its 0, or a 0 and an abstract name; at most 108 octets
   */
  public static int putUn(ByteBuffer b, int at, byte[] name) {
    b.putShort(at, (short) SocketH.AF_UNIX);
    b.put(at + 2, name);
    boolean path = name.length > 0 && name[0] != 0;
    if (path && name.length < UN - 2) {
      b.put(at + 2 + name.length, (byte) 0);
      return 2 + name.length + 1;
    }
    return 2 + name.length;
  }

  /** Port number of a netlink address. */
  public static int netlinkPort(ByteBuffer b, int at) {
    return b.getInt(at + 4);
  }

  /** Groups of a netlink address, one bit each. */
  public static int netlinkGroups(ByteBuffer b, int at) {
    return b.getInt(at + 8);
  }

  /** ARPHRD_ type of the device of a packet address. */
  public static int linkHardwareType(ByteBuffer b, int at) {
    return Short.toUnsignedInt(b.getShort(at + 8));
  }

  /** PACKET_HOST … of a packet address. */
  public static int linkPacketType(ByteBuffer b, int at) {
    return Byte.toUnsignedInt(b.get(at + 10));
  }

  /** Octets of the hardware address of a packet address, which stand at 12. */
  public static int linkLength(ByteBuffer b, int at) {
    return Byte.toUnsignedInt(b.get(at + 11));
  }

  /** Writes what {@link #putLl} leaves 0: ARPHRD_ type and PACKET_HOST …. */
  public static void putLinkTypes(ByteBuffer b, int at, int hardwareType, int packetType) {
    b.putShort(at + 8, (short) hardwareType);
    b.put(at + 10, (byte) packetType);
  }

  /** Writes a sockaddr_nl. */
  public static void putNl(ByteBuffer b, int at, int port, int groups) {
    b.putShort(at, (short) SocketH.AF_NETLINK);
    b.putShort(at + 2, (short) 0);
    b.putInt(at + 4, port);
    b.putInt(at + 8, groups);
  }
}
