// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** User datagrams whose checksum may cover only their begin, RFC 3828. */
final class UdpLiteSpec extends LayerSpec {
  private static final int LENGTH = 8;
  private static final int PROTOCOL = 136;
  private static final int CHECKSUM_AT = 6;
  private static final int DISCARD = 9;

  private final Field coverage;

  UdpLiteSpec() {
    super("udplite", "user datagram, lightly checked", "RFC 3828", LENGTH);
    number("sport", 0, 16)
        .counted("40000 + number of the packet mod 20000", Ports::source)
        .doc("source port")
        .rfc("RFC 3828 3.1")
        .example("5353");
    number("dport", 16, 16).auto(DISCARD).doc("destination port").rfc("RFC 3828 3.1").example("53");
    coverage =
        number("cov", 32, 16)
            .doc("octets that the checksum covers, 8 at least; 0: all of them")
            .rfc("RFC 3828 3.1")
            .example("8");
    hex("chksum", 48, 16)
        .derived(FieldRole.CHECKSUM, "right; 0 is written as ffff", UdpLiteSpec::checksum)
        .neverZero()
        .doc("over pseudo header and what is covered")
        .rfc("RFC 3828 3.1")
        .example("bad");
    carriers().byIp(PROTOCOL);
    followedBy("data");
    exampleIn("ip dst=192.0.2.1 / ", " / data hello");
  }

  /** Octets that the checksum covers; −1 if the field says what cannot be. */
  private static int covered(PacketLayout packet, int layer) {
    int whole = packet.end[layer] - packet.start[layer];
    int said = packet.u16(packet.start[layer] + 4);
    if (said == 0) {
      return whole;
    }
    return said < LENGTH || said > whole ? -1 : said;
  }

  private static long checksum(PacketLayout packet, int layer) {
    int covered = covered(packet, layer);
    if (covered < 0) {
      return Field.UNKNOWN;
    }
    int from = packet.start[layer];
    int whole = packet.end[layer] - from;
    long sum =
        Checksums.withPseudoHeader(
            packet, layer, PROTOCOL, from, from + covered, from + CHECKSUM_AT, whole);
    return sum == 0 ? 0xffff : sum;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    int said = packet.u16(start + 4);
    int whole = packet.end[layer] - start;
    if (covered(packet, layer) < 0 && !packet.cut[layer]) {
      reading.findings().add(layer, Findings.Kind.LENGTH, coverage, said, whole);
    }
    return null;
  }

  @Override
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    return Ports.pair(packet, layer, isAnswer);
  }

  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return Ports.mirror(probe, at, packet, layer) && Ports.carriedAnswers(probe, at, packet, layer);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" udplite ").decimal(packet.u16(start)).add(" > ").decimal(packet.u16(start + 2));
    out.add(" len ").decimal(packet.end[layer] - packet.headerEnd[layer]);
  }
}
