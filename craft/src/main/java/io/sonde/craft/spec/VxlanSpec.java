// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Virtual extensible LAN, RFC 7348 section 5, with the group policy extension
 * (draft-smith-vxlan-group-policy) and the generic protocol extension (draft-ietf-nvo3-vxlan-gpe).
 */
final class VxlanSpec extends LayerSpec {
  private static final String RFC_7348 = "RFC 7348 5";
  private static final String GPE_DRAFT = "draft-ietf-nvo3-vxlan-gpe 3";
  private static final int LENGTH = 8;
  private static final int GROUP = 0x80;
  private static final int INSTANCE = 0x08;
  private static final int PROTOCOL = 0x04;
  private static final int IP = 1;
  private static final int IP6 = 2;
  private static final int ETHERNET = 3;

  VxlanSpec() {
    super("vxlan", "virtual extensible LAN", "RFC 7348", LENGTH);
    Field flags =
        flags("flags", 0, 8)
            .name("g", GROUP)
            .name("i", INSTANCE)
            .name("p", PROTOCOL)
            .auto("i", (packet, layer) -> INSTANCE)
            .doc("g group policy, i the vni counts, p proto counts")
            .rfc(RFC_7348)
            .example("i+g");
    number("group", 16, 16)
        .when((packet, layer) -> has(packet, layer, GROUP))
        .doc("group of the sender, with flag g")
        .rfc("draft-smith-vxlan-group-policy 2.1")
        .example("gbp", "7");
    number("proto", 24, 8)
        .when((packet, layer) -> has(packet, layer, PROTOCOL))
        .derived(FieldRole.NEXT, "next layer, with flag p", VxlanSpec::next)
        .names("", "ip", "ip6", "eth", "nsh")
        .doc("what follows, with flag p")
        .rfc(GPE_DRAFT)
        .example("nsh");
    number("vni", 32, 24).loose().doc("which virtual network").rfc(RFC_7348).example("100");
    number("res", 56, 8).reserved().doc("must be 0").rfc(RFC_7348).example("1");
    word("gbp", flags, INSTANCE | GROUP, "group policy: key group counts");
    word("gpe", flags, INSTANCE | PROTOCOL, "generic protocol: key proto counts");
    carriers().byUdp(4789, 4790, 8472);
    followedBy("eth", "ip", "ip6", "data");
    exampleIn("ip dst=192.0.2.1 / udp / ", " / eth / ip / udp");
  }

  private static boolean has(PacketLayout packet, int layer, int flag) {
    return (packet.u8(packet.start[layer]) & flag) != 0;
  }

  private static long next(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    if (next == null) {
      return 0;
    }
    return next instanceof IpSpec
        ? IP
        : next instanceof Ip6Spec ? IP6 : next instanceof EthSpec ? ETHERNET : Field.UNKNOWN;
  }

  @Override
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    return end - at >= LENGTH && (packet.u8(at) & INSTANCE) != 0 && packet.u8(at + 7) == 0;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int number = has(packet, layer, PROTOCOL) ? packet.u8(packet.start[layer] + 3) : ETHERNET;
    return switch (number) {
      case IP -> LayerSpecs.byVersion(4);
      case IP6 -> LayerSpecs.byVersion(6);
      case ETHERNET -> LayerSpecs.named("eth");
      default -> null;
    };
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    out.add(" vxlan ").decimal(packet.u32(packet.start[layer] + 4) >>> 8);
  }
}
