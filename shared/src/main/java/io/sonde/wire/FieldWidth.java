// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

/** The check that every codec record makes of a number: that its field can hold it. */
public final class FieldWidth {
  private FieldWidth() {}

  /**
   * Refuses a value that does not fit in a field.
   *
   * @param name the field, as its record names it
   * @param bits width of the field, 1 … 63
   * @throws IllegalArgumentException unless 0 ≤ value &lt; 2^bits
   */
  public static void check(String name, long value, int bits) {
    if (value >>> bits != 0) {
      throw new IllegalArgumentException(
          name + " (" + value + ") must be 0 to " + ((1L << bits) - 1));
    }
  }
}
