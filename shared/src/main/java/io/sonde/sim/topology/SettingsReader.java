// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The rest of a line that is attributes of one thing. */
final class SettingsReader<T> {
  private final AttributeTable<T> table;

  SettingsReader(List<Attribute<T>> attributes) {
    table = new AttributeTable<>(attributes);
  }

  AttributeTable<T> table() {
    return table;
  }

  /** Reads to the end of the line; {@code target} finds the thing by the number of its node. */
  Step read(Sentence words, BiFunction<Construction, Integer, T> target, int node)
      throws WordException {
    return read(words, target, node, new ArrayList<>());
  }

  /** Reads to the end of the line; what was read is added to {@code written}. */
  Step read(
      Sentence words, BiFunction<Construction, Integer, T> target, int node, List<String> written)
      throws WordException {
    List<Consumer<T>> changes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (!words.isEmpty()) {
      Word word = words.take("an attribute");
      changes.add(table.read(word, seen));
      written.add(word.text());
    }
    return network -> {
      T thing = target.apply(network, node);
      for (Consumer<T> change : changes) {
        change.accept(thing);
      }
    };
  }
}
