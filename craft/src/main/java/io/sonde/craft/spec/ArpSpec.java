// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** Address resolution for IPv4 over links with addresses of six octets, RFC 826. */
final class ArpSpec extends LayerSpec {
  static final int REQUEST = 1;
  private static final int REVERSE = 3;
  static final int LENGTH = 28;
  private static final int LEAST = 8;
  private static final int ETHER_TYPE = 0x0806;
  private static final int REVERSE_ETHER_TYPE = 0x8035;

  private final Field operation;

  ArpSpec() {
    super("arp", "address resolution", "RFC 826", LENGTH);
    number("hwtype", 0, 16).auto(1).doc("kind of link; 1: Ethernet").rfc("RFC 826").example("6");
    Field protocol = hex("ptype", 16, 16);
    protocol
        .auto("0x0800", (packet, layer) -> IpSpec.ETHER_TYPE)
        .doc("EtherType of the addresses that are asked for")
        .rfc("RFC 826")
        .example("0x86dd");
    number("hwlen", 32, 8).auto(6).doc("octets of a link address").rfc("RFC 826").example("8");
    number("plen", 40, 8).auto(4).doc("octets of a protocol address").rfc("RFC 826").example("6");
    operation =
        number("op", 48, 16)
            .auto(REQUEST)
            .names("", "request", "reply", "rarp", "rarpreply")
            .doc("what it is")
            .rfc("RFC 826, RFC 903")
            .example("reply");
    operation.name("inarp", 8).name("inarpreply", 9);
    mac("hwsrc", 64)
        .when(ArpSpec::isUsual)
        .auto("the interface's", (packet, layer) -> packet.origin.hardware)
        .doc("link address of the sender")
        .rfc("RFC 826")
        .example("02:00:00:00:00:01");
    ipv4("psrc", 112)
        .when(ArpSpec::isUsual)
        .auto("the interface's", (packet, layer) -> packet.origin.ipv4)
        .doc("IPv4 address of the sender")
        .rfc("RFC 826")
        .example("192.0.2.1");
    mac("hwdst", 144)
        .when(ArpSpec::isUsual)
        .doc("link address of the receiver; in a request nobody knows it")
        .rfc("RFC 826")
        .example("02:00:00:00:00:02");
    ipv4("pdst", 192)
        .when(ArpSpec::isUsual)
        .doc("IPv4 address of the receiver, or the one that is asked for")
        .rfc("RFC 826")
        .example("192.0.2.2");
    word("request", operation, REQUEST, "who has pdst?");
    word("reply", operation, 2, "psrc is at hwsrc");
    word("rarp", operation, 3, "which address have I?");
    word("rarpreply", operation, 4, "hwdst has the address pdst");
    carriers().byEtherType(ETHER_TYPE, REVERSE_ETHER_TYPE);
    readableFrom(LEAST);
    exampleIn("eth / ", "");
  }

  private static boolean isUsual(PacketLayout packet, int layer) {
    int start = packet.start[layer];
    return packet.u8(start + 4) == 6 && packet.u8(start + 5) == 4;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    int octets = LEAST + 2 * packet.u8(start + 4) + 2 * packet.u8(start + 5);
    reading.header(layer, null, octets);
    return null;
  }

  @Override
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    int start = packet.start[layer];
    boolean whole = Answering.has(packet, layer, LENGTH);
    return whole ? packet.i32(start + (isAnswer ? 14 : 24)) : 0;
  }

  /** The reply for the address that was asked for; reverse requests by the link address. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    boolean whole =
        Answering.has(probe, at, LENGTH)
            && packet.specs[layer] == this
            && Answering.has(packet, layer, LENGTH);
    if (!whole) {
      return false;
    }
    int asked = probe.start[at];
    int got = packet.start[layer];
    int question = probe.u16(asked + 6);
    return packet.u16(got + 6) == question + 1
        && (question == REQUEST
            ? Answering.same(probe, asked + 24, packet, got + 14, 4)
            : question == REVERSE && Answering.same(probe, asked + 18, packet, got + 18, 6));
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    byte[] octets = packet.octets;
    int number = packet.u16(start + 6);
    out.add(" arp ");
    if (!isUsual(packet, layer) || packet.headerEnd[layer] < start + LENGTH) {
      String name = operation.nameOf(number);
      out.add(name == null ? "op " + number : name);
    } else if (number == REQUEST) {
      out.add("who has ").ipv4(octets, start + 24).add("? tell ").ipv4(octets, start + 14);
    } else if (number == 2) {
      out.ipv4(octets, start + 14).add(" is at ").mac(octets, start + 8);
    } else {
      String name = operation.nameOf(number);
      out.add(name == null ? "op " + number : name).add(' ').mac(octets, start + 8);
      out.add(' ').ipv4(octets, start + 14).add(" > ").mac(octets, start + 18);
      out.add(' ').ipv4(octets, start + 24);
    }
  }
}
