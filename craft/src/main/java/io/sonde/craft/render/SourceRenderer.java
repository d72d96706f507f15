// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;

/** A packet as a constant of a programming language. */
public final class SourceRenderer implements PacketRenderer {
  /** The language. */
  public enum Language {
    C,
    JAVA,
    SCAPY
  }

  private static final int OCTETS = 12;
  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int LOOP = 108;
  private static final int COOKED = 113;
  private static final int COOKED_2 = 276;

  private final Language language;

  /** Constants of a language. */
  public SourceRenderer(Language language) {
    this.language = language;
  }

  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    PacketLayout packet = exhibit.dissection.packet();
    switch (language) {
      case C -> {
        out.add("static const unsigned char packet").decimal(exhibit.index).add("[] = {\n");
        octets(packet, out);
        out.add("};\n");
      }
      case JAVA -> {
        out.add("static final byte[] PACKET_").decimal(exhibit.index);
        out.add(" = java.util.HexFormat.of().parseHex(\n    \"");
        out.hex(packet.octets, packet.from, packet.to).add("\");\n");
      }
      case SCAPY -> {
        out.add("packet").decimal(exhibit.index).add(" = ").add(scapyClass(exhibit));
        out.add("(bytes.fromhex('").hex(packet.octets, packet.from, packet.to).add("'))\n");
      }
    }
  }

  private static void octets(PacketLayout packet, TextBuffer out) {
    for (int i = packet.from; i < packet.to; i++) {
      int column = (i - packet.from) % OCTETS;
      out.add(column == 0 ? "  0x" : " 0x").hex(packet.octets[i], 2).add(',');
      if (column == OCTETS - 1 || i == packet.to - 1) {
        out.add('\n');
      }
    }
  }

  private static String scapyClass(Exhibit exhibit) {
    PacketLayout packet = exhibit.dissection.packet();
    return switch (exhibit.linkType) {
      case ETHERNET -> "Ether";
      case NULL, LOOP -> "Loopback";
      case COOKED -> "CookedLinux";
      case COOKED_2 -> "CookedLinuxV2";
      default ->
          switch (packet.count == 0 ? "" : packet.specs[0].name()) {
            case "ip" -> "IP";
            case "ip6" -> "IPv6";
            default -> "Raw";
          };
    };
  }
}
