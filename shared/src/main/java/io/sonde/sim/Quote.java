// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;

/** What a kernel finds in an ICMP error: the packet it is about, and the number beside the code. */
final class Quote {
  private static final int MESSAGE_HEADER = 8;
  private static final int LEAST_QUOTE = 128; // RFC 4884 section 4.6
  private static final int EXTENSION_HEADER = 4;

  int type;
  int code;

  /** MTU, gateway or pointer; 0 for none. */
  int detail;

  int protocol;
  long destinationHigh;
  long destinationLow;

  /** Where the quoted transport header begins, and the octets that are there. */
  int transport;

  int transportLength;

  /** Whether the quoted IP header and eight octets more are whole (what Linux demands). */
  private boolean whole;

  private boolean present;
  private boolean ipv4;

  /** Looks at a packet; false if it is no ICMP error. */
  boolean read(PacketView packet) {
    present = packet.isIcmp() && packet.transportLength() >= MESSAGE_HEADER && isError(packet);
    whole = false;
    ipv4 = packet.ipv4;
    if (!present) {
      return false;
    }
    type = packet.transportOctet(0);
    code = packet.transportOctet(1);
    int rest = packet.octets.getInt(packet.transport + 4);
    detail = packet.ipv4 ? detail(type, code, rest) : ipv6Detail(type, rest);
    int at = packet.transport + MESSAGE_HEADER;
    int available = packet.transportLength() - MESSAGE_HEADER;
    if (available >= Headers.length(packet.ipv4 ? IpFamily.IPV4 : IpFamily.IPV6)) {
      readHeader(packet, at, available);
    }
    return true;
  }

  private void readHeader(PacketView packet, int at, int available) {
    int length = 40;
    if (packet.ipv4) {
      length = Ipv4Header.headerLengthAt(packet.octets, at);
      protocol = Ipv4Header.protocolAt(packet.octets, at);
      destinationHigh = 0;
      destinationLow =
          IpAddress.MAPPED | Integer.toUnsignedLong(Ipv4Header.destinationAt(packet.octets, at));
    } else {
      protocol = packet.octets.get(at + 6) & 0xff;
      destinationHigh = packet.octets.getLong(at + 24);
      destinationLow = packet.octets.getLong(at + 32);
    }
    transport = at + length;
    transportLength = available - length;
    whole = transportLength >= 8 && (!packet.ipv4 || length >= Ipv4Header.LENGTH);
  }

  /** Whether there was an error, and what it quotes can be told apart from other packets. */
  boolean isWhole() {
    return present && whole;
  }

  /**
   * Octets between {@code from} and the extension structure, where the error gives the length of
   * its quote (RFC 4884 section 4); 0: Linux would tell of none.
   */
  int extensionsBehind(PacketView packet, int from) {
    int quoted =
        ipv4 ? 4 * packet.transportOctet(5) : 8 * packet.transportOctet(4); // words of the family
    int offset = packet.transport + MESSAGE_HEADER + quoted - from;
    boolean whole = quoted >= LEAST_QUOTE && offset > 0;
    return whole && from + offset + EXTENSION_HEADER <= transport + transportLength ? offset : 0;
  }

  boolean isPresent() {
    return present;
  }

  boolean saysTooBig() {
    return isWhole()
        && (ipv4
            ? type == IcmpType.DESTINATION_UNREACHABLE && code == IcmpType.FRAGMENTATION_NEEDED
            : type == Icmpv6Type.PACKET_TOO_BIG)
        && detail > 0;
  }

  private static boolean isError(PacketView packet) {
    int type = packet.transportOctet(0);
    return packet.ipv4
        ? type == IcmpType.DESTINATION_UNREACHABLE
            || type == IcmpType.SOURCE_QUENCH
            || type == IcmpType.REDIRECT
            || type == IcmpType.TIME_EXCEEDED
            || type == IcmpType.PARAMETER_PROBLEM
        : type < 128;
  }

  private static int ipv6Detail(int type, int rest) {
    boolean holdsNumber = type == Icmpv6Type.PACKET_TOO_BIG || type == Icmpv6Type.PARAMETER_PROBLEM;
    return holdsNumber ? rest : 0;
  }

  private static int detail(int type, int code, int rest) {
    return switch (type) {
      case IcmpType.DESTINATION_UNREACHABLE ->
          code == IcmpType.FRAGMENTATION_NEEDED ? rest & 0xffff : 0;
      case IcmpType.REDIRECT -> rest;
      case IcmpType.PARAMETER_PROBLEM -> rest >>> 24;
      default -> 0;
    };
  }
}
