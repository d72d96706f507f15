// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The attributes that one statement takes, by name. */
final class AttributeTable<T> {
  private final Map<String, Attribute<T>> rows = new LinkedHashMap<>();

  AttributeTable(List<Attribute<T>> attributes) {
    for (Attribute<T> attribute : attributes) {
      rows.put(attribute.name(), attribute);
    }
  }

  List<Attribute<T>> rows() {
    return new ArrayList<>(rows.values());
  }

  /** Whether a word begins as an attribute of this table does. */
  boolean has(Word word) {
    return rows.containsKey(name(word));
  }

  /**
   * Reads {@code name=value} or {@code name}.
   *
   * @param seen names read before, this one being added
   */
  Consumer<T> read(Word word, Set<String> seen) throws WordException {
    int equals = word.text().indexOf('=');
    Word name = equals < 0 ? word : word.upTo(equals);
    Attribute<T> attribute = rows.get(name.text());
    if (attribute == null) {
      throw name.unknown("attribute", new ArrayList<>(rows.keySet()));
    }
    if (!seen.add(attribute.name()) && !attribute.repeatable()) {
      throw new WordException(name, "attribute " + name.shown() + ": given twice");
    }
    boolean needsValue = !attribute.form().isEmpty() && !attribute.form().startsWith("[");
    if (needsValue && equals < 0) {
      throw new WordException(
          word, "attribute " + name.shown() + ": needs a value, " + attribute.synopsis());
    }
    return attribute.reading().read(equals < 0 ? word.from(word.text().length()) : value(word));
  }

  private static Word value(Word word) {
    return word.from(word.text().indexOf('=') + 1);
  }

  private static @Nullable String name(Word word) {
    int equals = word.text().indexOf('=');
    return equals < 0 ? word.text() : word.text().substring(0, equals);
  }
}
