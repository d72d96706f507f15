// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** The authentication header, RFC 4302 section 2; its check value is opaque. */
final class AhSpec extends ExtensionSpec {
  private static final String RFC_4302 = "RFC 4302 2";
  private static final int LENGTH = 12;

  private final Field length;

  AhSpec() {
    super("ah", "authentication header", RFC_4302, LENGTH);
    next(0, RFC_4302);
    length =
        number("len", 8, 8)
            .derived(
                FieldRole.LENGTH,
                "words of 4 octets of the header, less 2",
                (packet, layer) -> (packet.headerEnd[layer] - packet.start[layer] >> 2) - 2)
            .doc("length of the header in words of 4 octets, less 2")
            .rfc("RFC 4302 2.2")
            .example("4");
    number("res", 16, 16).reserved().doc("must be 0").rfc("RFC 4302 2.3").example("1");
    hex("spi", 32, 32)
        .auto("0x00000100", (packet, layer) -> 0x100)
        .doc("security parameters index; up to 255 are reserved")
        .rfc("RFC 4302 2.4")
        .example("0x12345678");
    number("seq", 64, 32)
        .counted("number of the packet in the run", number -> number & 0xffffffffL)
        .doc("sequence number")
        .rfc("RFC 4302 2.5")
        .example("7");
    octets("icv")
        .doc("integrity check value, padded with 0 to 4 octets")
        .rfc("RFC 4302 2.6")
        .example("000102030405060708090a0b");
    carriers().byIp(51);
    followedBy("icmp", "icmp6", "tcp", "udp", "ip", "data");
    exampleIn("ip / ", " / udp");
  }

  @Override
  public int headerLength(LayerValues values) {
    return super.headerLength(values) + 3 & ~3;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    reading.header(layer, length, Math.max(LENGTH, packet.u8(start + 1) + 2 << 2));
    return LayerSpecs.byIpProtocol(packet.u8(start));
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" ah spi 0x").hex(packet.u32(start + 4), 8).add(" seq ");
    out.decimal(packet.u32(start + 8));
  }
}
