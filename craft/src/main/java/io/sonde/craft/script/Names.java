// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.cli.NearestName;
import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.LayerSpecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ${…}} stands for: values by name, and the fields of packets that were given one,
 * {@code ${sa.tcp.seq+1}}. Sums wrap around where the field does.
 */
final class Names {
  private static final String BEGIN = "${";

  private final String file;
  private final boolean checking;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> fixed;
  private final Map<String, Dissection> packets = new HashMap<>();

  /**
   * @param given values of the command line, which no script changes
   * @param checking whether packets have not come: their fields are 0 then
   */
  Names(String file, Map<String, String> given, boolean checking) {
    this.file = file;
    this.checking = checking;
    fixed = Map.copyOf(given);
    values.putAll(given);
  }

  /** Gives a value its name. */
  void put(String name, String value) {
    if (!fixed.containsKey(name)) {
      values.put(name, value);
    }
  }

  /** Gives a packet its name. */
  void put(String name, Dissection packet) {
    packets.put(name, packet);
  }

  /** The line with values in the places of names. */
  ScriptLine replaced(ScriptLine line) {
    String text = line.text();
    int at = text.indexOf(BEGIN);
    if (at < 0) {
      return line;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (at >= 0) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw line.mistake(file, at, "${: no } behind it");
      }
      out.append(text, from, at);
      out.append(value(line, at, text.substring(at + BEGIN.length(), end)));
      from = end + 1;
      at = text.indexOf(BEGIN, from);
    }
    return new ScriptLine(line.number(), out.append(text.substring(from)).toString());
  }

  private String value(ScriptLine line, int column, String reference) {
    int sign = Math.max(reference.lastIndexOf('+'), reference.lastIndexOf('-'));
    String name = sign < 0 ? reference : reference.substring(0, sign);
    long plus = 0;
    if (sign >= 0) {
      try {
        plus = Long.parseLong(reference.substring(sign));
      } catch (NumberFormatException e) {
        throw line.mistake(file, column, "${" + reference + "}: expected a number behind the sign");
      }
    }
    String value = values.get(name);
    if (value != null) {
      return sign < 0 ? value : sum(line, column, name, value, plus);
    }
    String[] parts = name.split("\\.", -1);
    Dissection packet = parts.length == 3 ? packets.get(parts[0]) : null;
    if (packet == null) {
      List<String> known = new ArrayList<>(values.keySet());
      known.addAll(packets.keySet());
      String near = NearestName.among(known, parts[0]);
      throw line.mistake(
          file,
          column,
          "${"
              + reference
              + "}: no such name"
              + (near == null
                  ? "; --set NAME=VALUE, let NAME = VALUE or as NAME"
                  : "; " + near + "?"));
    }
    return ofPacket(line, column, reference, parts, packet, plus);
  }

  private String sum(ScriptLine line, int column, String name, String value, long plus) {
    try {
      return Long.toString(Math.addExact(Long.decode(value), plus));
    } catch (NumberFormatException | ArithmeticException e) {
      throw line.mistake(file, column, "${" + name + "} is " + value + ", no number to add to");
    }
  }

  private String ofPacket(
      ScriptLine line,
      int column,
      String reference,
      String[] parts,
      Dissection dissection,
      long plus) {
    LayerSpec spec = LayerSpecs.named(parts[1]);
    Field field = spec == null ? null : spec.field(parts[2]);
    if (spec == null || field == null) {
      throw line.mistake(file, column, "${" + reference + "}: expected NAME.LAYER.KEY");
    }
    PacketLayout packet = dissection.packet();
    Field found = null;
    int layer = 0;
    for (int i = 0; i < packet.count && found == null; i++) {
      layer = i;
      found = packet.specs[i] == spec ? present(packet, i, parts[2]) : null;
    }
    if (found == null && !checking) {
      throw line.mistake(file, column, "${" + reference + "}: " + parts[0] + " has no such field");
    }
    Field shown = found == null ? field : found;
    Value value = found == null ? Value.zero(shown) : Value.of(packet, layer, shown);
    if (plus != 0) {
      if (!value.isNumber()) {
        throw line.mistake(file, column, "${" + reference + "}: no number to add to");
      }
      value = value.plus(plus);
    }
    return value.written();
  }

  private static @Nullable Field present(PacketLayout packet, int layer, String key) {
    for (Field field : packet.specs[layer].fields()) {
      if (field.key().equals(key) && field.isIn(packet, layer)) {
        return field;
      }
    }
    return null;
  }
}
