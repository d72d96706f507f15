// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** The IPv4 header, RFC 791 section 3.1. */
final class IpSpec extends LayerSpec {
  static final int LENGTH = 20;
  static final int ETHER_TYPE = 0x0800;
  static final int DESTINATION_AT = 16;
  private static final int SOURCE_AT = 12;
  private static final int CHECKSUM_AT = 10;
  private static final int DEFAULT_TIME_TO_LIVE = 64;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET = 0x1fff;

  private final Field version;
  private final Field headerLength;
  private final Field length;
  private final Field checksum;
  private final Field options;
  private final Field padding;

  IpSpec() {
    super("ip", "IPv4", "RFC 791", LENGTH);
    version = number("version", 0, 4).auto(4).doc("version of IP").rfc("RFC 791 3.1").example("6");
    headerLength =
        number("ihl", 4, 4)
            .derived(
                FieldRole.LENGTH,
                "words of 4 octets of the header",
                (packet, layer) -> packet.headerEnd[layer] - packet.start[layer] >> 2 & 0xf)
            .doc("length of the header in words of 4 octets, 5 at least")
            .rfc("RFC 791 3.1")
            .example("15");
    number("tos", 8, 8)
        .auto("0; 0xc0 for IGMP", IpSpec::service)
        .loose()
        .doc("type of service; today DSCP and ECN")
        .rfc("RFC 2474 3, RFC 3168 5")
        .example("0xb8");
    Dscp.name(
        number("dscp", 8, 6)
            .view()
            .loose()
            .doc("upper 6 bits of tos")
            .rfc("RFC 2474 3")
            .example("ef"));
    Dscp.nameEcn(
        number("ecn", 14, 2)
            .view()
            .loose()
            .doc("lower 2 bits of tos")
            .rfc("RFC 3168 5")
            .example("ect0"));
    length =
        number("len", 16, 16)
            .derived(
                FieldRole.LENGTH,
                "octets of header and payload",
                (packet, layer) -> packet.payloadEnd[layer] - packet.start[layer])
            .doc("octets of the packet, header included")
            .rfc("RFC 791 3.1")
            .example("+4");
    number("id", 32, 16)
        .counted("number of the packet in the run, never 0", IpSpec::identification)
        .doc("identification, the same in all fragments of a datagram")
        .rfc("RFC 791 3.1, RFC 6864")
        .example("7");
    Field flags =
        flags("flags", 48, 3)
            .name("df", 2)
            .name("mf", 1)
            .name("evil", 4)
            .doc("df: do not fragment, mf: more fragments, evil: the reserved bit")
            .rfc("RFC 791 3.1, RFC 3514")
            .example("df");
    number("frag", 51, 13)
        .doc("place of the fragment in units of 8 octets")
        .rfc("RFC 791 3.1")
        .example("185");
    number("fragbytes", 51, 13)
        .view()
        .scale(8)
        .doc("place of the fragment in octets, a multiple of 8")
        .rfc("RFC 791 3.1")
        .example("1480");
    number("ttl", 64, 8)
        .auto("64; 1 for 224.0.0.0/24 and IGMP", IpSpec::timeToLive)
        .loose()
        .doc("time to live: routers that the packet may pass, and one more")
        .rfc("RFC 791 3.1")
        .example("5");
    Field protocol =
        number("proto", 72, 8)
            .derived(
                FieldRole.NEXT,
                "next layer; 253 for data",
                (packet, layer) -> IpProtocols.next(packet, layer, IpProtocols.EXPERIMENT))
            .doc("protocol number of the next layer")
            .rfc("RFC 791 3.1")
            .example("89");
    IpProtocols.name(protocol);
    checksum =
        hex("chksum", 80, 16)
            .derived(
                FieldRole.CHECKSUM,
                "right, over the header",
                (packet, layer) ->
                    Checksums.over(
                        packet,
                        packet.start[layer],
                        packet.headerEnd[layer],
                        packet.start[layer] + CHECKSUM_AT))
            .doc("checksum of the header")
            .rfc("RFC 791 3.1, RFC 1071")
            .example("bad");
    ipv4("src", 96)
        .auto(
            "the route's source; 0.0.0.0 in build",
            (packet, layer) -> IpProtocols.isOutermost(packet, layer) ? packet.origin.ipv4 : 0)
        .loose()
        .doc("source address")
        .rfc("RFC 791 3.1")
        .example("192.0.2.9");
    ipv4("dst", 128)
        .auto("0.0.0.0; a group's address where the next layer names one", IpSpec::destination)
        .doc("destination address")
        .rfc("RFC 791 3.1")
        .example("198.51.100.1");
    options = list("opt", Ipv4Options.list()).doc("options").rfc("RFC 791 3.1").example("nop,ra");
    padding =
        octets("optpad")
            .absent("to 4 octets with 0")
            .optional()
            .doc("octets behind the options; none: no padding")
            .example("01010101");
    flag("df", flags, 2);
    flag("mf", flags, 1);
    flag("evil", flags, 4);
    carriers().byEtherType(ETHER_TYPE);
    carriers().byIp(IpProtocol.IPV4);
    carriers().byLink(101, 228, 12, 14);
    followedBy("icmp", "tcp", "udp", "ip", "ip6", "igmp1", "igmp2", "igmp3", "gre", "sctp", "esp");
    exampleIn("", " / udp");
    readableFrom(DESTINATION_AT);
  }

  /** The key that says what options the header has. */
  Field options() {
    return options;
  }

  private static long identification(long number) {
    return 1 + Math.floorMod(number - 1, 0xffffL);
  }

  private static long timeToLive(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    int start = packet.start[layer];
    boolean local =
        packet.headerEnd[layer] - start >= LENGTH
            && packet.i32(start + DESTINATION_AT) >>> 8 == 0xe00000;
    return local || next != null && next.carriers().ipProtocol() == IpProtocol.IGMP
        ? 1
        : DEFAULT_TIME_TO_LIVE;
  }

  /** Network control for group membership (RFC 9776 section 4). */
  private static long service(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    return next != null && next.carriers().ipProtocol() == IpProtocol.IGMP ? 0xc0 : 0;
  }

  private static long destination(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    return next instanceof GroupDestination group ? group.ipv4(packet, layer + 1) : 0;
  }

  @Override
  public int headerLength(LayerValues values) {
    int octets = LENGTH + values.length(options) + values.length(padding);
    boolean pads = values.state(padding) == LayerValues.State.AUTO;
    return pads ? octets + 3 & ~3 : octets;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    int octets = packet.u8(start) << 2 & 0x3c;
    int total = packet.u16(start + 2);
    if (packet.u8(start) >>> 4 != 4) {
      reading.findings().add(layer, Findings.Kind.VALUE, version, packet.u8(start) >>> 4, 4);
    }
    if (octets < LENGTH) {
      reading.findings().add(layer, Findings.Kind.LENGTH, headerLength, octets >> 2, 5);
    } else {
      reading.header(layer, headerLength, octets);
    }
    // 0: the packet is longer than the field can say (segmentation offload, RFC 2675's kin).
    if (total != 0 || packet.end[layer] - start <= 0xffff) {
      reading.whole(layer, length, total);
      if (reading.isOnLink(layer)) {
        reading.trailer(layer);
      }
    }
    int fragment = packet.u16(start + 6);
    if ((fragment & (MORE_FRAGMENTS | OFFSET)) != 0) {
      packet.cut[layer] = true;
    }
    if (octets < LENGTH || (fragment & OFFSET) != 0) {
      return null;
    }
    return LayerSpecs.byIpProtocol(packet.u8(start + 9));
  }

  @Override
  public boolean isJudgeable(PacketLayout packet, int layer, Field field) {
    if (field == checksum || field == headerLength) {
      int octets = packet.u8(packet.start[layer]) << 2 & 0x3c;
      return octets >= LENGTH && packet.headerEnd[layer] - packet.start[layer] == octets;
    }
    return field == length || super.isJudgeable(packet, layer, field);
  }

  @Override
  public long span(PacketLayout packet, int layer, Field part) {
    int from = Math.min(packet.start[layer] + LENGTH, packet.headerEnd[layer]);
    int to = packet.headerEnd[layer];
    return part == options ? span(from, to) : span(to, to);
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
    boolean everybody = isGroup(probe, asked + DESTINATION_AT);
    boolean from = everybody || Answering.same(probe, asked + DESTINATION_AT, packet, got + 12, 4);
    boolean to =
        Answering.same(probe, asked + 12, packet, got + DESTINATION_AT, 4)
            || probe.i32(asked + 12) == 0
            || isGroup(packet, got + DESTINATION_AT);
    return from && to && Answering.carriedAnswers(probe, at, packet, layer);
  }

  /** Whether an address is a group's or everybody's. */
  private static boolean isGroup(PacketLayout packet, int at) {
    int address = packet.i32(at);
    return address == -1 || address >>> 28 == 0xe;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(' ').host(IpFamily.IPV4, packet.octets, start + SOURCE_AT);
    if (packet.headerEnd[layer] - start < LENGTH) {
      out.add(" > ?");
      return;
    }
    out.add(" > ").host(IpFamily.IPV4, packet.octets, start + DESTINATION_AT);
    int fragment = packet.u16(start + 6);
    if ((fragment & (MORE_FRAGMENTS | OFFSET)) != 0) {
      out.add(" frag ").decimal(packet.u16(start + 4)).add(':');
      out.decimal(packet.payloadEnd[layer] - packet.headerEnd[layer]);
      out.add('@').decimal(8L * (fragment & OFFSET));
      out.add((fragment & MORE_FRAGMENTS) != 0 ? "+" : "");
    }
    LayerSpec next = packet.following(layer);
    if (next == null || next.isData()) {
      out.add(" proto ").decimal(packet.u8(start + 9)).add(" len ");
      out.decimal(packet.payloadEnd[layer] - packet.headerEnd[layer]);
    }
  }
}
