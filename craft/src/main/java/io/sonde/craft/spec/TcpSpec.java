// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.Findings;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** The TCP header, RFC 9293 section 3.1. */
final class TcpSpec extends LayerSpec {
  static final int LENGTH = 20;
  static final int PROTOCOL = 6;
  private static final String RFC_9293 = "RFC 9293 3.1";
  private static final int CHECKSUM_AT = 16;
  private static final int HTTP = 80;
  private static final int QUOTED = 8;
  private static final int ACK = 16;
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final String[] LETTERS = {"S", "A", "F", "R", "P", "U", "E", "C", "N"};
  private static final String[] WORDS = {
    "syn", "ack", "fin", "rst", "psh", "urg", "ece", "cwr", "ae"
  };
  private static final int[] BITS = {2, ACK, 1, 4, 8, 32, 64, 128, 256};

  private final Field offset;
  private final Field options;
  private final Field flags;
  private final ListCodec codec = TcpOptions.list();

  TcpSpec() {
    super("tcp", "transmission control", "RFC 9293", LENGTH);
    number("sport", 0, 16)
        .counted("40000 + number of the packet mod 20000", Ports::source)
        .doc("source port")
        .rfc(RFC_9293)
        .example("1024");
    number("dport", 16, 16)
        .auto("80; that of the next layer", TcpSpec::destinationPort)
        .loose()
        .doc("destination port")
        .rfc(RFC_9293)
        .example("443");
    number("seq", 32, 32)
        .loose()
        .doc("number of the first octet of data, or of the SYN")
        .rfc(RFC_9293)
        .example("100");
    number("ack", 64, 32)
        .loose()
        .doc("number of the octet that is expected next")
        .rfc(RFC_9293)
        .example("101");
    offset =
        number("dataofs", 96, 4)
            .derived(
                FieldRole.LENGTH,
                "words of 4 octets of the header",
                (packet, layer) -> packet.headerEnd[layer] - packet.start[layer] >> 2 & 0xf)
            .doc("length of the header in words of 4 octets, 5 at least")
            .rfc(RFC_9293)
            .example("15");
    number("res", 100, 3).reserved().doc("bits that must be 0").rfc(RFC_9293).example("7");
    flags = flags("flags", 103, 9).letters().rfc("RFC 9293 3.1, RFC 3168, RFC 9768").example("SA");
    flags.doc("S syn, A ack, F fin, R rst, P psh, U urg, E ece, C cwr, N ae");
    for (int i = 0; i < LETTERS.length; i++) {
      flags.name(LETTERS[i], BITS[i]);
      flag(WORDS[i], flags, BITS[i]);
    }
    number("window", 112, 16)
        .auto(64240)
        .loose()
        .doc("octets that may be sent, to be scaled by ws")
        .rfc(RFC_9293)
        .example("1024");
    hex("chksum", 128, 16)
        .derived(FieldRole.CHECKSUM, "right", TcpSpec::checksum)
        .doc("over pseudo header, header and data")
        .rfc("RFC 9293 3.1, RFC 8200 8.1")
        .example("bad");
    number("urg", 144, 16)
        .loose()
        .doc("urgent pointer: octets from seq to behind the urgent data")
        .rfc(RFC_9293)
        .example("1");
    options =
        list("opt", codec)
            .doc("options, padded with 0 to 4 octets")
            .rfc("RFC 9293 3.1")
            .example("mss:1460,nop,ws:7,sackok");
    carriers().byIp(PROTOCOL);
    followedBy("dns tcp", "data");
    readableFrom(QUOTED);
    exampleIn("ip dst=192.0.2.1 / ", "");
  }

  private static long destinationPort(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    int port = next == null ? -1 : next.carriers().tcpPort();
    return port < 0 ? HTTP : port;
  }

  private static long checksum(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    int to = packet.end[layer];
    return Checksums.withPseudoHeader(
        packet, layer, PROTOCOL, from, to, from + CHECKSUM_AT, to - from);
  }

  @Override
  public int headerLength(LayerValues values) {
    return LENGTH + values.length(options) + 3 & ~3;
  }

  @Override
  public void finish(PacketLayout packet, int layer, LayerValues values) {
    for (OctetsBuilder.Late late : values.late(options)) {
      if (late.what().equals(TcpDigest.NAME)) {
        int at = packet.start[layer] + LENGTH + late.at();
        TcpDigest.write(packet, layer, late.argument(), at);
      }
    }
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    if (packet.headerEnd[layer] - start < LENGTH) {
      return null;
    }
    int octets = packet.u8(start + 12) >>> 2 & 0x3c;
    if (octets < LENGTH) {
      reading.findings().add(layer, Findings.Kind.LENGTH, offset, octets >> 2, 5);
      return null;
    }
    reading.header(layer, offset, octets);
    return reading.byPort(layer, true, packet.u16(start), packet.u16(start + 2));
  }

  @Override
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    return Ports.pair(packet, layer, isAnswer);
  }

  /**
   * A reset or an acknowledgment of what the probe sent, SYN and FIN counting as an octet each; a
   * bare SYN never. A reset without acknowledgment bears the number that the probe acknowledged
   * (RFC 9293 section 3.5.2).
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
    int asked = probe.start[at];
    int got = packet.start[layer];
    int sent = probe.u16(asked + 12) & 0x1ff;
    int bits = packet.u16(got + 12) & 0x1ff;
    if ((bits & ACK) == 0) {
      return (bits & RST) != 0 && (sent & ACK) != 0 && probe.i32(asked + 8) == packet.i32(got + 4);
    }
    int octets = probe.end[at] - probe.headerEnd[at];
    int length = octets + ((sent & SYN) != 0 ? 1 : 0) + ((sent & FIN) != 0 ? 1 : 0);
    int acknowledged = packet.i32(got + 8) - probe.i32(asked + 4);
    int least = (sent & SYN) != 0 ? 1 : 0;
    return acknowledged >= least && acknowledged <= length;
  }

  @Override
  public void summarizeAnswer(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" tcp ").decimal(packet.u16(start)).add(' ');
    if (packet.headerEnd[layer] - start >= LENGTH) {
      letters(packet.u16(start + 12) & 0x1ff, out);
    }
  }

  /** Whether a layer of TCP is a reset. */
  static boolean isReset(PacketLayout packet, int layer) {
    return Answering.has(packet, layer, LENGTH)
        && (packet.u16(packet.start[layer] + 12) & RST) != 0;
  }

  /** Whether a layer of TCP is a SYN-ACK. */
  static boolean isSynAck(PacketLayout packet, int layer) {
    return Answering.has(packet, layer, LENGTH)
        && (packet.u16(packet.start[layer] + 12) & (SYN | ACK | RST)) == (SYN | ACK);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" tcp ").decimal(packet.u16(start)).add(" > ").decimal(packet.u16(start + 2)).add(' ');
    if (packet.headerEnd[layer] - start < LENGTH) {
      out.add("seq ").decimal(packet.u32(start + 4));
      return;
    }
    int bits = packet.u16(start + 12) & 0x1ff;
    letters(bits, out);
    out.add(" seq ").decimal(packet.u32(start + 4));
    if ((bits & ACK) != 0) {
      out.add(" ack ").decimal(packet.u32(start + 8));
    }
    out.add(" win ").decimal(packet.u16(start + 14));
    int at = start + LENGTH;
    int end = codec.contentEnd(packet.octets, at, packet.headerEnd[layer]);
    while (at < end) {
      int next = codec.elementEnd(packet.octets, at, end);
      if (packet.octets[at] != 1) {
        out.add(' ');
        int mark = out.length();
        codec.text(packet.octets, at, next, out);
        byte[] written = out.octets();
        for (int i = mark; i < out.length(); i++) {
          if (written[i] == ':') {
            written[i] = ' ';
            break;
          }
        }
      }
      at = next;
    }
    out.add(" len ").decimal(packet.end[layer] - packet.headerEnd[layer]);
  }

  private static void letters(int bits, TextBuffer out) {
    if (bits == 0) {
      out.add('.');
    }
    for (int i = 0; i < BITS.length; i++) {
      if ((bits & BITS[i]) != 0) {
        out.add(LETTERS[i].charAt(0));
      }
    }
  }
}
