// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Generic routing encapsulation, RFC 2784 and RFC 2890: checksum, key and sequence number are there
 * if their flags are set. Other versions are four octets and data.
 */
final class GreSpec extends LayerSpec {
  private static final int LENGTH = 4;
  private static final int WORD = 4;
  private static final int PROTOCOL = 47;
  private static final int CHECKSUM = 0x1000;
  private static final int ROUTING = 0x0800;
  private static final int KEY = 0x0400;
  private static final int SEQUENCE = 0x0200;

  /** Flags are the upper 13 bits of the first two octets. */
  private static final int FLAGS_SHIFT = 3;

  private final Field flags;
  private final Field version;
  private final Field checksum;
  private final Field offset;
  private final Field key;
  private final Field sequence;

  GreSpec() {
    super("gre", "generic routing encapsulation", "RFC 2784", LENGTH);
    flags = flags("flags", 0, 13);
    flags
        .name("c", CHECKSUM)
        .name("r", ROUTING)
        .name("k", KEY)
        .name("s", SEQUENCE)
        .auto("those of the keys that are given", GreSpec::impliedFlags)
        .doc("c checksum, r routing, k key, s sequence number")
        .rfc("RFC 2784 2.2, RFC 2890 2, RFC 1701")
        .example("k");
    version = number("ver", 13, 3).doc("version; 1: PPTP").rfc("RFC 2784 2.3.1").example("1");
    Field protocol =
        hex("proto", 16, 16)
            .derived(FieldRole.NEXT, "next layer", EtherTypes::next)
            .doc("EtherType of the next layer")
            .rfc("RFC 2784 2.4")
            .example("0x88b5");
    EtherTypes.name(protocol);
    protocol.name("erspan2", 0x88be).name("erspan3", 0x22eb).name("wccp", 0x883e);
    checksum =
        hex("chksum", 0, 16)
            .moving()
            .derived(FieldRole.CHECKSUM, "none; auto: right", GreSpec::checksum)
            .optional()
            .doc("over header and payload")
            .rfc("RFC 2784 2.5")
            .example("auto");
    offset =
        number("res", 16, 16)
            .moving()
            .doc("behind the checksum: must be 0, or the offset of a route")
            .rfc("RFC 2784 2.6, RFC 1701")
            .example("1");
    key = number("key", 0, 32).moving().doc("which tunnel").rfc("RFC 2890 2.1").example("7");
    sequence =
        number("seq", 0, 32).moving().doc("sequence number").rfc("RFC 2890 2.2").example("1");
    carriers().byIp(PROTOCOL);
    followedBy("ip", "ip6", "eth", "mpls", "data");
    exampleIn("ip dst=192.0.2.1 / ", " / ip / udp");
  }

  /** Index of the word that a flag announces; −1 if the flag is not set. */
  private static int word(int bits, int start, int flag) {
    int at = start + LENGTH;
    boolean usual = (bits & 7) == 0;
    if (flag != CHECKSUM && (bits >>> FLAGS_SHIFT & (CHECKSUM | ROUTING)) != 0) {
      at += WORD;
    }
    if (flag == SEQUENCE && (bits >>> FLAGS_SHIFT & KEY) != 0) {
      at += WORD;
    }
    boolean there =
        flag == CHECKSUM
            ? (bits >>> FLAGS_SHIFT & (CHECKSUM | ROUTING)) != 0
            : (bits >>> FLAGS_SHIFT & flag) != 0;
    return usual && there ? at : -1;
  }

  private static int length(int bits) {
    int octets = LENGTH;
    for (int flag : new int[] {CHECKSUM, KEY, SEQUENCE}) {
      octets += word(bits, 0, flag) >= 0 ? WORD : 0;
    }
    return octets;
  }

  /**
   * What {@link #writeParts} put there, as far as keys that are given imply it; 0, which is not
   * written, with a checksum, since a right one needs no key.
   */
  private static long impliedFlags(PacketLayout packet, int layer) {
    int bits = packet.u16(packet.start[layer]) >>> FLAGS_SHIFT;
    return (bits & CHECKSUM) != 0 ? 0 : bits & (KEY | SEQUENCE);
  }

  private static long checksum(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    return Checksums.over(packet, from, packet.end[layer], from + LENGTH);
  }

  // Building.

  private int bits(LayerValues values) {
    int number = values.state(version) == State.SET ? (int) values.low(version) & 7 : 0;
    if (values.state(flags) == State.SET) {
      return (int) values.low(flags) << FLAGS_SHIFT | number;
    }
    boolean checked = values.state(checksum) != State.AUTO && values.state(checksum) != State.NONE;
    int set = checked || values.state(offset) == State.SET ? CHECKSUM : 0;
    set |= values.state(key) == State.SET ? KEY : 0;
    set |= values.state(sequence) == State.SET ? SEQUENCE : 0;
    return set << FLAGS_SHIFT | number;
  }

  @Override
  public int headerLength(LayerValues values) {
    return length(bits(values));
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    packet.put16(packet.start[layer], bits(values));
  }

  @Override
  public int base(PacketLayout packet, int layer, Field field) {
    int start = packet.start[layer];
    int flag = field == key ? KEY : field == sequence ? SEQUENCE : CHECKSUM;
    return word(packet.u16(start), start, flag);
  }

  // Reading.

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    int bits = packet.u16(start);
    reading.header(layer, flags, length(bits));
    boolean plain = (bits & 7) == 0 && (bits >>> FLAGS_SHIFT & ROUTING) == 0;
    return plain ? LayerSpecs.byEtherType(packet.u16(start + 2)) : null;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" gre");
    int at = base(packet, layer, key);
    if (at >= 0 && at + WORD <= packet.headerEnd[layer]) {
      out.add(" key ").decimal(packet.u32(at));
    }
    at = base(packet, layer, sequence);
    if (at >= 0 && at + WORD <= packet.headerEnd[layer]) {
      out.add(" seq ").decimal(packet.u32(at));
    }
    LayerSpec next = packet.following(layer);
    if (next == null || next.isData()) {
      out.add(" proto 0x").hex(packet.u16(start + 2), 4).add(" len ");
      out.decimal(packet.payloadEnd[layer] - packet.headerEnd[layer]);
    }
  }
}
