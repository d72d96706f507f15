// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** Generic network virtualization encapsulation, RFC 8926 section 3.4. */
final class GeneveSpec extends LayerSpec {
  private static final String RFC_8926 = "RFC 8926 3.4";
  private static final int LENGTH = 8;

  private final Field optionLength;

  GeneveSpec() {
    super("geneve", "network virtualization", "RFC 8926", LENGTH);
    number("ver", 0, 2).doc("version").rfc(RFC_8926).example("1");
    optionLength =
        number("optlen", 2, 6)
            .derived(
                FieldRole.LENGTH,
                "words of 4 octets of the options",
                (packet, layer) -> packet.headerEnd[layer] - packet.start[layer] - LENGTH >> 2)
            .doc("length of the options in words of 4 octets")
            .rfc(RFC_8926)
            .example("+1");
    number("oam", 8, 1).doc("a control message").rfc(RFC_8926).example("1");
    number("crit", 9, 1).doc("an option is critical").rfc(RFC_8926).example("1");
    number("res", 10, 6).reserved().doc("must be 0").rfc(RFC_8926).example("1");
    Field protocol =
        hex("proto", 16, 16)
            .derived(FieldRole.NEXT, "next layer", EtherTypes::next)
            .doc("EtherType of the next layer")
            .rfc(RFC_8926)
            .example("0x88b5");
    EtherTypes.name(protocol);
    number("vni", 32, 24).loose().doc("which virtual network").rfc(RFC_8926).example("100");
    number("res2", 56, 8).reserved().doc("must be 0").rfc(RFC_8926).example("1");
    list("opt", new GeneveOptions())
        .doc("options, padded to 4 octets")
        .rfc("RFC 8926 3.5")
        .example("0x0102:0x80:01020304");
    carriers().byUdp(6081);
    followedBy("eth", "ip", "ip6", "data");
    exampleIn("ip dst=192.0.2.1 / udp / ", " / eth / ip / udp");
  }

  @Override
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    return end - at >= LENGTH
        && packet.u8(at) >>> 6 == 0
        && LENGTH + 4 * (packet.u8(at) & 0x3f) <= end - at
        && packet.u8(at + 7) == 0;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    reading.header(layer, optionLength, LENGTH + 4 * (packet.u8(start) & 0x3f));
    return LayerSpecs.byEtherType(packet.u16(start + 2));
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    out.add(" geneve ").decimal(packet.u32(packet.start[layer] + 4) >>> 8);
  }
}
