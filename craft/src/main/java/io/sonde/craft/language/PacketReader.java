// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.cli.NearestName;
import io.sonde.craft.language.PacketPattern.Slot;
import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.OptionList;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.layer.Word;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Packets out of packet text: {@code LAYER / LAYER + LAYER}. */
public final class PacketReader {
  private static final int MOST_PATCH = 0xffff;

  private final PacketText text;
  private final Sources sources;
  private final ValueReader values;
  private int at;

  private PacketReader(PacketText text, Sources sources) {
    this.text = text;
    this.sources = sources;
    values = new ValueReader(sources);
  }

  /**
   * The packets of a text, one at least.
   *
   * @throws SpecException a mistake, with its place
   * @throws IOException if a file cannot be read or a name has no address
   */
  public static List<PacketPattern> read(PacketText text, Sources sources) throws IOException {
    return new PacketReader(text, sources).packets();
  }

  private List<PacketPattern> packets() throws IOException {
    List<PacketPattern> packets = new ArrayList<>();
    do {
      packets.add(packet());
    } while (at++ < text.words().size());
    return packets;
  }

  /** Reads up to a lone + or the end; leaves the place there. */
  private PacketPattern packet() throws IOException {
    Draft draft = new Draft();
    List<Slot> slots = new ArrayList<>();
    while (true) {
      layer(draft, slots);
      if (at == text.words().size() || word(at).equals("+")) {
        draft.complete();
        return new PacketPattern(text.place(), draft, slots);
      }
      at++;
    }
  }

  private String word(int index) {
    return text.words().get(index);
  }

  private void layer(Draft draft, List<Slot> slots) throws IOException {
    int from = at;
    while (at < text.words().size() && !word(at).equals("/") && !word(at).equals("+")) {
      at++;
    }
    if (from == at) {
      throw text.mistake(from, 0, "packet: a layer is missing here");
    }
    LayerSpec spec = LayerSpecs.named(word(from));
    if (spec == null) {
      throw unknownLayer(from);
    }
    LayerValues layer = new LayerValues(spec);
    draft.layers().add(layer);
    if (spec.isData() || spec.isTrailer()) {
      data(layer, slots, from + 1);
    } else {
      words(layer, from + 1);
      keys(layer, slots, from + 1);
    }
  }

  private SpecException unknownLayer(int index) {
    String name = word(index);
    List<String> names = new ArrayList<>();
    for (LayerSpec spec : LayerSpecs.all()) {
      names.add(spec.name());
    }
    int slash = name.indexOf('/');
    String hint =
        slash > 0 && LayerSpecs.named(name.substring(0, slash)) != null
            ? "; a / between layers stands alone, with blanks around it"
            : nearest(names, name) + "; craft layers lists all";
    return text.mistake(index, 0, name + ": unknown layer" + hint);
  }

  private static String nearest(Collection<String> names, String typed) {
    List<String> near = NearestName.among(names, typed, 3);
    return near.isEmpty() ? "" : "; nearest: " + String.join(" ", near);
  }

  private void data(LayerValues layer, List<Slot> slots, int from) throws IOException {
    Field field = layer.spec().fields().get(0);
    DataPattern pattern = new DataPattern();
    for (int i = from; i < at; i++) {
      String word = word(i).startsWith("hex=") ? "hex:" + word(i).substring(4) : word(i);
      if (word.startsWith("@") && word.indexOf('=') > 0) {
        patch(layer, i);
        continue;
      }
      try {
        pattern.add(word, sources);
      } catch (ValueException e) {
        throw text.mistake(i, 0, layer.spec() + ": " + word + ": expected " + e.expected());
      }
    }
    sizeOf(pattern, from);
    pattern.put(layer, field, 0, 1, new Draws(0));
    if (!pattern.isFixed()) {
      slots.add(new Slot(layer, field, pattern));
    }
  }

  private void sizeOf(ValuePattern pattern, int index) {
    try {
      pattern.size();
    } catch (ArithmeticException e) {
      throw text.mistake(index, 0, "packet: 2^63 packets or more");
    }
  }

  private void words(LayerValues layer, int from) {
    Set<String> seen = new HashSet<>();
    Set<Field> added = new HashSet<>();
    for (int i = from; i < at; i++) {
      String name = word(i);
      if (name.indexOf('=') >= 0) {
        continue;
      }
      Word found = null;
      for (Word candidate : layer.spec().words()) {
        boolean fits = candidate.after().isEmpty() || seen.contains(candidate.after());
        if (fits && candidate.name().equals(name)) {
          found = candidate;
        }
      }
      if (found == null) {
        throw unknownWord(layer.spec(), i, seen);
      }
      if (!seen.add(name)) {
        throw text.mistake(i, 0, layer.spec() + ": " + name + ": given twice");
      }
      for (Word.Setting setting : found.settings()) {
        long before =
            setting.adds() && !added.add(setting.field()) ? layer.low(setting.field()) : 0;
        layer.set(setting.field(), before | setting.value());
      }
    }
  }

  private SpecException unknownWord(LayerSpec spec, int index, Set<String> seen) {
    String name = word(index);
    Set<String> names = new LinkedHashSet<>();
    Set<String> shown = new LinkedHashSet<>();
    for (Word word : spec.words()) {
      names.add(word.name());
      if (word.after().isEmpty() || seen.contains(word.after())) {
        shown.add(word.name());
      }
    }
    names.addAll(keys(spec));
    String kinds = shown.isEmpty() ? "" : "; words of " + spec + ": " + String.join(" ", shown);
    return text.mistake(
        index,
        0,
        spec
            + ": "
            + name
            + ": unknown word"
            + nearest(names, name)
            + kinds
            + "; keys: "
            + String.join(" ", keys(spec)));
  }

  private static Set<String> keys(LayerSpec spec) {
    Set<String> keys = new LinkedHashSet<>();
    for (Field field : spec.fields()) {
      keys.add(field.key());
    }
    return keys;
  }

  private void keys(LayerValues layer, List<Slot> slots, int from) throws IOException {
    Set<Field> given = new HashSet<>();
    LayerSpec spec = layer.spec();
    for (int i = from; i < at; i++) {
      String word = word(i);
      int equals = word.indexOf('=');
      if (equals < 0) {
        continue;
      }
      if (word.charAt(0) == '@') {
        patch(layer, i);
        continue;
      }
      String key = word.substring(0, equals);
      Field field = spec.field(key, layer);
      if (field == null) {
        String near = nearest(keys(spec), key);
        throw text.mistake(
            i,
            0,
            spec
                + ": "
                + key
                + ": unknown key"
                + near
                + "; keys of "
                + spec
                + ": "
                + String.join(" ", keys(spec)));
      }
      if (!given.add(field) && field.kind() != FieldKind.LIST) {
        throw text.mistake(i, 0, spec + "." + key + ": given twice");
      }
      ValuePattern pattern = value(layer, field, i, equals + 1);
      if (pattern != null) {
        slots.add(new Slot(layer, field, pattern));
      }
    }
  }

  private @Nullable ValuePattern value(LayerValues layer, Field field, int index, int offset)
      throws IOException {
    String value = word(index).substring(offset);
    try {
      return values.read(layer, field, value);
    } catch (ValueException e) {
      String shown = value.isEmpty() ? "\"\"" : value;
      throw text.mistake(
          index,
          offset,
          layer.spec()
              + "."
              + field.key()
              + ": "
              + shown
              + ": expected "
              + e.expected()
              + unknownOption(field, value));
    } catch (IOException e) {
      throw new IOException(layer.spec() + "." + field.key() + ": " + e.getMessage(), e);
    }
  }

  private static String unknownOption(Field field, String value) {
    ListCodec codec = field.codec();
    if (!(codec instanceof OptionList options)) {
      return "";
    }
    for (String element : value.split(",", -1)) {
      int colon = element.indexOf(':');
      String name = colon < 0 ? element : element.substring(0, colon);
      if (!options.names().contains(name)) {
        return nearest(options.names(), name);
      }
    }
    return "";
  }

  private void patch(LayerValues layer, int index) {
    String word = word(index);
    int equals = word.indexOf('=');
    String offset = word.substring(1, equals);
    boolean fromEnd = offset.startsWith("-");
    try {
      int distance = (int) Atoms.number(fromEnd ? offset.substring(1) : offset, MOST_PATCH);
      Octets octets = Octets.of(Atoms.octets(word.substring(equals + 1)));
      if (octets.length() == 0 || fromEnd && distance == 0) {
        throw new ValueException("@OFFSET=HEX");
      }
      layer.patches().add(new LayerValues.Patch(fromEnd ? -distance : distance, octets));
    } catch (ValueException e) {
      throw text.mistake(
          index,
          0,
          layer.spec() + ": " + word + ": expected @OFFSET=HEX or @-OFFSET=HEX, " + e.expected());
    }
  }
}
