// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** The length in front of a DNS message over TCP, RFC 1035 section 4.2.2. */
final class DnsLengthSpec extends LayerSpec {
  private static final int LENGTH = 2;

  private final Field length;

  DnsLengthSpec() {
    super("dnslen", "length of a DNS message over TCP", "RFC 1035 4.2.2", LENGTH);
    length =
        number("len", 0, 16)
            .derived(
                FieldRole.LENGTH,
                "octets of the message",
                (packet, layer) -> packet.payloadEnd[layer] - packet.headerEnd[layer])
            .doc("octets of the message behind it")
            .rfc("RFC 1035 4.2.2")
            .example("+1");
    tail("surplus").doc("octets behind the message").rfc("RFC 1035 4.2.2").example("0000");
    carriers().byTcp(53);
    followedBy("dns");
    exampleIn("ip dst=192.0.2.1 / tcp psh ack / ", " / dns q=example.com:A");
  }

  /** A whole message: what is in pieces stays data. */
  @Override
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    if (end - at < LENGTH) {
      return false;
    }
    int message = at + LENGTH + packet.u16(at);
    return message <= end && DnsSpec.isMessage(packet, at + LENGTH, message);
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    reading.whole(layer, length, LENGTH + packet.u16(packet.start[layer]));
    return LayerSpecs.named("dns");
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    LayerSpec next = packet.following(layer);
    if (next == null || next.isData()) {
      out.add(" dns len ").decimal(packet.u16(packet.start[layer]));
    }
  }
}
