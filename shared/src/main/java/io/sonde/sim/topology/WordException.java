// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

/** A word that is not what its place takes. */
final class WordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  WordException(Word word, String sentence) {
    super(sentence);
    line = word.line();
    column = word.column();
  }

  Mistake in(String file) {
    String sentence = getMessage();
    return new Mistake(file, line, column, sentence == null ? "" : sentence);
  }
}
