// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.util.List;

/**
 * A word of a layer: short for one or more keys.
 *
 * @param name as typed
 * @param after word that must stand in front of it; empty: none
 * @param settings what it sets
 * @param doc what it means; may be empty
 */
public record Word(String name, String after, List<Setting> settings, String doc) {
  /**
   * One key that a word sets.
   *
   * @param adds whether the bits are added to those of other words
   */
  public record Setting(Field field, long value, boolean adds) {}

  /** Keeps its own list. */
  public Word {
    settings = List.copyOf(settings);
  }
}
