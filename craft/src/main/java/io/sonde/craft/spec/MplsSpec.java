// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a label stack, RFC 3032 section 2.1.
 *
 * <p>Nothing says what follows the last entry: an IP version in the next four bits is taken for IP.
 */
final class MplsSpec extends LayerSpec {
  private static final String RFC_3032 = "RFC 3032 2.1";
  private static final int LENGTH = 4;
  private static final int DEFAULT_TIME_TO_LIVE = 64;

  MplsSpec() {
    super("mpls", "label stack entry", "RFC 3032", LENGTH);
    number("label", 0, 20)
        .loose()
        .doc("the label; 0 and 2: what follows is IPv4, IPv6")
        .rfc(RFC_3032)
        .example("16");
    number("tc", 20, 3).doc("traffic class").rfc("RFC 5462").example("5");
    number("s", 23, 1)
        .auto(
            "1 on the last", (packet, layer) -> packet.following(layer) instanceof MplsSpec ? 0 : 1)
        .doc("bottom of stack: the last entry")
        .rfc(RFC_3032)
        .example("0");
    number("ttl", 24, 8)
        .auto(DEFAULT_TIME_TO_LIVE)
        .doc("time to live")
        .rfc("RFC 3032 2.4, RFC 3443")
        .example("5");
    carriers().byEtherType(0x8847, 0x8848);
    carriers().byIp(137);
    followedBy("mpls", "ip", "ip6", "eth", "data");
    exampleIn("eth / ", " / ip / udp");
  }

  @Override
  public boolean isLink() {
    return true;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    if ((packet.u8(packet.start[layer] + 2) & 1) == 0) {
      return this;
    }
    int at = packet.headerEnd[layer];
    return at < packet.end[layer] ? LayerSpecs.byVersion(packet.u8(at) >>> 4) : null;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    out.add(" mpls ").decimal(packet.u32(packet.start[layer]) >>> 12);
  }
}
