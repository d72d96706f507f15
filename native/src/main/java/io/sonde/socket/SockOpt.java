// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.InH;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An option of sockets with the type of its value, for {@link Socket#setOption} and {@link
 * Socket#getOption}. What is not here is reached by {@link Socket#setSockOpt}.
 *
 * @param <T> type of the value; null is refused unless the option says what it means
 */
public final class SockOpt<T extends @Nullable Object> {
  /** Lets an address be bound again while connections of it linger, socket(7). */
  public static final SockOpt<Boolean> SO_REUSEADDR =
      new SockOpt<>(
          "SO_REUSEADDR",
          SocketH.SOL_SOCKET,
          SocketH.SO_REUSEADDR,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Lets several sockets share an address, socket(7). */
  public static final SockOpt<Boolean> SO_REUSEPORT =
      new SockOpt<>(
          "SO_REUSEPORT",
          SocketH.SOL_SOCKET,
          SocketH.SO_REUSEPORT,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Lets datagrams go to broadcast addresses, socket(7). */
  public static final SockOpt<Boolean> SO_BROADCAST =
      new SockOpt<>(
          "SO_BROADCAST",
          SocketH.SOL_SOCKET,
          SocketH.SO_BROADCAST,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Probes idle connections, socket(7). */
  public static final SockOpt<Boolean> SO_KEEPALIVE =
      new SockOpt<>(
          "SO_KEEPALIVE",
          SocketH.SOL_SOCKET,
          SocketH.SO_KEEPALIVE,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.Credentials}, unix(7). */
  public static final SockOpt<Boolean> SO_PASSCRED =
      new SockOpt<>(
          "SO_PASSCRED", SocketH.SOL_SOCKET, SocketH.SO_PASSCRED, Access.BOTH, OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.Timestamp}, socket(7). */
  public static final SockOpt<Boolean> SO_TIMESTAMPNS =
      new SockOpt<>(
          "SO_TIMESTAMPNS",
          SocketH.SOL_SOCKET,
          SocketH.SO_TIMESTAMPNS,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.Drops} once there are some, socket(7). */
  public static final SockOpt<Boolean> SO_RXQ_OVFL =
      new SockOpt<>(
          "SO_RXQ_OVFL", SocketH.SOL_SOCKET, SocketH.SO_RXQ_OVFL, Access.BOTH, OptionForm.BOOLEAN);

  /** Sends small segments at once, tcp(7). */
  public static final SockOpt<Boolean> TCP_NODELAY =
      new SockOpt<>(
          "TCP_NODELAY", InH.IPPROTO_TCP, InH.TCP_NODELAY, Access.BOTH, OptionForm.BOOLEAN);

  /** What is sent begins with the IP header, raw(7). */
  public static final SockOpt<Boolean> IP_HDRINCL =
      new SockOpt<>("IP_HDRINCL", InH.IPPROTO_IP, InH.IP_HDRINCL, Access.BOTH, OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.HopLimit}, ip(7). */
  public static final SockOpt<Boolean> IP_RECVTTL =
      new SockOpt<>("IP_RECVTTL", InH.IPPROTO_IP, InH.IP_RECVTTL, Access.BOTH, OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.TrafficClass}, ip(7). */
  public static final SockOpt<Boolean> IP_RECVTOS =
      new SockOpt<>("IP_RECVTOS", InH.IPPROTO_IP, InH.IP_RECVTOS, Access.BOTH, OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.PacketInfo}, ip(7). */
  public static final SockOpt<Boolean> IP_PKTINFO =
      new SockOpt<>("IP_PKTINFO", InH.IPPROTO_IP, InH.IP_PKTINFO, Access.BOTH, OptionForm.BOOLEAN);

  /** Keeps errors for {@link Socket#recvError}, ip(7). */
  public static final SockOpt<Boolean> IP_RECVERR =
      new SockOpt<>("IP_RECVERR", InH.IPPROTO_IP, InH.IP_RECVERR, Access.BOTH, OptionForm.BOOLEAN);

  /** Lets addresses be bound that do not exist yet, ip(7). */
  public static final SockOpt<Boolean> IP_FREEBIND =
      new SockOpt<>(
          "IP_FREEBIND", InH.IPPROTO_IP, InH.IP_FREEBIND, Access.BOTH, OptionForm.BOOLEAN);

  /** Lets foreign addresses be bound; CAP_NET_ADMIN or CAP_NET_RAW, ip(7). */
  public static final SockOpt<Boolean> IP_TRANSPARENT =
      new SockOpt<>(
          "IP_TRANSPARENT", InH.IPPROTO_IP, InH.IP_TRANSPARENT, Access.BOTH, OptionForm.BOOLEAN);

  /** Own multicast packets come back to this host, ip(7). */
  public static final SockOpt<Boolean> IP_MULTICAST_LOOP =
      new SockOpt<>(
          "IP_MULTICAST_LOOP",
          InH.IPPROTO_IP,
          InH.IP_MULTICAST_LOOP,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Receives groups that other sockets have joined, ip(7). */
  public static final SockOpt<Boolean> IP_MULTICAST_ALL =
      new SockOpt<>(
          "IP_MULTICAST_ALL",
          InH.IPPROTO_IP,
          InH.IP_MULTICAST_ALL,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Takes no IPv4 traffic by mapped addresses, ipv6(7). */
  public static final SockOpt<Boolean> IPV6_V6ONLY =
      new SockOpt<>(
          "IPV6_V6ONLY", InH.IPPROTO_IPV6, InH.IPV6_V6ONLY, Access.BOTH, OptionForm.BOOLEAN);

  /** Own multicast packets come back to this host, ipv6(7). */
  public static final SockOpt<Boolean> IPV6_MULTICAST_LOOP =
      new SockOpt<>(
          "IPV6_MULTICAST_LOOP",
          InH.IPPROTO_IPV6,
          InH.IPV6_MULTICAST_LOOP,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.PacketInfo}, ipv6(7). */
  public static final SockOpt<Boolean> IPV6_RECVPKTINFO =
      new SockOpt<>(
          "IPV6_RECVPKTINFO",
          InH.IPPROTO_IPV6,
          InH.IPV6_RECVPKTINFO,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.HopLimit}, RFC 3542 section 6.3. */
  public static final SockOpt<Boolean> IPV6_RECVHOPLIMIT =
      new SockOpt<>(
          "IPV6_RECVHOPLIMIT",
          InH.IPPROTO_IPV6,
          InH.IPV6_RECVHOPLIMIT,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Receives {@link Ancillary.TrafficClass}, RFC 3542 section 6.5. */
  public static final SockOpt<Boolean> IPV6_RECVTCLASS =
      new SockOpt<>(
          "IPV6_RECVTCLASS",
          InH.IPPROTO_IPV6,
          InH.IPV6_RECVTCLASS,
          Access.BOTH,
          OptionForm.BOOLEAN);

  /** Keeps errors for {@link Socket#recvError}, ipv6(7). */
  public static final SockOpt<Boolean> IPV6_RECVERR =
      new SockOpt<>(
          "IPV6_RECVERR", InH.IPPROTO_IPV6, InH.IPV6_RECVERR, Access.BOTH, OptionForm.BOOLEAN);

  /** What is sent begins with the IPv6 header, of which the kernel fills in nothing. */
  public static final SockOpt<Boolean> IPV6_HDRINCL =
      new SockOpt<>(
          "IPV6_HDRINCL", InH.IPPROTO_IPV6, InH.IPV6_HDRINCL, Access.BOTH, OptionForm.BOOLEAN);

  /** Octets of the receive queue; reads back doubled, socket(7). */
  public static final SockOpt<Integer> SO_RCVBUF =
      new SockOpt<>(
          "SO_RCVBUF", SocketH.SOL_SOCKET, SocketH.SO_RCVBUF, Access.BOTH, OptionForm.INT);

  /** Octets of the send queue; reads back doubled, socket(7). */
  public static final SockOpt<Integer> SO_SNDBUF =
      new SockOpt<>(
          "SO_SNDBUF", SocketH.SOL_SOCKET, SocketH.SO_SNDBUF, Access.BOTH, OptionForm.INT);

  /** SO_RCVBUF beyond the limit; CAP_NET_ADMIN, set only, socket(7). */
  public static final SockOpt<Integer> SO_RCVBUFFORCE =
      new SockOpt<>(
          "SO_RCVBUFFORCE", SocketH.SOL_SOCKET, SocketH.SO_RCVBUFFORCE, Access.SET, OptionForm.INT);

  /** Queueing priority, 0 … 6, more with CAP_NET_ADMIN, socket(7). */
  public static final SockOpt<Integer> SO_PRIORITY =
      new SockOpt<>(
          "SO_PRIORITY", SocketH.SOL_SOCKET, SocketH.SO_PRIORITY, Access.BOTH, OptionForm.INT);

  /** Mark of packets for routing; CAP_NET_ADMIN or CAP_NET_RAW, socket(7). */
  public static final SockOpt<Integer> SO_MARK =
      new SockOpt<>("SO_MARK", SocketH.SOL_SOCKET, SocketH.SO_MARK, Access.BOTH, OptionForm.INT);

  /** SOF_TIMESTAMPING_ bits. */
  public static final SockOpt<Integer> SO_TIMESTAMPING =
      new SockOpt<>(
          "SO_TIMESTAMPING",
          SocketH.SOL_SOCKET,
          SocketH.SO_TIMESTAMPING,
          Access.BOTH,
          OptionForm.INT);

  /** Index of the interface that the socket is bound to; 0: none. */
  public static final SockOpt<Integer> SO_BINDTOIFINDEX =
      new SockOpt<>(
          "SO_BINDTOIFINDEX",
          SocketH.SOL_SOCKET,
          SocketH.SO_BINDTOIFINDEX,
          Access.BOTH,
          OptionForm.INT);

  /** Time to live of what is sent, 1 … 255; −1: the default, ip(7). */
  public static final SockOpt<Integer> IP_TTL =
      new SockOpt<>("IP_TTL", InH.IPPROTO_IP, InH.IP_TTL, Access.BOTH, OptionForm.INT);

  /** Type of service octet of what is sent, ip(7). */
  public static final SockOpt<Integer> IP_TOS =
      new SockOpt<>("IP_TOS", InH.IPPROTO_IP, InH.IP_TOS, Access.BOTH, OptionForm.INT);

  /** MTU of the path of a connected socket, get only, ip(7). */
  public static final SockOpt<Integer> IP_MTU =
      new SockOpt<>("IP_MTU", InH.IPPROTO_IP, InH.IP_MTU, Access.GET, OptionForm.INT);

  /** IP_PMTUDISC_ value, ip(7). */
  public static final SockOpt<Integer> IP_MTU_DISCOVER =
      new SockOpt<>(
          "IP_MTU_DISCOVER", InH.IPPROTO_IP, InH.IP_MTU_DISCOVER, Access.BOTH, OptionForm.INT);

  /** Time to live of multicast packets, 0 … 255, ip(7). */
  public static final SockOpt<Integer> IP_MULTICAST_TTL =
      new SockOpt<>(
          "IP_MULTICAST_TTL", InH.IPPROTO_IP, InH.IP_MULTICAST_TTL, Access.BOTH, OptionForm.INT);

  /** Interface index for multicast packets, ip(7). Set only: the kernel gives an address back. */
  public static final SockOpt<Integer> IP_MULTICAST_IF =
      new SockOpt<>(
          "IP_MULTICAST_IF", InH.IPPROTO_IP, InH.IP_MULTICAST_IF, Access.SET, OptionForm.INTERFACE);

  /** Hop limit of what is sent, 0 … 255; −1: the default, ipv6(7). */
  public static final SockOpt<Integer> IPV6_UNICAST_HOPS =
      new SockOpt<>(
          "IPV6_UNICAST_HOPS",
          InH.IPPROTO_IPV6,
          InH.IPV6_UNICAST_HOPS,
          Access.BOTH,
          OptionForm.INT);

  /** Hop limit of multicast packets, 0 … 255; −1: the default, ipv6(7). */
  public static final SockOpt<Integer> IPV6_MULTICAST_HOPS =
      new SockOpt<>(
          "IPV6_MULTICAST_HOPS",
          InH.IPPROTO_IPV6,
          InH.IPV6_MULTICAST_HOPS,
          Access.BOTH,
          OptionForm.INT);

  /** Interface index for multicast packets, ipv6(7). */
  public static final SockOpt<Integer> IPV6_MULTICAST_IF =
      new SockOpt<>(
          "IPV6_MULTICAST_IF",
          InH.IPPROTO_IPV6,
          InH.IPV6_MULTICAST_IF,
          Access.BOTH,
          OptionForm.INT);

  /** Traffic class of what is sent, 0 … 255; −1: the default, RFC 3542 section 6.5. */
  public static final SockOpt<Integer> IPV6_TCLASS =
      new SockOpt<>("IPV6_TCLASS", InH.IPPROTO_IPV6, InH.IPV6_TCLASS, Access.BOTH, OptionForm.INT);

  /** MTU of the path of a connected socket; a limit when set, ipv6(7). */
  public static final SockOpt<Integer> IPV6_MTU =
      new SockOpt<>("IPV6_MTU", InH.IPPROTO_IPV6, InH.IPV6_MTU, Access.BOTH, OptionForm.INT);

  /** IP_PMTUDISC_ value, ipv6(7). */
  public static final SockOpt<Integer> IPV6_MTU_DISCOVER =
      new SockOpt<>(
          "IPV6_MTU_DISCOVER",
          InH.IPPROTO_IPV6,
          InH.IPV6_MTU_DISCOVER,
          Access.BOTH,
          OptionForm.INT);

  /**
   * Offset of the checksum that the kernel fills in on raw sockets; −1: none, RFC 3542 section 3.1.
   */
  public static final SockOpt<Integer> IPV6_CHECKSUM =
      new SockOpt<>(
          "IPV6_CHECKSUM", InH.IPPROTO_IPV6, InH.IPV6_CHECKSUM, Access.BOTH, OptionForm.INT);

  /** The pending error, which reading clears; number 0 when there is none. Get only, socket(7). */
  public static final SockOpt<Errno> SO_ERROR =
      new SockOpt<>("SO_ERROR", SocketH.SOL_SOCKET, SocketH.SO_ERROR, Access.GET, OptionForm.ERRNO);

  /**
   * How long close waits for data to be sent, in whole seconds, rounded up; zero resets the
   * connection, null does not wait. socket(7).
   */
  public static final SockOpt<@Nullable Duration> SO_LINGER =
      new SockOpt<>(
          "SO_LINGER", SocketH.SOL_SOCKET, SocketH.SO_LINGER, Access.BOTH, OptionForm.LINGER);

  /** Name of the device that the socket is bound to; empty: none, socket(7). */
  public static final SockOpt<String> SO_BINDTODEVICE =
      new SockOpt<>(
          "SO_BINDTODEVICE",
          SocketH.SOL_SOCKET,
          SocketH.SO_BINDTODEVICE,
          Access.BOTH,
          OptionForm.NAME);

  /** Who made the other end of a local connection, get only, unix(7). */
  public static final SockOpt<Ancillary.Credentials> SO_PEERCRED =
      new SockOpt<>(
          "SO_PEERCRED",
          SocketH.SOL_SOCKET,
          SocketH.SO_PEERCRED,
          Access.GET,
          OptionForm.CREDENTIALS);

  /** Types of ICMP that pass, 0 … 31; higher ones always do. Raw ICMP sockets, icmp(7). */
  public static final SockOpt<Set<Integer>> ICMP_FILTER =
      new SockOpt<>(
          "ICMP_FILTER", SocketH.SOL_RAW, InH.ICMP_FILTER, Access.BOTH, OptionForm.ICMP_TYPES);

  /** Types of ICMPv6 that pass, 0 … 255. Raw ICMPv6 sockets, RFC 3542 section 3.2. */
  public static final SockOpt<Set<Integer>> ICMP6_FILTER =
      new SockOpt<>(
          "ICMP6_FILTER",
          InH.IPPROTO_ICMPV6,
          InH.ICMP6_FILTER,
          Access.BOTH,
          OptionForm.ICMP6_TYPES);

  /** Joins a group; EADDRINUSE when joined. Set only, ip(7). */
  public static final SockOpt<Membership> IP_ADD_MEMBERSHIP =
      new SockOpt<>(
          "IP_ADD_MEMBERSHIP",
          InH.IPPROTO_IP,
          InH.IP_ADD_MEMBERSHIP,
          Access.SET,
          OptionForm.IPV4_GROUP);

  /** Leaves a group; EADDRNOTAVAIL when not joined. Set only, ip(7). */
  public static final SockOpt<Membership> IP_DROP_MEMBERSHIP =
      new SockOpt<>(
          "IP_DROP_MEMBERSHIP",
          InH.IPPROTO_IP,
          InH.IP_DROP_MEMBERSHIP,
          Access.SET,
          OptionForm.IPV4_GROUP);

  /** Joins a group; EADDRINUSE when joined. Set only, ipv6(7). */
  public static final SockOpt<Membership> IPV6_JOIN_GROUP =
      new SockOpt<>(
          "IPV6_JOIN_GROUP",
          InH.IPPROTO_IPV6,
          InH.IPV6_JOIN_GROUP,
          Access.SET,
          OptionForm.IPV6_GROUP);

  /** Leaves a group; EADDRNOTAVAIL when not joined. Set only, ipv6(7). */
  public static final SockOpt<Membership> IPV6_LEAVE_GROUP =
      new SockOpt<>(
          "IPV6_LEAVE_GROUP",
          InH.IPPROTO_IPV6,
          InH.IPV6_LEAVE_GROUP,
          Access.SET,
          OptionForm.IPV6_GROUP);

  private enum Access {
    GET,
    SET,
    BOTH
  }

  private final String name;
  private final int level;
  private final int number;
  private final Access access;
  private final OptionForm<T> form;

  private SockOpt(String name, int level, int number, Access access, OptionForm<T> form) {
    this.name = name;
    this.level = level;
    this.number = number;
    this.access = access;
    this.form = form;
  }

  void set(Options options, T value) throws IOException {
    if (access == Access.GET) {
      throw new UnsupportedOperationException(name + " can only be read");
    }
    options.set(level, number, form.encode().apply(value), name);
  }

  T get(Options options) throws IOException {
    if (access == Access.SET) {
      throw new UnsupportedOperationException(name + " can only be set");
    }
    byte[] octets = options.get(level, number, form.room(), name);
    return form.decode().apply(ByteBuffer.wrap(octets).order(ByteOrder.nativeOrder()));
  }

  /** Its C name. */
  @Override
  public String toString() {
    return name;
  }
}
