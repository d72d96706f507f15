// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.LinkType;
import io.sonde.net.Network;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Regular sockets by which packets leave as those of any program do: connects of TCP, connected
 * datagrams of UDP, echo requests of ICMP datagram sockets. Each conversation has its own.
 */
final class Sockets {
  private static final int DONT_FRAGMENT = 0x4000;
  private static final int FRAGMENT = 0x3fff;
  private static final int SYN = 2;
  private static final int SYN_AND_ACK = 0x12;
  private static final int TCP_CHECKSUM = 16;
  private static final int CONNECTS = 64;

  private final Network network;
  private final String device;
  private final Map<Key, Lane> lanes = new HashMap<>();
  private final Map<Integer, Lane> byChannel = new HashMap<>();

  /**
   * What the packets of a socket have in common.
   *
   * @param peer null: any
   * @param port own port or identifier; 0: the host's choice
   */
  private record Key(
      ChannelSpec.Kind kind,
      int protocol,
      IpAddress source,
      int port,
      @Nullable IpAddress peer,
      int peerPort,
      PathMtu pathMtu) {}

  Sockets(Network network, String device) {
    this.network = network;
    this.device = device;
  }

  /** Those of a run; null where they are not asked for. */
  static @Nullable Sockets of(SendSettings settings, Network network) {
    return settings.path() == Path.SOCKET ? new Sockets(network, settings.device()) : null;
  }

  /**
   * The lane of a packet, opened if need be.
   *
   * @param scope interface of a link-local destination; else 0
   * @param everybody whether the destination is a broadcast address
   * @throws UnsendableException if no regular socket sends such a packet
   */
  Lane lane(IpPacket packet, int scope, boolean everybody) throws IOException {
    Key key = key(packet, everybody);
    Lane lane = lanes.get(key);
    if (lane == null) {
      lane = open(key, packet.family(), scope);
      lanes.put(key, lane);
      byChannel.put(lane.channel().index(), lane);
    }
    return lane;
  }

  private Key key(IpPacket packet, boolean everybody) throws UnsendableException {
    boolean ipv4 = packet.family() == IpFamily.IPV4;
    ByteBuffer octets = packet.octets();
    int at = packet.at();
    int protocol = packet.protocol();
    int transport = packet.transport();
    int flags = ipv4 ? BigEndian.unsignedShort(octets, at + 6) : 0;
    int length = at + packet.length() - transport;
    if ((flags & FRAGMENT) != 0) {
      throw new UnsendableException("--via socket: a regular socket sends no fragment as such");
    }
    PathMtu mtu = PathMtu.DEFAULT;
    if (ipv4) {
      mtu = (flags & DONT_FRAGMENT) != 0 ? PathMtu.PROBE : PathMtu.DONT;
    }
    IpAddress source = packet.source();
    IpAddress any = IpAddress.any(packet.family());
    if (protocol == IpProtocol.TCP
        && length >= 20
        && (BigEndian.octet(octets, transport + 13) & SYN_AND_ACK) == SYN) {
      return new Key(ChannelSpec.Kind.CONNECT, protocol, any, 0, null, 0, mtu);
    }
    if ((protocol == IpProtocol.UDP || protocol == IpProtocol.UDP_LITE) && length >= 8) {
      IpAddress peer = packet.destination();
      boolean all = everybody || peer.isMulticast() || isLimitedBroadcast(peer);
      return new Key(
          ChannelSpec.Kind.DATAGRAM,
          protocol,
          source,
          BigEndian.unsignedShort(octets, transport),
          all ? null : peer,
          all ? 0 : BigEndian.unsignedShort(octets, transport + 2),
          mtu);
    }
    boolean echo =
        protocol == (ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)
            && length >= 8
            && BigEndian.unsignedShort(octets, transport) == (ipv4 ? 8 : 128) << 8;
    if (!echo) {
      throw new UnsendableException(
          "--via socket: a regular socket sends a SYN of TCP, UDP and echo requests, not this");
    }
    int identifier = BigEndian.unsignedShort(octets, transport + 4);
    return new Key(ChannelSpec.Kind.ICMP_DATAGRAM, protocol, source, identifier, null, 0, mtu);
  }

  private static boolean isLimitedBroadcast(IpAddress address) {
    return address.family() == IpFamily.IPV4 && address.ipv4Bits() == -1;
  }

  private Lane open(Key key, IpFamily family, int scope) throws IOException {
    boolean connects = key.kind == ChannelSpec.Kind.CONNECT;
    ChannelSpec.Builder spec =
        ChannelSpec.builder(key.kind, family, key.protocol)
            .device(device)
            .pathMtu(key.pathMtu)
            .broadcast(true)
            .stamps(connects ? ChannelSpec.Stamps.NONE : ChannelSpec.Stamps.BOTH)
            .connected(key.peer, scope);
    if (!key.source.isUnspecified()) {
      spec.source(key.source);
    }
    ChannelSpec wanted = spec.identifier(key.port > 0 ? key.port : -1).build();
    int slots = connects ? CONNECTS : 1;
    try {
      return new Lane(network, network.open(wanted), LinkType.RAW_IP, slots);
    } catch (NotPermittedException e) {
      throw e;
    } catch (IOException e) {
      if (key.kind != ChannelSpec.Kind.ICMP_DATAGRAM) {
        throw unsendable(e);
      }
    }
    try { // the identifier may be somebody else's
      return new Lane(network, network.open(spec.identifier(-1).build()), LinkType.RAW_IP, slots);
    } catch (IOException e) {
      throw unsendable(e);
    }
  }

  private static UnsendableException unsendable(IOException e) {
    return new UnsendableException("--via socket: " + e.getMessage());
  }

  /** What of the packet that was added last the socket puts on the wire otherwise, as keys. */
  static List<String> notHonoured(Lane lane, IpPacket packet) {
    PacketBatch batch = lane.batch();
    int slot = batch.count - 1;
    int transport = packet.transport() - packet.at();
    String carried = carried(packet);
    if (carried.equals("tcp")) {
      dropRightChecksum(packet, transport, batch, slot);
    }
    List<String> keys = new ArrayList<>();
    for (HeaderField field : lane.channel().notHonoured(batch, slot)) {
      keys.add(key(field, packet.family() == IpFamily.IPV4, carried));
    }
    return keys;
  }

  private static String carried(IpPacket packet) {
    boolean ipv4 = packet.family() == IpFamily.IPV4;
    return switch (packet.protocol()) {
      case IpProtocol.TCP -> "tcp";
      case IpProtocol.UDP -> "udp";
      case IpProtocol.UDP_LITE -> "udplite";
      default -> ipv4 ? "icmp" : "icmp6";
    };
  }

  /** The host computes the checksum of a segment: a right one is honoured, and 0 says that. */
  private static void dropRightChecksum(
      IpPacket packet, int transport, PacketBatch batch, int slot) {
    boolean ipv4 = packet.family() == IpFamily.IPV4;
    int length = batch.length[slot] - transport;
    int at = batch.start[slot];
    long sum =
        InternetChecksum.add(0, batch.octets, at + (ipv4 ? 12 : 8), ipv4 ? 8 : 32)
            + IpProtocol.TCP
            + length;
    sum = InternetChecksum.add(sum, batch.octets, at + transport, length);
    if (InternetChecksum.fold(sum) == 0) {
      BigEndian.putShort(batch.octets, at + transport + TCP_CHECKSUM, 0);
    }
  }

  private static String key(HeaderField field, boolean ipv4, String carried) {
    String ip = ipv4 ? "ip." : "ip6.";
    return switch (field) {
      case LINK_HEADER -> "eth";
      case VERSION -> ip + "version";
      case HEADER_LENGTH -> ip + "ihl";
      case TRAFFIC_CLASS -> ip + (ipv4 ? "tos" : "tc");
      case TOTAL_LENGTH -> ip + "len";
      case IDENTIFICATION -> ip + "id";
      case FRAGMENT -> ip + "frag";
      case DONT_FRAGMENT -> ip + "flags";
      case TIME_TO_LIVE -> ip + (ipv4 ? "ttl" : "hlim");
      case PROTOCOL -> ip + (ipv4 ? "proto" : "nh");
      case EXTENSION_HEADERS -> ip + "nh";
      case HEADER_CHECKSUM -> ip + "chksum";
      case SOURCE -> ip + "src";
      case DESTINATION -> ip + "dst";
      case FLOW_LABEL -> ip + "fl";
      case OPTIONS -> ip + "opt";
      case ICMP_TYPE -> carried + ".type";
      case ICMP_IDENTIFIER -> carried + ".id";
      case SOURCE_PORT -> carried + ".sport";
      case DESTINATION_PORT -> carried + ".dport";
      case TCP_SEQUENCE -> carried + ".seq";
      case TCP_FLAGS -> carried + ".flags";
      case TCP_OPTIONS -> carried + ".opt";
      case TRANSPORT_CHECKSUM -> carried + ".chksum";
      case PAYLOAD -> "data";
    };
  }

  /** A packet is waited for no longer. */
  void forget(int channel, long number) {
    Lane lane = byChannel.get(channel);
    if (lane != null) {
      lane.channel().forget(number);
    }
  }
}
