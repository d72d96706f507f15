// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.util.Arrays;

/** Arrivals in order; grows, and keeps its entries for the next ones. */
final class ArrivalQueue {
  private Arrival[] ring = fresh(16);
  private int first;
  private int size;

  /** A new last entry, reset, for the caller to fill. */
  Arrival add() {
    if (size == ring.length) {
      Arrival[] longer = fresh(2 * size);
      for (int i = 0; i < size; i++) {
        longer[i] = ring[first + i & size - 1];
      }
      ring = longer;
      first = 0;
    }
    Arrival entry = ring[first + size++ & ring.length - 1];
    entry.reset();
    return entry;
  }

  /** The first entry, good until the next {@link #add}; there must be one. */
  Arrival remove() {
    Arrival entry = ring[first];
    first = first + 1 & ring.length - 1;
    size--;
    return entry;
  }

  int size() {
    return size;
  }

  private static Arrival[] fresh(int length) {
    Arrival[] entries = new Arrival[length];
    Arrays.setAll(entries, i -> new Arrival());
    return entries;
  }
}
