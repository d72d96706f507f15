// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** The fragment header of IPv6, RFC 8200 section 4.5. */
final class FragSpec extends ExtensionSpec {
  private static final String RFC_8200 = "RFC 8200 4.5";
  private static final int LENGTH = 8;

  FragSpec() {
    super("frag", "fragment header of IPv6", RFC_8200, LENGTH);
    next(0, RFC_8200);
    number("res", 8, 8).reserved().doc("must be 0").rfc(RFC_8200).example("1");
    number("off", 16, 13).doc("place in units of 8 octets").rfc(RFC_8200).example("181");
    number("res2", 29, 2).reserved().doc("must be 0").rfc(RFC_8200).example("1");
    number("m", 31, 1).doc("more fragments follow").rfc(RFC_8200).example("1");
    hex("id", 32, 32)
        .counted("number of the packet in the run", number -> number & 0xffffffffL)
        .doc("identification, the same in all fragments of a packet")
        .rfc("RFC 8200 4.5, RFC 7739")
        .example("7");
    carriers().byIp(IpProtocol.FRAGMENT);
    followedBy("icmp6", "tcp", "udp", "dst", "data");
    exampleIn("ip6 / ", " / udp");
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    int place = packet.u16(start + 2);
    packet.cut[layer] |= (place & 0xfff9) != 0;
    return place >>> 3 == 0 ? LayerSpecs.byIpProtocol(packet.u8(start)) : null;
  }

  @Override
  public boolean isJudgeable(PacketLayout packet, int layer, Field field) {
    return true;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    int place = packet.u16(start + 2);
    out.add(" frag ").decimal(packet.u32(start + 4)).add(':');
    out.decimal(packet.payloadEnd[layer] - packet.headerEnd[layer]);
    out.add('@').decimal(place & 0xfff8).add((place & 1) != 0 ? "+" : "");
  }
}
