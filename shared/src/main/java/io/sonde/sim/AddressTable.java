// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.util.Arrays;

/** Numbers by address, found without an object. */
final class AddressTable {
  private long[] highs = new long[16];
  private long[] lows = new long[16];
  private int[] values = filled(16);
  private int size;

  /**
   * Enters a value of at least 0.
   *
   * @return what stood there before, −1 for nothing
   */
  int put(long high, long low, int value) {
    if (2 * size >= values.length) {
      grow();
    }
    int at = find(high, low);
    int before = values[at];
    highs[at] = high;
    lows[at] = low;
    values[at] = value;
    size += before < 0 ? 1 : 0;
    return before;
  }

  /** The value of an address; −1 if it has none. */
  int get(long high, long low) {
    return values[find(high, low)];
  }

  private int find(long high, long low) {
    int mask = values.length - 1;
    long mixed = (high * 31 + low) * 0x9e3779b97f4a7c15L;
    int at = (int) (mixed >>> 40) & mask;
    while (values[at] >= 0 && (highs[at] != high || lows[at] != low)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    int[] oldValues = values;
    highs = new long[2 * oldValues.length];
    lows = new long[highs.length];
    values = filled(highs.length);
    for (int i = 0; i < oldValues.length; i++) {
      if (oldValues[i] >= 0) {
        int at = find(oldHighs[i], oldLows[i]);
        highs[at] = oldHighs[i];
        lows[at] = oldLows[i];
        values[at] = oldValues[i];
      }
    }
  }

  private static int[] filled(int length) {
    int[] values = new int[length];
    Arrays.fill(values, -1);
    return values;
  }
}
