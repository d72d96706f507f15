// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.Octets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What differs between two packets, field by field. */
public final class PacketDifferences {
  private final Set<String> ignored;
  private final boolean ignoresDerived;
  private final Dissection dissection = new Dissection();

  /**
   * A value that differs.
   *
   * @param left as the first packet has it; empty: it has none
   */
  public record Difference(String layer, String field, String left, String right) {
    @Override
    public String toString() {
      String place = layer + (field.isEmpty() ? "" : "." + field);
      return place + ": " + shown(left) + " | " + shown(right);
    }

    private static String shown(String value) {
      return value.isEmpty() ? "-" : value;
    }
  }

  /**
   * Differences but for some.
   *
   * @param ignored {@code LAYER} or {@code LAYER.KEY}
   */
  public PacketDifferences(Set<String> ignored, boolean ignoresDerived) {
    this.ignored = Set.copyOf(ignored);
    this.ignoresDerived = ignoresDerived;
  }

  /** What differs, in the order of the first packet's layers. */
  public List<Difference> between(Octets left, int leftLink, Octets right, int rightLink) {
    if (left.equals(right) && leftLink == rightLink) {
      return List.of();
    }
    Map<String, String> one = values(left, leftLink);
    Map<String, String> other = values(right, rightLink);
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, String> entry : one.entrySet()) {
      String there = other.getOrDefault(entry.getKey(), "");
      if (!there.equals(entry.getValue())) {
        differences.add(difference(entry.getKey(), entry.getValue(), there));
      }
    }
    for (Map.Entry<String, String> entry : other.entrySet()) {
      if (!one.containsKey(entry.getKey())) {
        differences.add(difference(entry.getKey(), "", entry.getValue()));
      }
    }
    return differences;
  }

  private static Difference difference(String place, String left, String right) {
    int dot = place.indexOf('.');
    return new Difference(
        dot < 0 ? place : place.substring(0, dot),
        dot < 0 ? "" : place.substring(dot + 1),
        left,
        right);
  }

  /** All that counts of a packet, as text: packets of the same text do not differ. */
  public String content(Octets octets, int linkType) {
    return values(octets, linkType).toString();
  }

  private Map<String, String> values(Octets octets, int linkType) {
    byte[] packet = octets.toByteArray();
    dissection.read(packet, 0, packet.length, packet.length, linkType);
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    PacketLayout layout = dissection.packet();
    for (int i = 0; i < layout.count; i++) {
      LayerSpec spec = layout.specs[i];
      int nth = seen.merge(spec.name(), 1, Integer::sum);
      String name = nth == 1 ? spec.name() : spec.name() + "#" + nth;
      if (!ignored.contains(spec.name())) {
        layer(layout, i, name, values);
      }
    }
    return values;
  }

  private void layer(PacketLayout packet, int layer, String name, Map<String, String> values) {
    LayerSpec spec = packet.specs[layer];
    values.put(name, "there");
    for (Field field : spec.fields()) {
      boolean counts =
          field.isShown()
              && field.isIn(packet, layer)
              && !(ignoresDerived && field.isDerived())
              && !ignored.contains(spec.name() + "." + field.key());
      if (counts) {
        TextBuffer text = new TextBuffer(64);
        if (field.kind() == FieldKind.LIST) {
          FieldText.list(packet, layer, field, "", text);
        } else if (field.isPart()) {
          long span = spec.span(packet, layer, field);
          text.hex(packet.octets, (int) (span >>> 32), (int) span);
        } else {
          FieldText.text(packet, layer, field, text);
        }
        if (text.length() > 0) {
          values.put(name + "." + field.key(), text.toString());
        }
      }
    }
  }
}
