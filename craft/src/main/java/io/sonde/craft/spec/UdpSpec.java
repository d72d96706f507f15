// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** User datagrams, RFC 768. */
final class UdpSpec extends LayerSpec {
  static final int LENGTH = 8;
  static final int PROTOCOL = 17;
  private static final int CHECKSUM_AT = 6;
  private static final int DISCARD = 9;
  private static final int PORTS = 4;

  private final Field length;

  UdpSpec() {
    super("udp", "user datagram", "RFC 768", LENGTH);
    number("sport", 0, 16)
        .counted("40000 + number of the packet mod 20000", Ports::source)
        .doc("source port")
        .rfc("RFC 768")
        .example("5353");
    number("dport", 16, 16)
        .auto("9; that of the next layer", UdpSpec::destinationPort)
        .loose()
        .doc("destination port")
        .rfc("RFC 768")
        .example("53");
    length =
        number("len", 32, 16)
            .derived(
                FieldRole.LENGTH,
                "octets of header and data",
                (packet, layer) -> packet.payloadEnd[layer] - packet.start[layer])
            .doc("octets from the header to the end of the data")
            .rfc("RFC 768")
            .example("+4");
    hex("chksum", 48, 16)
        .derived(FieldRole.CHECKSUM, "right; 0 is written as ffff", UdpSpec::checksum)
        .neverZero()
        .optional()
        .doc("over pseudo header, header and data; none: 0, which says that there is none")
        .rfc("RFC 768, RFC 8200 8.1")
        .example("none");
    tail("surplus").doc("octets behind len, within the IP packet").rfc("RFC 9868").example("0000");
    carriers().byIp(PROTOCOL);
    followedBy("dns", "dhcp", "ntp", "vxlan", "geneve", "data");
    readableFrom(PORTS);
    exampleIn("ip dst=192.0.2.1 / ", " / data hello");
  }

  private static long destinationPort(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    int port = next == null ? -1 : next.carriers().udpPort();
    return port < 0 ? DISCARD : port;
  }

  private static long checksum(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    int to = packet.payloadEnd[layer];
    long sum =
        Checksums.withPseudoHeader(
            packet, layer, PROTOCOL, from, to, from + CHECKSUM_AT, to - from);
    return sum == 0 ? 0xffff : sum;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    if (packet.headerEnd[layer] - start < LENGTH) {
      return null;
    }
    int octets = packet.u16(start + 4);
    // 0 is a jumbogram's (RFC 2675 section 4).
    if (octets != 0 || packet.end[layer] - start <= 0xffff) {
      reading.whole(layer, length, octets);
    }
    return reading.byPort(layer, false, packet.u16(start), packet.u16(start + 2));
  }

  @Override
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    return Ports.pair(packet, layer, isAnswer);
  }

  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return Ports.mirror(probe, at, packet, layer) && Ports.carriedAnswers(probe, at, packet, layer);
  }

  @Override
  public void summarizeAnswer(PacketLayout packet, int layer, TextBuffer out) {
    out.add(" udp ").decimal(packet.u16(packet.start[layer])).add(" len ");
    out.decimal(packet.payloadEnd[layer] - packet.headerEnd[layer]);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" udp ").decimal(packet.u16(start)).add(" > ").decimal(packet.u16(start + 2));
    if (packet.headerEnd[layer] - start >= LENGTH) {
      out.add(" len ").decimal(packet.u16(start + 4) - LENGTH);
    }
  }
}
