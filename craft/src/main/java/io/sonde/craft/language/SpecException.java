// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

/** A mistake in packet text: one sentence, the line, and a caret under the place. */
public final class SpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int column;

  /**
   * A mistake.
   *
   * @param sentence where and why
   * @param line the text as typed
   * @param column of the mistake, from 0
   */
  public SpecException(String sentence, String line, int column) {
    super(sentence + "\n" + line + "\n" + " ".repeat(column) + "^");
    this.column = column;
  }

  /** Column of the mistake, from 0. */
  public int column() {
    return column;
  }
}
