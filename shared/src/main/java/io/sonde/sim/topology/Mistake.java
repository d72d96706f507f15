// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

/**
 * A place in a topology file that cannot be read.
 *
 * @param file name as the reader of the message knows it
 * @param line from 1
 * @param column from 1, in characters
 * @param sentence what stands there and what was expected
 */
public record Mistake(String file, int line, int column, String sentence) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + sentence;
  }
}
