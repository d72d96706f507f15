// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.edit;

import io.sonde.cli.NearestName;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketReader;
import io.sonde.craft.language.PacketText;
import io.sonde.craft.language.Sources;
import io.sonde.craft.language.SpecException;
import io.sonde.craft.language.ValueReader;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.spec.LayerSpecs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of packets: a value, a layer removed, layers put in front of one. */
public final class PacketChange {
  private static final String DELETE = "del";
  private static final String BEFORE = "before:";

  private final LayerSpec spec;
  private final int occurrence;
  private final @Nullable Field field;
  private final @Nullable LayerValues values;
  private final List<LayerValues> inserted;

  private PacketChange(
      LayerSpec spec,
      int occurrence,
      @Nullable Field field,
      @Nullable LayerValues values,
      List<LayerValues> inserted) {
    this.spec = spec;
    this.occurrence = occurrence;
    this.field = field;
    this.values = values;
    this.inserted = inserted;
  }

  /**
   * Reads a change: {@code LAYER[#N].KEY=VALUE}, {@code LAYER[#N]=del} or {@code
   * LAYER[#N]=before:PACKET}, N counting layers of that name from 1; without it all are meant.
   *
   * @throws SpecException a mistake with its place
   */
  public static PacketChange of(String text, Sources sources) throws IOException {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new SpecException(
          "change: expected LAYER.KEY=VALUE, LAYER=del or LAYER=before:PACKET", text, 0);
    }
    String place = text.substring(0, equals);
    String value = text.substring(equals + 1);
    int dot = place.indexOf('.');
    String layer = dot < 0 ? place : place.substring(0, dot);
    int hash = layer.indexOf('#');
    int occurrence = hash < 0 ? 0 : occurrence(layer.substring(hash + 1), text, hash + 1);
    LayerSpec spec = LayerSpecs.named(hash < 0 ? layer : layer.substring(0, hash));
    if (spec == null) {
      List<String> names = new ArrayList<>();
      LayerSpecs.all().forEach(one -> names.add(one.name()));
      throw new SpecException(layer + ": unknown layer" + nearest(names, layer), text, 0);
    }
    if (dot >= 0) {
      return ofValue(spec, occurrence, place.substring(dot + 1), value, text, sources);
    }
    if (value.equals(DELETE)) {
      return new PacketChange(spec, occurrence, null, null, List.of());
    }
    if (!value.startsWith(BEFORE)) {
      throw new SpecException(
          spec + ": expected del, before:PACKET, or a key: " + spec + ".KEY=VALUE",
          text,
          equals + 1);
    }
    PacketText words = PacketText.ofLine("", value.substring(BEFORE.length()));
    List<PacketPattern> packets = PacketReader.read(words, sources);
    if (packets.size() != 1 || !packets.get(0).slots().isEmpty()) {
      throw new SpecException(
          spec + ": before: takes one packet of one value each", text, equals + 1);
    }
    return new PacketChange(spec, occurrence, null, null, packets.get(0).draft().layers());
  }

  private static PacketChange ofValue(
      LayerSpec spec, int occurrence, String key, String value, String text, Sources sources)
      throws IOException {
    Field field = spec.field(key);
    int column = text.indexOf('.') + 1;
    if (field == null) {
      List<String> keys = new ArrayList<>();
      spec.fields().forEach(one -> keys.add(one.key()));
      throw new SpecException(
          spec + ": " + key + ": unknown key" + nearest(keys, key), text, column);
    }
    LayerValues values = new LayerValues(spec);
    try {
      if (new ValueReader(sources).read(values, field, value) != null) {
        throw new ValueException("one value");
      }
    } catch (ValueException e) {
      throw new SpecException(
          spec + "." + key + ": " + value + ": expected " + e.expected(),
          text,
          column + key.length() + 1);
    }
    return new PacketChange(spec, occurrence, field, values, List.of());
  }

  private static String nearest(List<String> names, String typed) {
    List<String> near = NearestName.among(names, typed, 3);
    return near.isEmpty() ? "" : "; nearest: " + String.join(" ", near);
  }

  private static int occurrence(String digits, String text, int column) {
    try {
      int number = Integer.parseInt(digits);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new SpecException("#" + digits + ": expected a number from 1 on", text, column);
  }

  /** Makes the change; false if the packet has no such layer. */
  public boolean apply(Draft draft) {
    boolean changed = false;
    int seen = 0;
    for (int i = 0; i < draft.size(); i++) {
      if (draft.layer(i).spec() != spec || (occurrence > 0 && ++seen != occurrence)) {
        continue;
      }
      changed = true;
      if (field != null && values != null) {
        set(draft.layer(i), field, values);
      } else if (inserted.isEmpty()) {
        draft.layers().remove(i--);
      } else {
        draft.layers().addAll(i, inserted);
        i += inserted.size();
      }
    }
    return changed && draft.size() > 0;
  }

  private static void set(LayerValues layer, Field named, LayerValues values) {
    Field field = named;
    for (Field candidate : layer.spec().fields()) {
      if (candidate.key().equals(named.key()) && candidate.suits(layer)) {
        field = candidate;
        break;
      }
    }
    byte[] octets = values.octets(named);
    State state = values.state(named);
    if (octets != null) {
      layer.set(field, octets);
    } else if (state == State.SET) {
      layer.set(field, values.high(named), values.low(named));
    } else if (state == State.RELATIVE) {
      layer.relative(field, values.low(named));
    } else {
      layer.mark(field, state);
    }
    Patches.dropUnder(layer, field);
  }
}
