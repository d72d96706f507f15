// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.edit;

import io.sonde.craft.json.JsonText;
import io.sonde.craft.language.Atom;
import io.sonde.craft.language.AtomReader;
import io.sonde.craft.language.Sources;
import io.sonde.craft.language.ValueReader;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.spec.LayerSpecs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code layers} of a record: what they say, and what of it differs from the octets. */
final class JsonLayers {
  private static final String LAYER = "layer";

  private final AtomReader atoms;
  private final ValueReader values;

  JsonLayers(Sources sources) {
    atoms = new AtomReader(sources);
    values = new ValueReader(sources);
  }

  /** Layers that nothing is known of but what the record says. */
  Draft draft(List<?> layers) throws IOException {
    Draft draft = new Draft();
    for (Object element : layers) {
      LayerValues layer = new LayerValues(specOf(element));
      draft.layers().add(layer);
      set(layer, (Map<?, ?>) element);
    }
    draft.complete();
    return draft;
  }

  /**
   * Carries what the record says otherwise into the layers of the packet that it shows.
   *
   * @param packet the record's octets, dissected
   * @param lifted the same, layer by layer
   * @return whether anything was carried
   */
  boolean carry(List<?> layers, PacketLayout packet, Draft lifted) throws IOException {
    List<LayerSpec> said = new ArrayList<>();
    for (Object element : layers) {
      said.add(specOf(element));
    }
    List<LayerValues> before = new ArrayList<>(lifted.layers());
    boolean shaped = before.size() == packet.count;
    int[] match = matches(said, packet);
    boolean changed = false;
    List<LayerValues> after = new ArrayList<>();
    for (int i = 0; i < match.length; i++) {
      Map<?, ?> keys = (Map<?, ?>) layers.get(i);
      int old = match[i];
      boolean whole = old >= 0 && shaped && before.get(old).spec() == said.get(i);
      if (old >= 0 && !whole) {
        // Octets that no field could tell: they stay as they are unless a key was changed.
        LayerValues kept = shaped ? before.get(old) : null;
        if (kept == null) {
          return rebuilt(layers, packet, said, lifted);
        }
        LayerValues scratch = new LayerValues(said.get(i));
        if (edit(scratch, keys, packet, old)) {
          kept = new LayerValues(said.get(i));
          changed |= set(kept, keys);
        }
        after.add(kept);
        continue;
      }
      LayerValues layer = whole ? before.get(old) : new LayerValues(said.get(i));
      changed |= whole ? edit(layer, keys, packet, old) : set(layer, keys);
      after.add(layer);
    }
    changed |= match.length != packet.count;
    lifted.layers().clear();
    lifted.layers().addAll(after);
    return changed;
  }

  /** Where the octets are one layer only: untouched if every key says what the octets say. */
  private boolean rebuilt(List<?> layers, PacketLayout packet, List<LayerSpec> said, Draft lifted)
      throws IOException {
    boolean same = said.size() == packet.count;
    for (int i = 0; same && i < said.size(); i++) {
      LayerValues scratch = new LayerValues(said.get(i));
      same = said.get(i) == packet.specs[i] && !edit(scratch, (Map<?, ?>) layers.get(i), packet, i);
    }
    if (same) {
      return false;
    }
    lifted.layers().clear();
    lifted.layers().addAll(draft(layers).layers());
    return true;
  }

  private static LayerSpec specOf(@Nullable Object element) throws RecordException {
    Object name = element instanceof Map<?, ?> map ? map.get(LAYER) : null;
    LayerSpec spec = name instanceof String text ? LayerSpecs.named(text) : null;
    if (spec == null) {
      throw new RecordException(
          name == null ? "layers: an object without \"layer\"" : name + ": unknown layer");
    }
    return spec;
  }

  /** For each layer of the record the layer of the packet that it is, or −1: from both ends. */
  private static int[] matches(List<LayerSpec> said, PacketLayout packet) {
    int[] match = new int[said.size()];
    Arrays.fill(match, -1);
    int front = 0;
    int most = Math.min(said.size(), packet.count);
    while (front < most && said.get(front) == packet.specs[front]) {
      match[front] = front;
      front++;
    }
    int back = 0;
    while (back < most - front
        && said.get(said.size() - 1 - back) == packet.specs[packet.count - 1 - back]) {
      match[said.size() - 1 - back] = packet.count - 1 - back;
      back++;
    }
    return match;
  }

  private boolean set(LayerValues layer, Map<?, ?> keys) throws IOException {
    for (Map.Entry<?, ?> entry : keys.entrySet()) {
      Field field = fieldOf(layer, String.valueOf(entry.getKey()), null, 0);
      Object value = entry.getValue();
      if (field != null && value != null) {
        assign(layer, field, value);
      }
    }
    return true;
  }

  private boolean edit(LayerValues layer, Map<?, ?> keys, PacketLayout packet, int at)
      throws IOException {
    boolean changed = false;
    for (Map.Entry<?, ?> entry : keys.entrySet()) {
      Field field = fieldOf(layer, String.valueOf(entry.getKey()), packet, at);
      Object value = entry.getValue();
      if (field == null) {
        continue;
      }
      if (value == null) {
        layer.mark(field, State.AUTO);
        changed = true;
        continue;
      }
      LayerValues scratch = new LayerValues(layer.spec());
      assign(scratch, field, value);
      if (!agrees(scratch, field, packet, at)) {
        copy(scratch, layer, field);
        Patches.dropUnder(layer, field);
        changed = true;
      }
    }
    for (Field field : layer.spec().fields()) {
      if (field.isShown()
          && !keys.containsKey(field.key())
          && field.isIn(packet, at)
          && isThere(field, packet, at)) {
        layer.mark(field, State.AUTO);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean isThere(Field field, PacketLayout packet, int layer) {
    if (!field.isPart()) {
      return true;
    }
    long span = packet.specs[layer].span(packet, layer, field);
    int from = (int) (span >>> 32);
    ListCodec codec = field.codec();
    return from < (int) span
        && (codec == null || codec.contentEnd(packet.octets, from, (int) span) > from);
  }

  private static void copy(LayerValues from, LayerValues to, Field field) {
    byte[] octets = from.octets(field);
    State state = from.state(field);
    if (octets != null) {
      to.set(field, octets);
    } else if (state == State.RELATIVE) {
      to.relative(field, from.low(field));
    } else if (state == State.SET) {
      to.set(field, from.high(field), from.low(field));
    } else {
      to.mark(field, state);
    }
  }

  private static boolean agrees(LayerValues said, Field field, PacketLayout packet, int layer) {
    if (said.state(field) != State.SET) {
      return false;
    }
    byte[] octets = said.octets(field);
    if (!field.isIn(packet, layer)) {
      return false;
    }
    if (octets != null) {
      int from;
      int to;
      if (field.isPart()) {
        long span = packet.specs[layer].span(packet, layer, field);
        from = (int) (span >>> 32);
        ListCodec codec = field.codec();
        to = (int) span;
        to = codec == null || from == to ? to : codec.contentEnd(packet.octets, from, to);
      } else {
        from = field.at(packet, layer);
        to = from + field.width() / 8;
      }
      return Arrays.equals(octets, 0, octets.length, packet.octets, from, to);
    }
    if (field.kind() == FieldKind.IPV6) {
      int at = field.at(packet, layer);
      return said.high(field) == packet.i64(at) && said.low(field) == packet.i64(at + 8);
    }
    return said.low(field) == field.get(packet, layer);
  }

  /** The field of a key; null for what only informs. */
  private static @Nullable Field fieldOf(
      LayerValues layer, String key, @Nullable PacketLayout packet, int at) throws RecordException {
    Field field = packet == null ? layer.spec().field(key, layer) : null;
    if (packet != null) {
      for (Field candidate : layer.spec().fields()) {
        if (candidate.key().equals(key) && (field == null || candidate.isIn(packet, at))) {
          field = candidate;
        }
      }
    }
    if (field == null && !informs(key)) {
      throw new RecordException(layer.spec() + ": " + key + ": unknown key");
    }
    return field;
  }

  private static boolean informs(String key) {
    return key.equals(LAYER)
        || key.equals("offsetBytes")
        || key.equals("lengthBytes")
        || key.equals("findings")
        || key.endsWith("Status")
        || key.endsWith("Expected");
  }

  private void assign(LayerValues layer, Field field, Object value) throws IOException {
    try {
      if (field.kind() == FieldKind.LIST) {
        list(layer, field, value);
      } else if (value instanceof Map<?, ?> map && map.get("hex") instanceof String hex) {
        layer.set(field, Atoms.octets(hex));
      } else if (value instanceof String || value instanceof JsonText.Numeral) {
        scalar(layer, field, value.toString());
      } else if (value instanceof Boolean truth) {
        layer.set(field, truth ? 1 : 0);
      } else {
        throw new ValueException("a string or a number");
      }
    } catch (ValueException e) {
      throw new RecordException(
          layer.spec() + "." + field.key() + ": " + value + ": expected " + e.expected());
    }
  }

  private void scalar(LayerValues layer, Field field, String text)
      throws ValueException, IOException {
    switch (text) {
      case "auto", "bad", "none" -> values.read(layer, field, text);
      default -> {
        Atom atom = atoms.read(field, text);
        atom.put(layer, field);
      }
    }
  }

  private static void list(LayerValues layer, Field field, Object value) throws ValueException {
    ListCodec codec = field.codec();
    if (codec == null || !(value instanceof List<?> elements)) {
      throw new ValueException("an array");
    }
    OctetsBuilder octets = new OctetsBuilder();
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(codec.isReversed() ? elements.size() - 1 - i : i);
      if (element == null) {
        throw new ValueException("no null in a list");
      }
      codec.encode(codec.fromJson(element), octets);
    }
    layer.set(field, octets);
  }
}
