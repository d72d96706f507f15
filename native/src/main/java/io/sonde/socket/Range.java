// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

/** The values that an argument may have. */
final class Range {
  private Range() {}

  /**
   * Returns {@code value} if it is 0 … {@code highest}.
   *
   * @throws IllegalArgumentException otherwise, with the range
   */
  static int check(String name, int value, int highest) {
    if (value < 0 || value > highest) {
      throw new IllegalArgumentException(name + " must be 0.." + highest + ": " + value);
    }
    return value;
  }

  /**
   * Returns {@code value} if it is 0 or more.
   *
   * @throws IllegalArgumentException otherwise
   */
  static int size(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be 0 or more: " + value);
    }
    return value;
  }
}
