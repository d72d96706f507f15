// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** The IPv6 header, RFC 8200 section 3. */
final class Ip6Spec extends LayerSpec {
  static final int LENGTH = 40;
  static final int DEFAULT_HOP_LIMIT = 64;
  private static final int ETHER_TYPE = 0x86dd;
  private static final int DESTINATION_AT = 24;

  private final Field version;
  private final Field length;

  Ip6Spec() {
    super("ip6", "IPv6", "RFC 8200", LENGTH);
    version = number("version", 0, 4).auto(6).doc("version of IP").rfc("RFC 8200 3").example("4");
    number("tc", 4, 8)
        .loose()
        .doc("traffic class: DSCP and ECN")
        .rfc("RFC 8200 7, RFC 2474")
        .example("0xb8");
    Dscp.name(
        number("dscp", 4, 6)
            .view()
            .loose()
            .doc("upper 6 bits of tc")
            .rfc("RFC 2474 3")
            .example("ef"));
    Dscp.nameEcn(
        number("ecn", 10, 2)
            .view()
            .loose()
            .doc("lower 2 bits of tc")
            .rfc("RFC 3168 5")
            .example("ect0"));
    hex("fl", 12, 20).loose().doc("flow label").rfc("RFC 6437").example("0x12345");
    length =
        number("len", 32, 16)
            .derived(FieldRole.LENGTH, "octets behind this header", Ip6Spec::payloadLength)
            .doc("octets behind this header, extension headers included")
            .rfc("RFC 8200 3")
            .example("+4");
    Field next =
        number("nh", 48, 8)
            .derived(
                FieldRole.NEXT,
                "next layer; 59 for nothing, 253 for data",
                (packet, layer) -> IpProtocols.next(packet, layer, IpProtocol.NO_NEXT_HEADER))
            .doc("next header: protocol number of the next layer")
            .rfc("RFC 8200 3")
            .example("89");
    IpProtocols.name(next);
    number("hlim", 56, 8)
        .auto("64; 255 for ND, 1 for MLD", Ip6Spec::hopLimit)
        .loose()
        .doc("hop limit: routers that the packet may pass, and one more")
        .rfc("RFC 8200 3")
        .example("5");
    ipv6("src", 64)
        .fills("the route's source; :: in build", Ip6Spec::source)
        .loose()
        .doc("source address")
        .rfc("RFC 8200 3")
        .example("2001:db8::9");
    ipv6("dst", 192)
        .fills("::; a group's address where the next layer names one", Ip6Spec::destination)
        .doc("destination address")
        .rfc("RFC 8200 3")
        .example("2001:db8::2");
    carriers().byEtherType(ETHER_TYPE);
    carriers().byIp(IpProtocol.IPV6);
    carriers().byLink(101, 229);
    followedBy("icmp6", "tcp", "udp", "hbh", "dst", "rt", "frag", "ns", "na", "mld2", "ip6", "ip");
    exampleIn("", " / udp");
    readableFrom(DESTINATION_AT);
  }

  private static long payloadLength(PacketLayout packet, int layer) {
    return (long) packet.payloadEnd[layer] - packet.headerEnd[layer];
  }

  /** The layer behind the extension headers. */
  private static int upper(PacketLayout packet, int layer) {
    int upper = layer + 1;
    while (upper < packet.count && packet.specs[upper] instanceof ExtensionSpec) {
      upper++;
    }
    return upper;
  }

  private static long hopLimit(PacketLayout packet, int layer) {
    int upper = upper(packet, layer);
    return upper < packet.count && packet.specs[upper] instanceof GroupDestination group
        ? group.hopLimit()
        : DEFAULT_HOP_LIMIT;
  }

  private static void source(PacketLayout packet, int layer, int at) {
    if (IpProtocols.isOutermost(packet, layer)) {
      packet.put32(at, packet.origin.ipv6High >>> 32);
      packet.put32(at + 4, packet.origin.ipv6High);
      packet.put32(at + 8, packet.origin.ipv6Low >>> 32);
      packet.put32(at + 12, packet.origin.ipv6Low);
    }
  }

  private static void destination(PacketLayout packet, int layer, int at) {
    int upper = upper(packet, layer);
    if (upper < packet.count && packet.specs[upper] instanceof GroupDestination group) {
      group.ipv6(packet, upper, at);
    }
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    if (packet.u8(start) >>> 4 != 6) {
      reading.findings().add(layer, Findings.Kind.VALUE, version, packet.u8(start) >>> 4, 6);
    }
    reading.header(layer, null, LENGTH);
    int octets = packet.u16(start + 4);
    // 0: a jumbogram, whose length stands in a hop-by-hop option (RFC 2675).
    if (octets != 0 || packet.u8(start + 6) != IpProtocol.HOP_BY_HOP) {
      reading.whole(layer, length, LENGTH + octets);
      if (reading.isOnLink(layer)) {
        reading.trailer(layer);
      }
    }
    return LayerSpecs.byIpProtocol(packet.u8(start + 6));
  }

  @Override
  public boolean isJudgeable(PacketLayout packet, int layer, Field field) {
    return field == length || super.isJudgeable(packet, layer, field);
  }

  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    if (packet.specs[layer] != this
        || !Answering.has(packet, layer, LENGTH)
        || Answering.isLaterFragment(packet, layer)) {
      return false;
    }
    int asked = probe.start[at];
    int got = packet.start[layer];
    boolean everybody = probe.u8(asked + DESTINATION_AT) == 0xff;
    boolean from = everybody || Answering.same(probe, destination(probe, at), packet, got + 8, 16);
    boolean to =
        Answering.same(probe, asked + 8, packet, got + DESTINATION_AT, 16)
            || (probe.i64(asked + 8) | probe.i64(asked + 16)) == 0
            || packet.u8(got + DESTINATION_AT) == 0xff;
    return from && to && Answering.carriedAnswers(probe, at, packet, layer);
  }

  /** Index of the address to which a packet goes in the end. */
  private static int destination(PacketLayout packet, int layer) {
    for (int i = layer + 1; i < packet.count; i++) {
      if (!(packet.specs[i] instanceof ExtensionSpec extension)) {
        break;
      }
      int last = extension.lastDestination(packet, i);
      if (last >= 0) {
        return last;
      }
    }
    return packet.start[layer] + DESTINATION_AT;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(' ').host(IpFamily.IPV6, packet.octets, start + 8);
    if (packet.headerEnd[layer] - start < LENGTH) {
      out.add(" > ?");
      return;
    }
    out.add(" > ").host(IpFamily.IPV6, packet.octets, start + DESTINATION_AT);
    LayerSpec next = packet.following(layer);
    if (next == null || next.isData()) {
      out.add(" nh ").decimal(packet.u8(start + 6)).add(" len ");
      out.decimal(packet.payloadEnd[layer] - packet.headerEnd[layer]);
    }
  }
}
