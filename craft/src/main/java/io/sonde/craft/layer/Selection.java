// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/** Messages of a layer, told from the others by the value of one field: a type, a code. */
public final class Selection implements Presence {
  private final Field selector;
  private final int[] values;

  Selection(Field selector, int... values) {
    this.selector = selector;
    this.values = values.clone();
  }

  @Override
  public boolean in(PacketLayout packet, int layer) {
    return has(selector.get(packet, layer));
  }

  /** Whether a field with a value makes one of the messages. */
  public boolean isMadeBy(Field field, long value) {
    return field == selector && has(value);
  }

  /** Whether the values so far make one, or may still. */
  public boolean suits(LayerValues given) {
    return given.state(selector) != LayerValues.State.SET || has(given.low(selector));
  }

  private boolean has(long value) {
    for (int one : values) {
      if (one == value) {
        return true;
      }
    }
    return false;
  }
}
