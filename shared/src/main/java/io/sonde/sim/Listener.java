// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.ChannelSpec;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.UdpHeader;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import org.jspecify.annotations.Nullable;

/** What one socket hears of the packets that arrive at the host. */
final class Listener {
  /** Linux tells a socket of no unreachable code above (icmp_unreach, NR_ICMP_UNREACH). */
  private static final int LAST_UNREACHABLE_CODE = 15;

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;

  private final SimulatedNetwork network;
  private final SimulatedChannel channel;
  private final ChannelSpec spec;
  private final int identifier;
  private final boolean ipv4;
  private final boolean checksChecksum;

  Listener(
      SimulatedNetwork network,
      SimulatedChannel channel,
      ChannelSpec spec,
      NetworkCapabilities capabilities) {
    this.network = network;
    this.channel = channel;
    this.spec = spec;
    identifier = capabilities.identifier();
    ipv4 = spec.family() == IpFamily.IPV4;
    checksChecksum = capabilities.ownsChecksum();
  }

  void hear(PacketView packet, Quote quote) {
    if (packet.ipv4 != ipv4 || (checksChecksum && !packet.transportIsRight())) {
      return;
    }
    switch (spec.kind()) {
      case ICMP_DATAGRAM -> hearEcho(packet, quote);
      case DATAGRAM -> hearDatagram(packet, quote);
      case CONNECT -> channel.connects.hear(packet, quote);
      case RAW, RAW_RECEIVER -> hearRaw(packet, quote);
      default -> {}
    }
  }

  /** What a packet socket hears: frames that begin with the IP header, of the type asked for. */
  void hearFrame(PacketView packet) {
    int type = packet.ipv4 ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6;
    boolean wanted = spec.etherType() == ChannelSpec.EVERY_FRAME || spec.etherType() == type;
    boolean ownVoice = network.isLocal(packet.sourceHigh, packet.sourceLow); // by loopback
    if (spec.kind() == ChannelSpec.Kind.LINK && wanted && !ownVoice) {
      enqueue(packet, packet.at, PacketBatch.IP);
    }
  }

  private void hearEcho(PacketView packet, Quote quote) {
    if (!packet.isIcmp() || packet.transportLength() < 8) {
      return;
    }
    if (quote.isPresent()) {
      if (isOwn(quote, packet) && kernelReports(quote)) {
        error(packet, quote, quote.transport, PacketBatch.TRANSPORT);
      }
    } else if (packet.transportOctet(0) == (ipv4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY)
        && packet.transportWord(4) == identifier
        && isForHere(packet)) {
      enqueue(packet, packet.transport, PacketBatch.TRANSPORT);
    }
  }

  private boolean isOwn(Quote quote, PacketView packet) {
    return quote.isWhole()
        && quote.protocol == (ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)
        && (packet.octets.get(quote.transport) & 0xff)
            == (ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST)
        && (packet.octets.getShort(quote.transport + 4) & 0xffff) == identifier;
  }

  private boolean kernelReports(Quote quote) {
    if (!ipv4) {
      return true;
    }
    // reassembly time exceeded ends in icmp_unreach before any socket is told
    return quote.type == IcmpType.TIME_EXCEEDED
        ? quote.code == 0
        : quote.type != IcmpType.DESTINATION_UNREACHABLE || quote.code <= LAST_UNREACHABLE_CODE;
  }

  private void hearDatagram(PacketView packet, Quote quote) {
    if (packet.protocol == spec.protocol()) {
      if (packet.transportLength() >= UdpHeader.LENGTH
          && channel.hasFlow(packet.transportWord(2))
          && packet.transportIsRight()
          && isForHere(packet)) {
        enqueue(packet, packet.transport + UdpHeader.LENGTH, PacketBatch.PAYLOAD);
      }
    } else if (quote.isWhole() && quote.protocol == spec.protocol() && reachesDatagram(quote)) {
      int port = packet.octets.getShort(quote.transport) & 0xffff;
      if (channel.hasFlow(port)) {
        int from = quote.transport + UdpHeader.LENGTH;
        Arrival arrival = error(packet, quote, from, PacketBatch.PAYLOAD);
        arrival.originalPort = packet.octets.getShort(quote.transport + 2) & 0xffff;
        arrival.localPort = port;
        if (quote.transportLength == UdpHeader.LENGTH) {
          arrival.content = PacketBatch.NOTHING;
        }
      }
    }
  }

  /** What __udp4_lib_err and __udp6_lib_err of Linux put into the error queue. */
  private boolean reachesDatagram(Quote quote) {
    boolean routing =
        ipv4 && (quote.type == IcmpType.REDIRECT || quote.type == IcmpType.SOURCE_QUENCH);
    boolean ignoredMtu = quote.saysTooBig() && spec.pathMtu() == PathMtu.DONT;
    return kernelReports(quote) && !routing && !ignoredMtu;
  }

  private void hearRaw(PacketView packet, Quote quote) {
    if (packet.protocol == spec.protocol() && isForHere(packet) && passesFilter(packet, quote)) {
      int start = ipv4 ? packet.at : packet.transport;
      enqueue(packet, start, ipv4 ? PacketBatch.IP : PacketBatch.TRANSPORT);
    }
  }

  /** Bound address and peer, as the kernel compares them. */
  private boolean isForHere(PacketView packet) {
    return same(spec.source(), packet.destinationHigh, packet.destinationLow)
        && same(spec.connected(), packet.sourceHigh, packet.sourceLow);
  }

  private static boolean same(@Nullable IpAddress wanted, long high, long low) {
    return wanted == null
        || wanted.isUnspecified()
        || (wanted.high() == high && wanted.low() == low);
  }

  /** What a BPF program for the filter does. */
  private boolean passesFilter(PacketView packet, Quote quote) {
    int own = spec.filter().identifier();
    if (own < 0 && !spec.filter().ownErrorsOnly()) {
      return true;
    }
    if (!packet.isIcmp()) {
      return own < 0 || (packet.transportLength() >= 4 && packet.transportWord(2) == own);
    }
    if (quote.isPresent()) {
      return !spec.filter().ownErrorsOnly() || own < 0 || quotes(quote, packet, own);
    }
    return isReply(packet)
        ? own < 0 || (packet.transportLength() >= 8 && packet.transportWord(4) == own)
        : !spec.filter().ownErrorsOnly();
  }

  private static boolean quotes(Quote quote, PacketView packet, int own) {
    boolean icmp = quote.protocol == IpProtocol.ICMP || quote.protocol == IpProtocol.ICMPV6;
    return quote.isWhole()
        && (packet.octets.getShort(quote.transport + (icmp ? 4 : 0)) & 0xffff) == own;
  }

  private boolean isReply(PacketView packet) {
    int type = packet.transportLength() == 0 ? -1 : packet.transportOctet(0);
    return ipv4
        ? type == IcmpType.ECHO_REPLY
            || type == IcmpType.TIMESTAMP_REPLY
            || type == IcmpType.ADDRESS_MASK_REPLY
        : type == Icmpv6Type.ECHO_REPLY;
  }

  private void enqueue(PacketView packet, int start, int content) {
    int length = packet.at + packet.length - start;
    if (channel.hasRoom(length)) {
      Arrival arrival = network.addData();
      if (content == PacketBatch.PAYLOAD) {
        arrival.port = packet.transportWord(0);
        arrival.localPort = packet.transportWord(2);
      }
      arrival.kind = PacketBatch.PACKET;
      arrival.content = content;
      arrival.charge = SimulatedChannel.charge(length);
      arrival.packet = network.simulation.store.take(packet.octets, start, length);
      describe(arrival, packet);
      stamp(arrival);
    }
  }

  private Arrival error(PacketView packet, Quote quote, int from, int content) {
    Arrival arrival = network.stamps.add();
    arrival.kind = PacketBatch.ERROR;
    arrival.channel = channel.index();
    arrival.describe(packet, quote, from, network.simulation.store);
    arrival.content = content;
    arrival.extensions = quote.extensionsBehind(packet, from);
    arrival.scope = network.scope(packet);
    stamp(arrival);
    return arrival;
  }

  private void describe(Arrival arrival, PacketView packet) {
    arrival.channel = channel.index();
    arrival.addressHigh = packet.sourceHigh;
    arrival.addressLow = packet.sourceLow;
    arrival.hopLimit = packet.hopLimit;
    arrival.trafficClass = packet.trafficClass;
    arrival.scope = network.scope(packet);
  }

  private void stamp(Arrival arrival) {
    if (spec.stamps() != ChannelSpec.Stamps.NONE && network.host.stampsArrival()) {
      arrival.clock = PacketBatch.KERNEL;
      arrival.time = network.host.arrivalStamp();
    }
  }
}
