// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

/**
 * A line of a script.
 *
 * @param number from 1
 * @param text as written, or with its names replaced
 */
record ScriptLine(int number, String text) {
  /** A mistake in this line. */
  ScriptException mistake(String file, int column, String sentence) {
    return new ScriptException(
        file + ":" + number + ": " + sentence + "\n" + text + "\n" + " ".repeat(column) + "^");
  }
}
