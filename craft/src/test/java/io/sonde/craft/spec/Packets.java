// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketReader;
import io.sonde.craft.language.PacketText;
import io.sonde.craft.language.Sources;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.render.CraftRenderer;
import io.sonde.craft.render.Exhibit;
import io.sonde.craft.render.PacketRenderer;
import io.sonde.craft.text.TextBuffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/** Packets built from text and taken apart again, without a file or a command line. */
final class Packets {
  /**
   * A built packet.
   *
   * @param hex its octets
   * @param linkType link type of captures
   */
  record Built(String hex, int linkType) {
    byte[] octets() {
      return HexFormat.of().parseHex(hex);
    }
  }

  private Packets() {}

  /** The first packet of a text. */
  static Built build(String text) throws IOException {
    PacketPattern pattern = PacketReader.read(PacketText.ofLine("", text), Sources.NONE).get(0);
    PacketLayout packet = new PacketBuilder().build(pattern.draft(), 1);
    LayerSpec first = packet.specs[0];
    byte[] octets = Arrays.copyOfRange(packet.octets, packet.from, packet.to);
    return new Built(HexFormat.of().formatHex(octets), LayerSpecs.linkType(first));
  }

  static Dissection read(byte[] octets, int wireLength, int linkType) {
    Dissection dissection = new Dissection();
    dissection.read(octets, 0, octets.length, wireLength, linkType);
    dissection.judge();
    return dissection;
  }

  /** One packet in a form. */
  static String show(PacketRenderer form, Dissection dissection, int linkType) {
    Exhibit exhibit = new Exhibit(dissection);
    exhibit.index = 1;
    exhibit.time = Exhibit.NO_TIME;
    exhibit.linkType = linkType;
    exhibit.wireLength = dissection.packet().wireLength;
    TextBuffer out = new TextBuffer(64);
    form.packet(exhibit, out);
    return out.toString();
  }

  /** The text that builds the packet again. */
  static String text(Dissection dissection, int linkType) {
    String line = show(new CraftRenderer(), dissection, linkType).strip();
    return line.substring("craft build ".length());
  }

  /** Names of layers, blanks between. */
  static String layers(Dissection dissection) {
    PacketLayout packet = dissection.packet();
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < packet.count; i++) {
      names.append(i == 0 ? "" : " ").append(packet.specs[i]);
    }
    return names.toString();
  }
}
