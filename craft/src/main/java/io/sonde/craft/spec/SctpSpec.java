// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Stream control transmission, RFC 9260 section 3: a common header, then chunks. */
final class SctpSpec extends LayerSpec {
  private static final String RFC_9260 = "RFC 9260 3.1";
  private static final int LENGTH = 12;
  private static final int PROTOCOL = 132;
  private static final int TAG_AT = 4;
  private static final int INIT = 1;
  private static final int CHECKSUM_AT = 8;
  private static final byte[] ZEROS = new byte[4];

  private final ListCodec codec = new SctpChunks();

  SctpSpec() {
    super("sctp", "stream control transmission", "RFC 9260", LENGTH);
    number("sport", 0, 16)
        .counted("40000 + number of the packet mod 20000", Ports::source)
        .doc("source port")
        .rfc(RFC_9260)
        .example("1024");
    number("dport", 16, 16).auto(9).doc("destination port").rfc(RFC_9260).example("38412");
    hex("vtag", 32, 32)
        .doc("verification tag, which the receiver chose; 0 with init")
        .rfc(RFC_9260)
        .example("0x12345678");
    hex("chksum", 64, 32)
        .derived(FieldRole.CHECKSUM, "right", SctpSpec::checksum)
        .doc("CRC-32C of the packet, least significant octet first")
        .rfc("RFC 9260 6.8, A")
        .example("bad");
    list("chunk", codec)
        .doc("chunks, each padded to 4 octets")
        .rfc("RFC 9260 3.2")
        .example("init:0x01020304:65535:10:10:1");
    carriers().byIp(PROTOCOL);
    followedBy("data");
    exampleIn("ip dst=192.0.2.1 / ", "");
  }

  private static long checksum(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    CRC32C crc = new CRC32C();
    crc.update(packet.octets, from, CHECKSUM_AT);
    crc.update(ZEROS, 0, ZEROS.length);
    crc.update(packet.octets, from + LENGTH, packet.end[layer] - from - LENGTH);
    return Integer.toUnsignedLong(Integer.reverseBytes((int) crc.getValue()));
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    packet.headerEnd[layer] = packet.payloadEnd[layer];
    return null;
  }

  @Override
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    return Ports.pair(packet, layer, isAnswer);
  }

  /**
   * The verification tag is the probe's own, or the one that its INIT chunk asks for (RFC 9260
   * section 8.5).
   */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    boolean whole =
        Ports.mirror(probe, at, packet, layer)
            && Answering.has(probe, at, LENGTH)
            && Answering.has(packet, layer, LENGTH);
    if (!whole) {
      return false;
    }
    int tag = packet.i32(packet.start[layer] + TAG_AT);
    int asked = probe.start[at];
    boolean asks = Answering.has(probe, at, LENGTH + 8) && probe.u8(asked + LENGTH) == INIT;
    return tag == probe.i32(asked + TAG_AT) || asks && tag == probe.i32(asked + LENGTH + 4);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" sctp ").decimal(packet.u16(start)).add(" > ").decimal(packet.u16(start + 2));
    int at = start + LENGTH;
    while (at < packet.headerEnd[layer]) {
      int next = codec.elementEnd(packet.octets, at, packet.headerEnd[layer]);
      int mark = out.add(' ').length();
      codec.text(packet.octets, at, next, out);
      int end = mark;
      while (end < out.length() && out.octets()[end] != ':') {
        end++;
      }
      out.cut(end);
      at = next;
    }
  }
}
