// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Match;
import io.sonde.wire.IpProtocol;
import java.util.List;
import java.util.function.Consumer;

/** Packets of a rule, as one match or, for a protocol with two numbers, two. */
record PacketMatches(List<Match> matches) {
  static final PacketMatches ALL = new PacketMatches(List.of(Match.ALL));

  static PacketMatches prefix(Prefix prefix) {
    return new PacketMatches(List.of(prefix.match()));
  }

  /** {@code PREFIX} or {@code PROTO[:PORT]}. */
  static PacketMatches read(Word value) throws WordException {
    int colon = value.text().indexOf(':');
    boolean address =
        value.text().indexOf('/') >= 0
            || value.text().indexOf('.') >= 0
            || value.addressOrNull() != null;
    if (address) {
      return prefix(value.prefix("drop"));
    }
    Word protocol = colon < 0 ? value : value.upTo(colon);
    int number =
        switch (protocol.text()) {
          case "icmp" -> IpProtocol.ICMP;
          case "udp" -> IpProtocol.UDP;
          case "tcp" -> IpProtocol.TCP;
          case "igmp" -> IpProtocol.IGMP;
          default -> number(protocol);
        };
    if (colon < 0) {
      return number == IpProtocol.ICMP
          ? new PacketMatches(
              List.of(Match.protocol(IpProtocol.ICMP), Match.protocol(IpProtocol.ICMPV6)))
          : new PacketMatches(List.of(Match.protocol(number)));
    }
    if (number != IpProtocol.UDP && number != IpProtocol.TCP) {
      throw value.expected("drop", "a port behind udp or tcp only");
    }
    int port = value.from(colon + 1).whole("port", 0, 65_535);
    return new PacketMatches(List.of(Match.port(number, port)));
  }

  private static int number(Word protocol) throws WordException {
    boolean digits = !protocol.text().isEmpty() && Character.isDigit(protocol.text().charAt(0));
    if (!digits) {
      throw protocol.expected(
          "drop", "a prefix such as 192.0.2.0/24, or icmp, udp, tcp, igmp or a protocol's number");
    }
    return protocol.whole("protocol", 0, 255);
  }

  void forEach(Consumer<Match> action) {
    matches.forEach(action);
  }
}
