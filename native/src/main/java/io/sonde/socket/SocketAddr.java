// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An address of a socket: an immutable value, equal to every other with the same content. The
 * factories refuse what no address of the family can hold with an {@link IllegalArgumentException};
 * whether it exists is the kernel's matter.
 */
public sealed interface SocketAddr {
  /** The family that the address belongs to. */
  AddressFamily family();

  /** The port, 0 … 65535; −1 in families without ports. */
  default int port() {
    return -1;
  }

  /**
   * An IPv4 address; no name is looked up.
   *
   * @param literal four decimal octets as in {@code 192.0.2.1}; empty for 0.0.0.0, {@code
   *     <broadcast>} for 255.255.255.255
   * @param port 0 … 65535; 0: the kernel chooses, or none
   * @throws IllegalArgumentException if it is anything else, {@code 127.1} included
   */
  static Inet4 inet4(String literal, int port) {
    return new Inet4(InetLiterals.inet4(literal), port);
  }

  /**
   * An IPv6 address; no name is looked up.
   *
   * @param literal RFC 4291 section 2.2; empty for ::. A zone, {@code fe80::1%eth0} or {@code
   *     fe80::1%2}, becomes the scope
   * @param port 0 … 65535; 0: the kernel chooses, or none
   * @throws IllegalArgumentException if it is anything else, or no interface has the zone's name
   */
  static Inet6 inet6(String literal, int port) {
    return inet6(literal, port, 0, 0);
  }

  /**
   * An IPv6 address with everything of a sockaddr_in6.
   *
   * @param literal as in {@link #inet6(String, int)}
   * @param port 0 … 65535
   * @param flowInfo flow label, 0 … 0xfffff
   * @param scopeId interface index; 0: the zone of the literal, or none
   * @throws IllegalArgumentException if a part is out of range, or zone and scope contradict
   */
  static Inet6 inet6(String literal, int port, int flowInfo, int scopeId) {
    int percent = literal.indexOf('%');
    if (percent < 0) {
      return new Inet6(InetLiterals.inet6(literal), port, flowInfo, scopeId);
    }
    int zone = InetLiterals.zone(literal.substring(percent + 1));
    if (scopeId != 0 && scopeId != zone) {
      throw new IllegalArgumentException(
          "scope " + scopeId + " contradicts the zone of " + literal + ", which is " + zone);
    }
    return new Inet6(InetLiterals.inet6(literal.substring(0, percent)), port, flowInfo, zone);
  }

  /**
   * The address that the JDK knows in its own form.
   *
   * @throws IllegalArgumentException if it is not resolved
   */
  static SocketAddr of(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host instanceof Inet4Address v4) {
      return new Inet4(v4, address.getPort());
    }
    if (host instanceof Inet6Address v6) {
      return new Inet6(v6, address.getPort(), 0, v6.getScopeId());
    }
    throw new IllegalArgumentException(address + " is not resolved");
  }

  /**
   * The first address of a host in one family, by the system's resolver; this may take as long as
   * DNS does. Literals are taken as they are.
   *
   * @param family INET or INET6
   * @throws UnknownHostException if there is no such host, or none in that family
   */
  static SocketAddr resolve(AddressFamily family, String host, int port)
      throws UnknownHostException {
    boolean six = family.equals(AddressFamily.INET6);
    if (!six && !family.equals(AddressFamily.INET)) {
      throw new IllegalArgumentException("family must be INET or INET6: " + family);
    }
    Range.check("port", port, 0xffff);
    if (six && host.indexOf(':') >= 0) {
      return inet6(host, port);
    }
    if (host.isEmpty() || host.equals("<broadcast>")) {
      return six ? inet6(host, port) : inet4(host, port);
    }
    for (InetAddress found : InetAddress.getAllByName(host)) {
      if (six == found instanceof Inet6Address) {
        return of(new InetSocketAddress(found, port));
      }
    }
    throw new UnknownHostException(host + ": no address of family " + family);
  }

  /**
   * The address of a local socket in the file system.
   *
   * @throws IllegalArgumentException as {@link #unix(byte[])}
   */
  static Unix unix(Path path) {
    return unix(path.toString());
  }

  /**
   * The address of a local socket in the file system.
   *
   * @param path in UTF-8
   * @throws IllegalArgumentException as {@link #unix(byte[])}
   */
  static Unix unix(String path) {
    return unix(path.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The address of a local socket in the file system.
   *
   * @param path 1 … 107 octets without a 0, kept as they are
   * @throws IllegalArgumentException for any other length, or a 0 in it
   */
  static Unix unix(byte[] path) {
    if (path.length == 0) {
      throw new IllegalArgumentException("path must not be empty; unixUnnamed() has no name");
    }
    for (byte b : path) {
      if (b == 0) {
        throw new IllegalArgumentException("path must not hold a NUL; unixAbstract takes names");
      }
    }
    return new Unix(false, Unix.checked("path", path));
  }

  /**
   * A local name outside the file system, unix(7).
   *
   * @param name in UTF-8, without the leading NUL
   * @throws IllegalArgumentException as {@link #unixAbstract(byte[])}
   */
  static Unix unixAbstract(String name) {
    return unixAbstract(name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A local name outside the file system, unix(7).
   *
   * @param name 0 … 107 octets without the leading NUL; any octet is allowed
   * @throws IllegalArgumentException if it is longer
   */
  static Unix unixAbstract(byte[] name) {
    return new Unix(true, Unix.checked("abstract name", name));
  }

  /** No name: what a socket has that was never bound. Bound to it, the kernel chooses a name. */
  static Unix unixUnnamed() {
    return Unix.UNNAMED;
  }

  /**
   * A device and a protocol, packet(7).
   *
   * @param interfaceIndex 0: any
   * @param etherType in host order, 0 … 65535; 3 (ETH_P_ALL): all
   */
  static Packet packet(int interfaceIndex, int etherType) {
    return packet(interfaceIndex, etherType, new byte[0]);
  }

  /**
   * A device, a protocol and the hardware address to send to.
   *
   * @param interfaceIndex 0: any
   * @param etherType in host order, 0 … 65535
   * @param hardwareAddress 0 … 32 octets
   */
  static Packet packet(int interfaceIndex, int etherType, byte[] hardwareAddress) {
    return new Packet(interfaceIndex, etherType, 0, 0, hardwareAddress);
  }

  /**
   * A netlink address, netlink(7).
   *
   * @param portId 32 unsigned bits; 0: the kernel, or the kernel chooses
   * @param groups multicast groups, a bit each
   */
  static Netlink netlink(int portId, int groups) {
    return new Netlink(portId, groups);
  }

  /**
   * An IPv4 address and a port, ip(7).
   *
   * @param port 0 … 65535; 0 on raw sockets
   */
  record Inet4(Inet4Address address, int port) implements SocketAddr {
    /** Checks the port. */
    public Inet4 {
      Objects.requireNonNull(address, "address");
      Range.check("port", port, 0xffff);
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.INET;
    }

    @Override
    public String toString() {
      return address.getHostAddress() + ":" + port;
    }
  }

  /**
   * An IPv6 address and a port, ipv6(7).
   *
   * @param address a mapped IPv4 address stays IPv6; its own scope moves to {@code scopeId}
   * @param port 0 … 65535; 0 on raw sockets
   * @param flowInfo flow label, 0 … 0xfffff
   * @param scopeId interface index; 0: none
   */
  record Inet6(Inet6Address address, int port, int flowInfo, int scopeId) implements SocketAddr {
    /** Checks the ranges and takes the scope out of the address. */
    public Inet6 {
      Range.check("port", port, 0xffff);
      Range.check("flowInfo", flowInfo, 0xfffff);
      Range.size("scopeId", scopeId);
      scopeId = scopeId == 0 ? address.getScopeId() : scopeId;
      address = InetLiterals.unscoped(address.getAddress());
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.INET6;
    }

    @Override
    public String toString() {
      String zone = scopeId == 0 ? "" : "%" + scopeId;
      return "[" + InetLiterals.shortest(address) + zone + "]:" + port;
    }
  }

  /** A local address, unix(7): a path, a name outside the file system, or none. */
  final class Unix implements SocketAddr {
    private static final Unix UNNAMED = new Unix(false, new byte[0]);
    private static final int LONGEST = 107;

    private final boolean isAbstract;
    private final byte[] bytes;

    private Unix(boolean isAbstract, byte[] bytes) {
      this.isAbstract = isAbstract;
      this.bytes = bytes;
    }

    private static byte[] checked(String name, byte[] bytes) {
      if (bytes.length > LONGEST) {
        throw new IllegalArgumentException(
            name + " must have at most " + LONGEST + " octets: " + bytes.length);
      }
      return bytes.clone();
    }

    /** An address that the kernel gave, whose path may have 108 octets. */
    static Unix fromKernel(boolean isAbstract, byte[] bytes) {
      return new Unix(isAbstract, bytes);
    }

    /** Whether there is no name at all. */
    public boolean isUnnamed() {
      return !isAbstract && bytes.length == 0;
    }

    /** Whether the name lies outside the file system. */
    public boolean isAbstract() {
      return isAbstract;
    }

    /** The path, or the name without its leading NUL; a copy. */
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.UNIX;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Unix unix
          && isAbstract == unix.isAbstract
          && Arrays.equals(bytes, unix.bytes);
    }

    @Override
    public int hashCode() {
      return 31 * Boolean.hashCode(isAbstract) + Arrays.hashCode(bytes);
    }

    /** The path, the name after {@code @}, or {@code unnamed}. */
    @Override
    public String toString() {
      if (isUnnamed()) {
        return "unnamed";
      }
      return (isAbstract ? "@" : "") + new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * A device and what passed it, packet(7).
   *
   * @param interfaceIndex 0: any
   * @param etherType in host order, 0 … 65535
   * @param hardwareType ARPHRD_ number of the device, 0 … 65535; the kernel's word on receive
   * @param packetType PACKET_HOST 0, BROADCAST 1, MULTICAST 2, OTHERHOST 3, OUTGOING 4
   * @param hardwareAddress of the sender on receive; 0 … 32 octets, copied both ways
   */
  @SuppressWarnings("ArrayRecordComponent") // copied and compared by content
  record Packet(
      int interfaceIndex, int etherType, int hardwareType, int packetType, byte[] hardwareAddress)
      implements SocketAddr {
    /** Checks the ranges. */
    public Packet {
      Range.size("interfaceIndex", interfaceIndex);
      Range.check("etherType", etherType, 0xffff);
      Range.check("hardwareType", hardwareType, 0xffff);
      Range.check("packetType", packetType, 0xff);
      Range.check("octets of the hardware address", hardwareAddress.length, 32);
      hardwareAddress = hardwareAddress.clone();
    }

    @Override
    public byte[] hardwareAddress() {
      return hardwareAddress.clone();
    }

    @Override
    public AddressFamily family() {
      return AddressFamily.PACKET;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Packet packet
          && interfaceIndex == packet.interfaceIndex
          && etherType == packet.etherType
          && hardwareType == packet.hardwareType
          && packetType == packet.packetType
          && Arrays.equals(hardwareAddress, packet.hardwareAddress);
    }

    @Override
    public int hashCode() {
      return Objects.hash(interfaceIndex, etherType, hardwareType, packetType)
          + Arrays.hashCode(hardwareAddress);
    }

    /** As in {@code if2 0x0800 02:00:5e:00:53:01}. */
    @Override
    public String toString() {
      String hardware = HexFormat.ofDelimiter(":").formatHex(hardwareAddress);
      return String.format("if%d 0x%04x %s", interfaceIndex, etherType, hardware).strip();
    }
  }

  /**
   * A netlink address, netlink(7).
   *
   * @param portId 32 unsigned bits; 0: the kernel
   * @param groups multicast groups, a bit each
   */
  record Netlink(int portId, int groups) implements SocketAddr {
    @Override
    public AddressFamily family() {
      return AddressFamily.NETLINK;
    }

    @Override
    public String toString() {
      return "netlink "
          + Integer.toUnsignedString(portId)
          + " groups 0x"
          + Integer.toHexString(groups);
    }
  }

  /**
   * An address of a family without a form of its own here, passed to the kernel as it is, to
   * sockets of any family.
   *
   * @param familyNumber the first two octets of the struct, 0 … 65535
   * @param data the octets behind the family, 0 … 126, copied both ways
   */
  @SuppressWarnings("ArrayRecordComponent") // copied and compared by content
  record Other(int familyNumber, byte[] data) implements SocketAddr {
    /** Checks the ranges. */
    public Other {
      Range.check("familyNumber", familyNumber, 0xffff);
      Range.check("octets of an address", data.length, 126);
      data = data.clone();
    }

    @Override
    public byte[] data() {
      return data.clone();
    }

    @Override
    public AddressFamily family() {
      return new AddressFamily(familyNumber);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Other address
          && familyNumber == address.familyNumber
          && Arrays.equals(data, address.data);
    }

    @Override
    public int hashCode() {
      return 31 * familyNumber + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "family " + familyNumber + " " + HexFormat.of().formatHex(data);
    }
  }
}
