// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.IcmpExtensions;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.IcmpTypeTable;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;

/** ICMP errors as nodes send them, and the rules on what must not be answered by one. */
final class IcmpErrors {
  /** RFC 1812 section 4.3.2.3 and RFC 4443 section 2.4 (c). */
  private static final int LONGEST_IPV4 = 576;

  private static final int LONGEST_IPV6 = 1280;

  /** TOS of ICMP errors: precedence 6 (RFC 1812 section 4.3.2.5). */
  private static final int INTERNETWORK_CONTROL = 0xc0;

  private static final int MESSAGE_HEADER = 8;

  private final Simulation simulation;
  private final PacketView message = new PacketView();

  IcmpErrors(Simulation simulation) {
    this.simulation = simulation;
  }

  /** TTL or hop limit used up. */
  void timeExceeded(Node node, PacketView about) {
    int type = about.ipv4 ? IcmpType.TIME_EXCEEDED : Icmpv6Type.TIME_EXCEEDED;
    send(node, about, type, 0, 0);
  }

  /** Destination unreachable, with the code of the packet's family. */
  void unreachable(Node node, PacketView about, int ipv4Code, int ipv6Code) {
    if (about.ipv4) {
      send(node, about, IcmpType.DESTINATION_UNREACHABLE, ipv4Code, 0);
    } else {
      send(node, about, Icmpv6Type.DESTINATION_UNREACHABLE, ipv6Code, 0);
    }
  }

  /** Fragmentation needed (RFC 1191) or packet too big. */
  void tooBig(Node node, PacketView about, int mtu) {
    if (about.ipv4) {
      int code = IcmpType.FRAGMENTATION_NEEDED;
      send(node, about, IcmpType.DESTINATION_UNREACHABLE, code, mtu);
    } else {
      send(node, about, Icmpv6Type.PACKET_TOO_BIG, 0, mtu);
    }
  }

  /**
   * Sends any ICMP error, if this node may and wants to.
   *
   * @param rest the four octets after the checksum, as far as RFC 4884 leaves them
   */
  void send(Node node, PacketView about, int type, int code, int rest) {
    IpFamily family = about.ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
    IpAddress source = node.errorSource(family);
    ErrorStyle style = node.errorStyle();
    if (source == null
        || !mayBeAnswered(about, type)
        || !style.allows(about.protocol, simulation.now())) {
      return;
    }
    int header = Headers.length(family);
    int longest = (about.ipv4 ? LONGEST_IPV4 : LONGEST_IPV6) - header - MESSAGE_HEADER;
    boolean extended =
        style.extensions != ErrorStyle.Extensions.NONE && takesExtensions(about, type);
    int tail = extended ? style.objects.length() : 0;
    int quoted = Math.min(Math.min(style.quote, about.length), longest - tail);
    int unit = about.ipv4 ? 4 : 8;
    int padded = quoted;
    if (extended) {
      int most =
          style.extensions == ErrorStyle.Extensions.LEGACY
              ? IcmpExtensions.LEAST_ORIGINAL_DATAGRAM
              : longest - tail;
      quoted = Math.min(quoted, most / unit * unit);
      padded = Math.max(IcmpExtensions.LEAST_ORIGINAL_DATAGRAM, (quoted + unit - 1) / unit * unit);
    }
    int handle = simulation.store.take(header + MESSAGE_HEADER + padded + tail);
    ByteBuffer octets = simulation.store.octets(handle);
    int at = simulation.store.start(handle);
    int protocol = about.ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    Headers.write(
        octets,
        at,
        family,
        simulation.store.length(handle),
        protocol,
        node.initialHopLimit(),
        about.ipv4 ? INTERNETWORK_CONTROL : 0,
        source.high(),
        source.low(),
        about.sourceHigh,
        about.sourceLow);
    int body = at + header;
    octets.putInt(body, type << 24 | code << 16).putInt(body + 4, rest);
    int quote = body + MESSAGE_HEADER;
    octets.put(quote, about.octets, about.at, quoted);
    for (int i = quoted; i < padded; i++) {
      octets.put(quote + i, (byte) 0);
    }
    if (about.ipv4 && style.quotedHeaderLength >= 0 && quoted > 0) {
      octets.put(quote, (byte) (0x40 | style.quotedHeaderLength));
    }
    if (extended) {
      extend(octets, body, quote + padded, padded / unit, about.ipv4, style);
    }
    depart(node, handle);
  }

  private static void extend(
      ByteBuffer octets, int body, int at, int units, boolean ipv4, ErrorStyle style) {
    if (style.extensions != ErrorStyle.Extensions.LEGACY) {
      octets.put(body + (ipv4 ? 5 : 4), (byte) units);
    }
    for (int i = 0; i < style.objects.length(); i++) {
      octets.put(at + i, (byte) style.objects.at(i));
    }
  }

  private void depart(Node node, int handle) {
    message.read(simulation.store, handle);
    message.sealTransport();
    simulation.depart(node, message, handle);
  }

  /** RFC 4884 section 4: destination unreachable, time exceeded and ICMP's parameter problem. */
  private static boolean takesExtensions(PacketView about, int type) {
    return about.ipv4
        ? type == IcmpType.DESTINATION_UNREACHABLE
            || type == IcmpType.TIME_EXCEEDED
            || type == IcmpType.PARAMETER_PROBLEM
        : type == Icmpv6Type.DESTINATION_UNREACHABLE || type == Icmpv6Type.TIME_EXCEEDED;
  }

  /** RFC 1122 section 3.2.2 and RFC 1812 section 4.3.2.7; RFC 4443 section 2.4 (e). */
  private boolean mayBeAnswered(PacketView about, int type) {
    return about.fragmentOffset == 0
        && !simulation.routes.isBroadcast(about)
        && !reportsItself(about)
        && (!about.destinationIsMulticast() || (!about.ipv4 && type == Icmpv6Type.PACKET_TOO_BIG))
        && (about.ipv4 ? isOneHost((int) about.sourceLow) : isOneHost(about));
  }

  private static boolean reportsItself(PacketView about) {
    if (!about.isIcmp() || about.transportLength() < 1) {
      return false;
    }
    int type = about.transportOctet(0);
    return about.ipv4
        ? IcmpTypeTable.of(IpFamily.IPV4).isError(type)
        : type < 128 || type == Icmpv6Type.REDIRECT;
  }

  /** Not this network, loopback, multicast, reserved or broadcast. */
  private static boolean isOneHost(int address) {
    int first = address >>> 24;
    return first != 0 && first != 127 && first < 224;
  }

  private static boolean isOneHost(PacketView about) {
    return (about.sourceHigh | about.sourceLow) != 0 && about.sourceHigh >>> 56 != 0xff;
  }
}
