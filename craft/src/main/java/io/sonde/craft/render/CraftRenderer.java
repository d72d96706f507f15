// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.build.BuildException;
import io.sonde.craft.build.PacketBuilder;
import io.sonde.craft.edit.Lift;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketReader;
import io.sonde.craft.language.PacketText;
import io.sonde.craft.language.Sources;
import io.sonde.craft.language.SpecException;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A packet as a command line that builds it again, octet for octet. That it does is tried: where a
 * host's defaults would add something, the line says {@code none}, and at last it is all octets.
 */
public final class CraftRenderer implements PacketRenderer {
  /** Marks that mean nothing to a shell in the middle of a word. */
  private static final String PLAIN = "-_.:/=@^%+,";

  private final Lift lift = Lift.forShow();
  private final PacketBuilder builder = new PacketBuilder();
  private final TextBuffer line = new TextBuffer(512);

  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    PacketLayout packet = exhibit.dissection.packet();
    Draft draft = lift.lift(packet);
    line.clear();
    draft(draft, false);
    if (!builds(packet)) {
      line.clear();
      draft(draft, true);
      if (!builds(packet)) {
        line.clear();
        LayerSpec first = packet.specs[0];
        line.add(first.isLink() ? "raw" : "data").add(" hex:");
        line.hex(packet.octets, packet.from, packet.to);
      }
    }
    out.add("craft build");
    for (int from = 0; from < line.length(); from = wordEnd(from) + 1) {
      word(line.octets(), from, wordEnd(from), out.add(' '));
    }
    out.add('\n');
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < line.length() && line.octets()[end] != ' ') {
      end++;
    }
    return end;
  }

  /** Text of a packet is anybody's: what means something to a shell (XCU 2.2) stands in quotes. */
  private static void word(byte[] text, int from, int to, TextBuffer out) {
    boolean plain = true;
    for (int i = from; i < to; i++) {
      int c = text[i];
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c >= '0' && c <= '9';
      plain &= letter || PLAIN.indexOf(c) >= 0;
    }
    if (plain) {
      out.add(text, from, to);
      return;
    }
    out.add('\'');
    for (int i = from; i < to; i++) {
      if (text[i] == '\'') {
        out.add("'\"'\"'");
      } else {
        out.add(text, i, i + 1);
      }
    }
    out.add('\'');
  }

  private boolean builds(PacketLayout packet) {
    try {
      List<String> words = Arrays.asList(line.toString().split(" "));
      List<PacketPattern> patterns = PacketReader.read(PacketText.of(words), Sources.NONE);
      if (patterns.size() != 1 || patterns.get(0).size() != 1) {
        return false;
      }
      for (long number = 1; number <= 2; number++) {
        PacketLayout built = builder.build(patterns.get(0).draft(), number);
        if (!Arrays.equals(built.octets, 0, built.to, packet.octets, packet.from, packet.to)) {
          return false;
        }
      }
      return true;
    } catch (SpecException | BuildException | IOException e) {
      return false;
    }
  }

  private void draft(Draft draft, boolean withNone) {
    for (int i = 0; i < draft.size(); i++) {
      if (i > 0) {
        line.add(" / ");
      }
      LayerValues values = draft.layer(i);
      line.add(values.spec().name());
      if (values.spec().isData() || values.spec().isTrailer()) {
        byte[] octets = values.octets(values.spec().fields().get(0));
        if (octets != null && octets.length > 0) {
          line.add(" hex:").hex(octets, 0, octets.length);
        }
        patches(values);
        continue;
      }
      for (Field field : values.spec().fields()) {
        field(values, field, withNone);
      }
      patches(values);
    }
  }

  private void patches(LayerValues values) {
    for (LayerValues.Patch patch : values.patches()) {
      line.add(" @").decimal(patch.offset()).add('=');
      line.add(patch.octets().toString());
    }
  }

  private void field(LayerValues values, Field field, boolean withNone) {
    State state = values.state(field);
    if (state == State.NONE || state == State.AUTO && withNone && isList(field)) {
      line.add(' ').add(field.keyOctets()).add("=none");
    } else if (state == State.SET) {
      line.add(' ').add(field.keyOctets()).add('=');
      value(values, field);
    }
  }

  private static boolean isList(Field field) {
    return field.kind() == FieldKind.LIST;
  }

  private void value(LayerValues values, Field field) {
    byte[] octets = values.octets(field);
    ListCodec codec = field.codec();
    if (octets != null && codec != null) {
      FieldText.list(codec, octets, 0, octets.length, line);
    } else if (octets != null && field.kind() == FieldKind.TEXT) {
      text(octets);
    } else if (octets != null) {
      line.hex(octets, 0, octets.length);
    } else {
      fixed(values, field);
    }
  }

  private void text(byte[] octets) {
    int end = octets.length;
    while (end > 0 && octets[end - 1] == 0) {
      end--;
    }
    boolean plain = true;
    for (int i = 0; i < end; i++) {
      plain &= octets[i] > ' ' && octets[i] < 0x7f;
    }
    if (plain) {
      line.add(octets, 0, end);
    } else {
      line.add("hex:").hex(octets, 0, end);
    }
  }

  private void fixed(LayerValues values, Field field) {
    byte[] octets = new byte[16];
    long low = values.low(field);
    long high = values.high(field);
    for (int i = 0; i < 8; i++) {
      octets[i] = (byte) (high >>> 56 - 8 * i);
      octets[8 + i] = (byte) (low >>> 56 - 8 * i);
    }
    switch (field.kind()) {
      case IPV4 -> line.ipv4(octets, 12);
      case IPV6 -> line.ipv6(octets, 0);
      case MAC -> line.mac(octets, 10);
      default -> FieldText.number(field, low, line);
    }
  }
}
