// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static io.sonde.link.Failure.check;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.ErrqueueH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.ChannelSpec;
import io.sonde.net.NotPermittedException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** A socket being set up as a {@link ChannelSpec} says. Closes it if anything is refused. */
final class SocketSetup {
  private static final int PLAIN_RECEIVE_BUFFER = 1 << 20;
  private static final int STAMPED_RECEIVE_BUFFER = 4 << 20;

  private final ChannelSpec spec;
  private final boolean ipv4;
  private final SocketOptions options = new SocketOptions();
  private final Block address = Block.allocate(Sockaddr.IN6);
  private final Block device;

  /** The socket at hand. */
  int fd;

  private SocketSetup(ChannelSpec spec) {
    this.spec = spec;
    ipv4 = spec.family() == IpFamily.IPV4;
    device = Block.string(spec.device());
  }

  /** A socket for a channel, not yet set up. */
  static SocketSetup open(ChannelSpec spec, int type, int protocol) throws IOException {
    SocketSetup setup = new SocketSetup(spec);
    if (setup.renew(type, protocol) < 0) {
      throw refusedSocket(spec, type, setup.fd);
    }
    return setup;
  }

  /** Goes on with a new socket: its number, or −errno. */
  int renew(int type, int protocol) {
    int family = ipv4 ? SocketH.AF_INET : SocketH.AF_INET6;
    if (spec.kind() == ChannelSpec.Kind.LINK) {
      family = SocketH.AF_PACKET;
    }
    fd = Libc.socket(family, type | SocketH.SOCK_CLOEXEC | SocketH.SOCK_NONBLOCK, protocol);
    return fd;
  }

  private static IOException refusedSocket(ChannelSpec spec, int type, int errno) {
    String text = spec.family() == IpFamily.IPV4 ? "IPv4" : "IPv6";
    boolean icmp = spec.protocol() == InH.IPPROTO_ICMP || spec.protocol() == InH.IPPROTO_ICMPV6;
    if (spec.kind() == ChannelSpec.Kind.LINK) {
      return refused(errno, "packet", Failure.rawPrivilege());
    }
    String target =
        (type == SocketH.SOCK_RAW ? "raw " : "datagram ")
            + text
            + (icmp ? " ICMP" : " protocol " + spec.protocol());
    String hint = "";
    if (errno == -ErrnoH.EPERM || errno == -ErrnoH.EACCES) {
      boolean raw = type == SocketH.SOCK_RAW;
      return refused(errno, target, raw ? Failure.rawPrivilege() : Failure.icmpPrivilege());
    } else if (errno == -ErrnoH.EAFNOSUPPORT) {
      hint = "this host has no " + text;
    } else if (errno == -ErrnoH.EPROTONOSUPPORT && spec.protocol() == InH.IPPROTO_UDPLITE) {
      hint = "this kernel has no UDP-Lite";
    }
    return Failure.of(errno, "socket", target, hint);
  }

  private static IOException refused(int errno, String target, String privilege) {
    boolean permission = errno == -ErrnoH.EPERM || errno == -ErrnoH.EACCES;
    IOException failure = Failure.of(errno, "socket", target, permission ? privilege : "");
    return permission ? new NotPermittedException(failure) : failure;
  }

  /** Everything of the spec that does not depend on the way of sending; then binds and connects. */
  void apply() throws IOException {
    settings();
    bind(spec.kind() == ChannelSpec.Kind.ICMP_DATAGRAM ? Math.max(spec.identifier(), 0) : -1);
    if (spec.connected() != null) {
      check(
          connectTo(spec.connected(), 0, spec.connectedScope()),
          "connect",
          spec.connected().toString());
    }
  }

  /** Everything of the spec that a packet socket knows. */
  void link() throws IOException {
    mark();
    buffers();
    stamps();
    if (spec.pastQueues()) {
      require(SocketH.SOL_PACKET, SocketH.PACKET_QDISC_BYPASS, 1, "PACKET_QDISC_BYPASS", "");
    }
  }

  /** Everything of the spec but addresses. */
  void settings() throws IOException {
    buffers();
    path();
    flag(spec.broadcast() && ipv4, SocketH.SO_BROADCAST, "SO_BROADCAST");
    multicast();
    stamps();
  }

  /** What takes part in the choice of a route: device and mark. */
  void routing() throws IOException {
    device();
    mark();
  }

  private void mark() throws IOException {
    if (spec.mark() != 0) {
      require(
          SocketH.SOL_SOCKET,
          SocketH.SO_MARK,
          spec.mark(),
          "SO_MARK " + spec.mark(),
          "needs CAP_NET_ADMIN or CAP_NET_RAW");
    }
  }

  void require(int level, int name, int value, String target, String hint) throws IOException {
    int result = options.set(fd, level, name, value);
    check(result, "setsockopt", target, result == -ErrnoH.EPERM ? hint : "");
  }

  /** An option of the family's own level. */
  void ip(int nameIpv4, int nameIpv6, int value, String target) throws IOException {
    require(
        ipv4 ? InH.IPPROTO_IP : InH.IPPROTO_IPV6, ipv4 ? nameIpv4 : nameIpv6, value, target, "");
  }

  /**
   * Asks for the error queue, and for TTL, class and device of what arrives.
   *
   * @return whether errors bring the extension objects of RFC 4884 (Linux 5.9)
   */
  boolean reportErrors() throws IOException {
    ip(InH.IP_RECVERR, InH.IPV6_RECVERR, 1, "IP_RECVERR");
    ip(InH.IP_RECVTTL, InH.IPV6_RECVHOPLIMIT, 1, "IP_RECVTTL");
    ip(InH.IP_RECVTOS, InH.IPV6_RECVTCLASS, 1, "IP_RECVTOS");
    ip(InH.IP_PKTINFO, InH.IPV6_RECVPKTINFO, 1, "IP_PKTINFO");
    int level = ipv4 ? InH.IPPROTO_IP : InH.IPPROTO_IPV6;
    int name = ipv4 ? InH.IP_RECVERR_RFC4884 : InH.IPV6_RECVERR_RFC4884;
    return options.set(fd, level, name, 1) == 0;
  }

  private void flag(boolean wanted, int name, String text) throws IOException {
    if (wanted) {
      require(SocketH.SOL_SOCKET, name, 1, text, "");
    }
  }

  private void device() throws IOException {
    if (spec.device().isEmpty()) {
      return;
    }
    int result =
        Libc.setsockopt(
            fd,
            SocketH.SOL_SOCKET,
            SocketH.SO_BINDTODEVICE,
            device.address,
            device.bytes.capacity());
    Reference.reachabilityFence(device);
    check(result, "SO_BINDTODEVICE", spec.device());
  }

  private void buffers() throws IOException {
    if (spec.sendBufferOctets() > 0) {
      require(SocketH.SOL_SOCKET, SocketH.SO_SNDBUF, spec.sendBufferOctets(), "SO_SNDBUF", "");
    }
    int wanted = spec.receiveBufferOctets();
    if (wanted == 0) {
      wanted =
          switch (spec.stamps()) {
            case NONE, RECEIVE -> PLAIN_RECEIVE_BUFFER;
            case SAMPLED, BOTH, HARDWARE -> STAMPED_RECEIVE_BUFFER; // stamps count against it
          };
    }
    // FORCE exceeds net.core.rmem_max, for those who may
    if (options.set(fd, SocketH.SOL_SOCKET, SocketH.SO_RCVBUFFORCE, wanted) < 0) {
      require(SocketH.SOL_SOCKET, SocketH.SO_RCVBUF, wanted, "SO_RCVBUF", "");
    }
  }

  /** What a packet's way depends on. */
  void path() throws IOException {
    routing();
    if (spec.debug()) {
      // needs CAP_NET_ADMIN, changes nothing that is sent, and other pings go on without it too
      options.set(fd, SocketH.SOL_SOCKET, SocketH.SO_DEBUG, 1);
    }
    flag(spec.pastRouting(), SocketH.SO_DONTROUTE, "SO_DONTROUTE");
    pathMtu();
  }

  private void pathMtu() throws IOException {
    int value =
        switch (spec.pathMtu()) {
          case DEFAULT -> -1;
          case DONT -> InH.IP_PMTUDISC_DONT;
          case WANT -> InH.IP_PMTUDISC_WANT;
          case DO -> InH.IP_PMTUDISC_DO;
          case PROBE -> InH.IP_PMTUDISC_PROBE;
        };
    if (value >= 0) {
      ip(InH.IP_MTU_DISCOVER, InH.IPV6_MTU_DISCOVER, value, "path MTU discovery");
    }
  }

  /** Device and loop of multicast packets. */
  void multicast() throws IOException {
    if (!spec.multicastLoop()) {
      ip(InH.IP_MULTICAST_LOOP, InH.IPV6_MULTICAST_LOOP, 0, "multicast loop");
    }
    int index = spec.multicastInterface();
    if (index == 0) {
      return;
    }
    int result;
    if (ipv4) {
      Block mreqn = Block.allocate(12);
      mreqn.bytes.putInt(8, index);
      result = Libc.setsockopt(fd, InH.IPPROTO_IP, InH.IP_MULTICAST_IF, mreqn.address, 12);
      Reference.reachabilityFence(mreqn);
    } else {
      result = options.set(fd, InH.IPPROTO_IPV6, InH.IPV6_MULTICAST_IF, index);
    }
    check(result, "setsockopt", "multicast interface " + index);
  }

  private void stamps() throws IOException {
    int report =
        ErrqueueH.SOF_TIMESTAMPING_SOFTWARE
            | ErrqueueH.SOF_TIMESTAMPING_RX_SOFTWARE
            | ErrqueueH.SOF_TIMESTAMPING_OPT_ID
            | ErrqueueH.SOF_TIMESTAMPING_OPT_TSONLY;
    if (spec.stamps() != ChannelSpec.Stamps.NONE) {
      // The kernel begins to stamp a moment after the first socket asks. For packets of that moment
      // this option gives the time of the read; SO_TIMESTAMPING gives none.
      require(SocketH.SOL_SOCKET, SocketH.SO_TIMESTAMPNS, 1, "SO_TIMESTAMPNS", "");
    }
    switch (spec.stamps()) {
      case NONE, RECEIVE -> {}
      case SAMPLED -> timestamping(report); // each packet asks for itself
      case BOTH -> timestamping(report | ErrqueueH.SOF_TIMESTAMPING_TX_SOFTWARE);
      case HARDWARE -> {
        if (!spec.device().isEmpty()) {
          HardwareClock.enable(fd, spec.device());
        }
        timestamping(
            report
                | ErrqueueH.SOF_TIMESTAMPING_TX_SOFTWARE
                | ErrqueueH.SOF_TIMESTAMPING_TX_HARDWARE
                | ErrqueueH.SOF_TIMESTAMPING_RX_HARDWARE
                | ErrqueueH.SOF_TIMESTAMPING_RAW_HARDWARE);
      }
    }
  }

  private void timestamping(int flags) throws IOException {
    require(SocketH.SOL_SOCKET, SocketH.SO_TIMESTAMPING, flags, "SO_TIMESTAMPING", "");
  }

  /**
   * Binds to the spec's source.
   *
   * @param port port or identifier, 0: any; −1: none, so that without a source there is nothing to
   *     do
   */
  void bind(int port) throws IOException {
    IpAddress source = spec.source();
    if (source == null && port < 0) {
      return;
    }
    IpAddress own = source == null ? IpAddress.any(spec.family()) : source;
    int result = bindTo(own, Math.max(port, 0));
    check(
        result,
        "bind",
        port > 0 && spec.kind() == ChannelSpec.Kind.DATAGRAM
            ? own + " port " + port
            : own.toString(),
        result == -ErrnoH.EADDRNOTAVAIL ? "it is not an address of this host" : "");
  }

  /** Binds: 0 or −errno. */
  private int bindTo(IpAddress own, int port) {
    int result = Libc.bind(fd, address.address, put(address, own, port, scopeOf(own)));
    Reference.reachabilityFence(address);
    return result;
  }

  private int scopeOf(IpAddress address) {
    return address.needsScope() && !spec.device().isEmpty()
        ? new LinuxInterfaces().indexOf(spec.device())
        : 0;
  }

  /** Connects: 0 or −errno. */
  int connectTo(IpAddress destination, int port, int scope) {
    int result = Libc.connect(fd, address.address, put(address, destination, port, scope));
    Reference.reachabilityFence(address);
    return result;
  }

  /** An option of the family's own level as 32 unsigned bits, or −errno. */
  long get(int nameIpv4, int nameIpv6) {
    return options.get(fd, ipv4 ? InH.IPPROTO_IP : InH.IPPROTO_IPV6, ipv4 ? nameIpv4 : nameIpv6);
  }

  /** Writes a socket address and returns its length. */
  static int put(Block name, IpAddress address, int port, int scope) {
    if (address.family() == IpFamily.IPV4) {
      Sockaddr.putIn(name.bytes, 0, address.ipv4Bits(), port);
      return Sockaddr.IN;
    }
    Sockaddr.putIn6(name.bytes, 0, address.high(), address.low(), port, 0, scope);
    return Sockaddr.IN6;
  }

  /** The port, or identifier, that the socket is bound to. */
  int localPort() throws IOException {
    return Sockaddr.port(localName().bytes, 0);
  }

  /** The address that the socket is bound to, or that connecting has chosen. */
  IpAddress localAddress() throws IOException {
    ByteBuffer name = localName().bytes;
    return ipv4
        ? IpAddress.ofIpv4(Sockaddr.ipv4(name, 0))
        : new IpAddress(IpFamily.IPV6, Sockaddr.ipv6High(name, 0), Sockaddr.ipv6Low(name, 0));
  }

  private Block localName() throws IOException {
    Block name = Block.allocate(Sockaddr.STORAGE + 8);
    name.bytes.putInt(Sockaddr.STORAGE, Sockaddr.STORAGE);
    int result = Libc.getsockname(fd, name.address, name.address + Sockaddr.STORAGE);
    Reference.reachabilityFence(name);
    check(result, "getsockname", "");
    return name;
  }

  /** Ends a set-up that was refused. */
  void abandon() {
    Libc.close(fd);
  }
}
