// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.EpollEvent;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.EnumSet;
import java.util.List;

/**
 * Regular TCP sockets, tcp(7): one non-blocking connect for each packet, a SYN. All of them wait in
 * one epoll(7) set; each is closed by a reset once its outcome is told.
 */
final class ConnectChannel extends Inlet implements Channel {
  /** Octets of a TCP header without options. */
  static final int HEADER = 20;

  /** The flag in octets 12 and 13 of the header. */
  static final int SYN = 2;

  private static final int EVENTS = 64;

  // struct tcp_info, linux/tcp.h: state 0; smoothed round trip, at first that of the SYN, in
  // microseconds, 68; retransmissions of all segments, at first the SYN, 100
  private static final int TCP_INFO_OCTETS = 104;
  private static final int TCP_CLOSE = 7;
  private static final int ROUND_TRIP = 68;
  private static final int TOTAL_RETRANSMISSIONS = 100;

  private final boolean ipv4;
  private final SocketSetup setup;
  private final NetworkCapabilities capabilities;
  private final Connects connects = new Connects();
  private final SendNumbers numbers = new SendNumbers();
  private final SocketOptions options = new SocketOptions();
  private final Block name = Block.allocate(Sockaddr.IN6);
  private final Block events = Block.allocate(EVENTS * EpollEvent.SIZE);
  private final Block info = Block.allocate(TCP_INFO_OCTETS + 8);
  private final Block reset = Block.allocate(8); // struct linger: on, no seconds
  private boolean closed;

  private ConnectChannel(
      LinuxNetwork network,
      int index,
      ChannelSpec spec,
      int epoll,
      SocketSetup setup,
      boolean extensions) {
    super(network, index, spec, epoll);
    this.setup = setup;
    ipv4 = spec.family() == IpFamily.IPV4;
    reset.bytes.putInt(0, 1);
    capabilities =
        new NetworkCapabilities(
            -1,
            -1,
            -1,
            EnumSet.of(
                HeaderField.TRAFFIC_CLASS,
                HeaderField.TIME_TO_LIVE,
                HeaderField.PROTOCOL,
                HeaderField.SOURCE,
                HeaderField.DESTINATION,
                HeaderField.SOURCE_PORT,
                HeaderField.DESTINATION_PORT),
            false,
            true,
            false,
            Descriptors.room(),
            DatagramIcmpChannel.blind(extensions));
  }

  /** Tries the spec on a first socket, so that what is missing is said now. */
  static ConnectChannel open(LinuxNetwork network, int index, ChannelSpec spec) throws IOException {
    SocketSetup setup = SocketSetup.open(spec, SocketH.SOCK_STREAM, InH.IPPROTO_TCP);
    boolean extensions;
    try {
      setup.path();
      setup.bind(-1);
      extensions = setup.reportErrors();
    } finally {
      setup.abandon();
    }
    int epoll = Failure.check(Libc.epollCreate1(FcntlH.EPOLL_CLOEXEC), "epoll_create1", "");
    return new ConnectChannel(network, index, spec, epoll, setup, extensions);
  }

  @Override
  public int index() {
    return channel;
  }

  @Override
  public NetworkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<HeaderField> notHonoured(PacketBatch out, int slot) {
    return Fidelity.withoutHeader(spec, capabilities, out, slot);
  }

  @Override
  public int send(PacketBatch out, int from) throws IOException {
    if (closed) {
      throw new IOException("the channel is closed");
    }
    for (int slot = from; slot < out.count; slot++) {
      out.number[slot] = -1;
      out.detail[slot] = 0;
      out.outcome[slot] = begin(out, slot);
    }
    return Math.max(from, out.count);
  }

  private int begin(PacketBatch out, int slot) throws IOException {
    int tcp = ipHeader(out, slot);
    if (tcp < 0
        || (half(out, slot, tcp + 12) & SYN) == 0
        || half(out, slot, tcp + 2) == 0
        || !Fidelity.routesToDestination(spec.family(), out, slot)) {
      return PacketBatch.NOT_HONOURED;
    }
    if (connects.alive() >= capabilities.maxOutstanding()) {
      out.detail[slot] = ErrnoH.EMFILE;
      return PacketBatch.NO_BUFFERS;
    }
    int socket = setup.renew(SocketH.SOCK_STREAM, InH.IPPROTO_TCP);
    if (socket < 0) {
      out.detail[slot] = -socket;
      return Failure.outcome(-socket);
    }
    int result = prepare(out, slot, tcp, socket);
    if (result == 0) {
      result = connect(out, slot, half(out, slot, tcp + 2));
    }
    if (result < 0 && result != -ErrnoH.EINPROGRESS && result != -ErrnoH.ECONNREFUSED) {
      Libc.close(socket);
      out.detail[slot] = -result;
      return Failure.outcome(-result);
    }
    long number = numbers.take();
    out.number[slot] = number;
    connects.add(
        number,
        socket,
        ipv4 ? 0 : out.octets.getLong(out.start[slot] + 24),
        ipv4
            ? 0xffffL << 32 | Integer.toUnsignedLong(out.octets.getInt(out.start[slot] + 16))
            : out.octets.getLong(out.start[slot] + 32),
        half(out, slot, tcp + 2));
    EpollEvent.put(events.bytes, 0, FcntlH.POLLOUT, number);
    Libc.epollCtl(fd, FcntlH.EPOLL_CTL_ADD, socket, events.address);
    return PacketBatch.SENT;
  }

  private int ipHeader(PacketBatch out, int slot) {
    int header = -1;
    if (ipv4) {
      header = Ipv4Slot.headerLength(out, slot, InH.IPPROTO_TCP);
    } else if (Ipv6Slot.isPlain(out, slot, InH.IPPROTO_TCP)) {
      header = Ipv6Slot.HEADER;
    }
    return out.length[slot] < header + HEADER ? -1 : header;
  }

  private static int half(PacketBatch out, int slot, int offset) {
    return Short.toUnsignedInt(out.octets.getShort(out.start[slot] + offset));
  }

  /** Options and own address of a new socket: 0 or −errno. */
  private int prepare(PacketBatch out, int slot, int tcp, int socket) throws IOException {
    try {
      setup.path();
      setup.reportErrors();
    } catch (IOException e) {
      setup.abandon();
      throw e;
    }
    int level = ipv4 ? InH.IPPROTO_IP : InH.IPPROTO_IPV6;
    int at = out.start[slot];
    int hops = Byte.toUnsignedInt(out.octets.get(at + (ipv4 ? 8 : 7)));
    if (hops != 0) {
      options.set(socket, level, ipv4 ? InH.IP_TTL : InH.IPV6_UNICAST_HOPS, hops);
    }
    int trafficClass = out.octets.getInt(at) >>> (ipv4 ? 16 : 20) & 0xff;
    if (trafficClass != 0) {
      options.set(socket, level, ipv4 ? InH.IP_TOS : InH.IPV6_TCLASS, trafficClass);
    }
    return bind(out, slot, half(out, slot, tcp), socket);
  }

  /** Binds to the slot's source, else the spec's, and the slot's port. */
  private int bind(PacketBatch out, int slot, int port, int socket) throws IOException {
    int at = out.start[slot];
    long high = ipv4 ? 0 : out.octets.getLong(at + 8);
    long low = ipv4 ? out.octets.getInt(at + 12) : out.octets.getLong(at + 16);
    if ((high | low) == 0 && spec.source() != null) {
      high = spec.source().high();
      low = spec.source().low();
    } else if ((high | low | port) == 0) {
      return 0;
    }
    if (port == 0) {
      options.set(socket, InH.IPPROTO_IP, InH.IP_BIND_ADDRESS_NO_PORT, 1);
    } else {
      options.set(socket, SocketH.SOL_SOCKET, SocketH.SO_REUSEADDR, 1);
    }
    int result = Libc.bind(socket, name.address, address(high, low, port, out.scope[slot]));
    Reference.reachabilityFence(name);
    return result;
  }

  private int connect(PacketBatch out, int slot, int port) {
    int at = out.start[slot];
    long high = ipv4 ? 0 : out.octets.getLong(at + 24);
    long low = ipv4 ? out.octets.getInt(at + 16) : out.octets.getLong(at + 32);
    int result = Libc.connect(setup.fd, name.address, address(high, low, port, out.scope[slot]));
    Reference.reachabilityFence(name);
    return result;
  }

  private int address(long high, long low, int port, int scope) {
    if (ipv4) {
      Sockaddr.putIn(name.bytes, 0, (int) low, port);
      return Sockaddr.IN;
    }
    Sockaddr.putIn6(name.bytes, 0, high, low, port, 0, scope);
    return Sockaddr.IN6;
  }

  @Override
  void read(LinuxPacketBatch in, int limit) throws IOException {
    while (in.cursor < limit) {
      int room = Math.min(EVENTS, limit - in.cursor);
      int result = Libc.epollWait(fd, events.address, room, 0);
      if (result < 0 && result != -ErrnoH.EINTR) {
        throw Failure.of(result, "epoll_wait", "", "");
      }
      if (result > 0) {
        network.arrivals.seen();
      }
      for (int i = 0; i < result; i++) {
        settle(in, EpollEvent.data(events.bytes, i));
      }
      if (result >= 0 && result < room) {
        return;
      }
    }
  }

  @Override
  void readErrors(LinuxPacketBatch in) {
    errorsPending = false; // each connect's are read with its outcome
  }

  /** Tells the outcome of a connect, and closes it. */
  private void settle(LinuxPacketBatch in, long number) throws IOException {
    int socket = connects.descriptor(number);
    int before = in.count;
    takeErrors(socket, in, 1);
    if (in.count > before) {
      in.number[before] = number;
    } else {
      long error = options.get(socket, SocketH.SOL_SOCKET, SocketH.SO_ERROR);
      askInfo(socket);
      int kind = outcome((int) error);
      int slot = network.arrivals.event(this, in, kind);
      in.number[slot] = number;
      if (kind == PacketBatch.ERROR) {
        in.detail[slot] = (int) error;
        in.originalHigh[slot] = connects.high(number);
        in.originalLow[slot] = connects.low(number);
        in.originalPort[slot] = connects.port(number);
      } else {
        in.detail[slot] = info.bytes.getInt(TOTAL_RETRANSMISSIONS) > 0 ? 1 : 0;
        in.roundTrip[slot] = 1000L * info.bytes.getInt(ROUND_TRIP); // 0 of a refusal
        in.addressHigh[slot] = connects.high(number);
        in.addressLow[slot] = connects.low(number);
        in.port[slot] = connects.port(number);
      }
    }
    end(number);
  }

  private int outcome(int error) {
    return switch (error) {
      // a refusal that connect(2) itself has told leaves no error behind
      case 0 -> info.bytes.get(0) == TCP_CLOSE ? PacketBatch.REFUSED : PacketBatch.CONNECTED;
      case ErrnoH.ECONNREFUSED -> PacketBatch.REFUSED;
      case ErrnoH.ECONNRESET, ErrnoH.EPIPE -> PacketBatch.CONNECTED; // and reset since
      default -> PacketBatch.ERROR;
    };
  }

  private void askInfo(int socket) {
    info.bytes.putInt(ROUND_TRIP, 0);
    info.bytes.putInt(TOTAL_RETRANSMISSIONS, 0);
    info.bytes.putInt(TCP_INFO_OCTETS, TCP_INFO_OCTETS);
    Libc.getsockopt(
        socket, InH.IPPROTO_TCP, InH.TCP_INFO, info.address, info.address + TCP_INFO_OCTETS);
    Reference.reachabilityFence(info);
  }

  private void end(long number) {
    int socket = connects.descriptor(number);
    connects.remove(number);
    Libc.epollCtl(fd, FcntlH.EPOLL_CTL_DEL, socket, events.address); // a child may share it
    Libc.setsockopt(socket, SocketH.SOL_SOCKET, SocketH.SO_LINGER, reset.address, 8);
    Reference.reachabilityFence(reset);
    Libc.close(socket);
  }

  @Override
  public void forget(long number) {
    if (!closed && connects.descriptor(number) >= 0) {
      end(number);
    }
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    shut();
  }

  @Override
  void shut() throws IOException {
    if (closed) {
      return;
    }
    for (int entry = 0; entry < connects.entries(); entry++) {
      if (connects.numberIn(entry) >= 0) {
        end(connects.numberIn(entry));
      }
    }
    closed = true;
    network.closed(this);
    Failure.check(Libc.close(fd), "close", "");
  }
}
