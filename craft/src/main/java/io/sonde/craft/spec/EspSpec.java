// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** Encapsulating security payload, RFC 4303 section 2; what it carries is opaque. */
final class EspSpec extends LayerSpec {
  EspSpec() {
    super("esp", "encapsulating security payload", "RFC 4303", 8);
    hex("spi", 0, 32)
        .auto("0x00000100", (packet, layer) -> 0x100)
        .doc("security parameters index; up to 255 are reserved")
        .rfc("RFC 4303 2.1")
        .example("0x12345678");
    number("seq", 32, 32)
        .counted("number of the packet in the run", number -> number & 0xffffffffL)
        .doc("sequence number")
        .rfc("RFC 4303 2.2")
        .example("7");
    carriers().byIp(50);
    followedBy("data");
    exampleIn("ip / ", " / data rand:32");
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    return null;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" esp spi 0x").hex(packet.u32(start), 8).add(" seq ").decimal(packet.u32(start + 4));
    out.add(" len ").decimal(packet.end[layer] - packet.headerEnd[layer]);
  }
}
