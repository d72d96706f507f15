// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerValues;
import java.util.List;

/**
 * A packet as written: its layers with all that does not change, and what changes.
 *
 * @param place where it was written, as messages begin: {@link PacketText#place}
 * @param draft layers with the first of their values
 * @param slots fields that take several values, in the order of the text
 */
public record PacketPattern(String place, Draft draft, List<Slot> slots) {
  /** A field that takes several values. */
  public record Slot(LayerValues values, Field field, ValuePattern pattern) {}

  /** Keeps its own list. */
  public PacketPattern {
    slots = List.copyOf(slots);
  }

  /**
   * The product of the axes.
   *
   * @throws ArithmeticException if it is 2^63 or more
   */
  public long size() {
    long size = 1;
    for (Slot slot : slots) {
      size = Math.multiplyExact(size, slot.pattern.size());
    }
    return size;
  }

  /** Whether chance has a part in it. */
  public boolean isRandom() {
    for (Slot slot : slots) {
      ValuePattern pattern = slot.pattern;
      if (pattern instanceof DataPattern data
          ? data.isRandom()
          : pattern.isEachPacket() && !(pattern instanceof ValuePattern.Counted)) {
        return true;
      }
    }
    return false;
  }
}
