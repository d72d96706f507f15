// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Answers of a node that is the destination. */
final class Responder {
  private static final int MESSAGE_HEADER = 8;
  private static final int TIMESTAMP_LENGTH = 20;
  private static final int WINDOW = 64_240;

  /** RFC 791 section 3.2: what is no longer is never divided, and needs no identification. */
  private static final int LEAST_MTU = 68;

  private final Simulation simulation;
  private @Nullable Reply reply;

  Responder(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Answers a packet if there is anything to answer, and releases it. */
  void answer(Node node, Services services, PacketView packet, int handle) {
    if (services.timeExceededInstead) {
      simulation.errors.timeExceeded(node, packet);
      simulation.store.release(handle);
      return;
    }
    int whole = simulation.reassembly.take(packet, handle);
    if (whole < 0) {
      return;
    }
    if (packet.transportIsRight()) {
      switch (packet.protocol) {
        case IpProtocol.IGMP -> hearGroups(services, packet);
        case IpProtocol.ICMP, IpProtocol.ICMPV6 -> answerIcmp(node, services, packet);
        case IpProtocol.UDP, IpProtocol.UDP_LITE -> answerUdp(node, services, packet);
        case IpProtocol.TCP -> answerTcp(node, services, packet);
        default -> refuseProtocol(node, services, packet);
      }
    }
    simulation.store.release(whole);
  }

  private void answerIcmp(Node node, Services services, PacketView packet) {
    if (!packet.isIcmp() || packet.transportLength() < MESSAGE_HEADER) {
      return;
    }
    int type = packet.transportOctet(0);
    if (type == (packet.ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST)) {
      if (services.echo) {
        int answer = packet.ipv4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY;
        send(node, services, packet, back(node, packet, answer << 24));
      }
    } else if (packet.ipv4 && type == IcmpType.TIMESTAMP_REQUEST && services.timestamp) {
      answerTimestamp(node, services, packet);
    }
  }

  private static void hearGroups(Services services, PacketView packet) {
    if (services.querier != null) {
      services.querier.hear(packet);
    }
  }

  /** The packet's transport octets on their way back, with another first word. */
  private int back(Node node, PacketView packet, int firstWord) {
    int handle = header(node, packet, packet.transportLength());
    ByteBuffer octets = simulation.store.octets(handle);
    int body = bodyOf(handle, packet);
    octets.put(body, packet.octets, packet.transport, packet.transportLength());
    octets.putInt(body, firstWord);
    return handle;
  }

  private void answerTimestamp(Node node, Services services, PacketView packet) {
    if (packet.transportLength() < TIMESTAMP_LENGTH) {
      return;
    }
    int handle = back(node, packet, IcmpType.TIMESTAMP_REPLY << 24);
    long millis = simulation.epochNanos() / 1_000_000 + services.clockOffsetMillis;
    int sinceMidnight = (int) Math.floorMod(millis, 86_400_000L);
    int body = bodyOf(handle, packet);
    simulation
        .store
        .octets(handle)
        .putInt(body + 12, sinceMidnight)
        .putInt(body + 16, sinceMidnight);
    send(node, services, packet, handle);
  }

  private void answerUdp(Node node, Services services, PacketView packet) {
    if (packet.transportLength() < MESSAGE_HEADER) {
      return;
    }
    int port = packet.transportWord(2);
    if (services.udpOpen.get(port)) {
      int ports = port << 16 | packet.transportWord(0);
      send(node, services, packet, back(node, packet, ports));
    } else if (!services.closedSilent) {
      simulation.errors.unreachable(
          node, packet, IcmpType.PORT_UNREACHABLE, Icmpv6Type.PORT_UNREACHABLE);
    }
  }

  /** RFC 9293 section 3.10.7: a listening port takes a TcpHeader.SYN, everything else is reset. */
  private void answerTcp(Node node, Services services, PacketView packet) {
    if (packet.transportLength() < TcpHeader.LENGTH || packet.destinationIsMulticast()) {
      return;
    }
    int flags = packet.transportOctet(13);
    boolean open = isOpen(services.tcpOpen, packet);
    if ((flags & TcpHeader.RST) != 0 || (!open && services.closedSilent)) {
      return;
    }
    int header = 4 * (packet.transportOctet(12) >>> 4);
    int sequence = packet.octets.getInt(packet.transport + 4);
    int acknowledged = packet.octets.getInt(packet.transport + 8);
    int taken = Math.max(0, packet.transportLength() - header);
    taken += (flags & TcpHeader.SYN) != 0 ? 1 : 0;
    taken += (flags & TcpHeader.FIN) != 0 ? 1 : 0;
    if (open && (flags & (TcpHeader.SYN | TcpHeader.ACK)) == TcpHeader.SYN) {
      int first = sequence * 0x9e3779b1 + 1; // any number would do
      sendSegment(node, services, packet, first, sequence + 1, TcpHeader.SYN | TcpHeader.ACK);
    } else if ((flags & TcpHeader.ACK) != 0) {
      sendSegment(node, services, packet, acknowledged, 0, TcpHeader.RST);
    } else {
      sendSegment(node, services, packet, 0, sequence + taken, TcpHeader.RST | TcpHeader.ACK);
    }
  }

  private static boolean isOpen(BitSet ports, PacketView packet) {
    return ports.get(packet.transportWord(2));
  }

  private void sendSegment(
      Node node, Services services, PacketView packet, int sequence, int acknowledged, int flags) {
    int handle = header(node, packet, TcpHeader.LENGTH);
    int body = bodyOf(handle, packet);
    simulation
        .store
        .octets(handle)
        .putInt(body, packet.transportWord(2) << 16 | packet.transportWord(0))
        .putInt(body + 4, sequence)
        .putInt(body + 8, acknowledged)
        .putInt(
            body + 12,
            TcpHeader.LENGTH / 4 << 28 | flags << 16 | ((flags & TcpHeader.SYN) != 0 ? WINDOW : 0))
        .putInt(body + 16, 0);
    send(node, services, packet, handle);
  }

  private void refuseProtocol(Node node, Services services, PacketView packet) {
    if (services.closedSilent) {
      return;
    }
    if (packet.ipv4) {
      simulation.errors.unreachable(node, packet, IcmpType.PROTOCOL_UNREACHABLE, 0);
    } else {
      // RFC 8200 section 4: code 1, pointing at the number nobody knows
      int pointer = packet.nextHeaderField - packet.at;
      simulation.errors.send(
          node, packet, Icmpv6Type.PARAMETER_PROBLEM, Icmpv6Type.UNRECOGNIZED_NEXT_HEADER, pointer);
    }
  }

  /** A packet with a header back to the source and room for {@code octets} after it. */
  private int header(Node node, PacketView packet, int octets) {
    IpFamily family = packet.ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
    int length = Headers.length(family) + octets;
    int handle = simulation.store.take(length);
    long high = packet.destinationHigh;
    long low = packet.destinationLow;
    IpAddress own = node.address(family);
    if (own != null && (packet.destinationIsMulticast() || simulation.routes.isBroadcast(packet))) {
      high = own.high();
      low = own.low();
    }
    Headers.write(
        simulation.store.octets(handle),
        simulation.store.start(handle),
        family,
        length,
        packet.protocol,
        node.initialHopLimit(),
        packet.trafficClass,
        high,
        low,
        packet.sourceHigh,
        packet.sourceLow);
    if (packet.ipv4 && length > LEAST_MTU) {
      int at = simulation.store.start(handle);
      int number = simulation.fragmentation.identification();
      simulation.store.octets(handle).putShort(at + 4, (short) number);
      Headers.seal(simulation.store.octets(handle), at);
    }
    return handle;
  }

  private int bodyOf(int handle, PacketView packet) {
    return simulation.store.start(handle)
        + Headers.length(packet.ipv4 ? IpFamily.IPV4 : IpFamily.IPV6);
  }

  private void send(Node node, Services services, PacketView packet, int handle) {
    if (!packet.ipv4) {
      simulation.store.markInFragments(handle); // a source learns the path MTU and fragments
    }
    Reply leaving = reply;
    if (leaving == null) {
      leaving = new Reply(simulation, node);
      reply = leaving;
    }
    leaving.send(node, services, handle);
  }
}
