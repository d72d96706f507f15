// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerValues;
import io.sonde.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * One value of a field.
 *
 * @param high upper 64 of 128 bits
 * @param low the value, or its lower 64 bits
 * @param octets the value where it is octets; else null
 */
public record Atom(long high, long low, @Nullable Octets octets) {
  static Atom of(long low) {
    return new Atom(0, low, null);
  }

  /** Gives it to a field. */
  public void put(LayerValues values, Field field) {
    if (octets != null) {
      values.set(field, octets.toByteArray());
    } else {
      values.set(field, high, low);
    }
  }

  /** The value that lies {@code distance} behind this one. */
  public Atom plus(long distance) {
    long sum = low + distance;
    return new Atom(Long.compareUnsigned(sum, low) < 0 ? high + 1 : high, sum, null);
  }
}
