// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.ArrayList;
import java.util.List;

/** The words of one line, taken from left to right. */
final class Sentence {
  private final List<Word> words;
  private final Word end;
  private int next;

  private Sentence(List<Word> words, Word end) {
    this.words = words;
    this.end = end;
  }

  /** The words up to a {@code #}; blanks are the space and the tabulator. */
  static Sentence of(String text, int line) {
    List<Word> words = new ArrayList<>();
    int hash = text.indexOf('#');
    int length = hash < 0 ? text.length() : hash;
    int at = 0;
    while (at < length) {
      if (isBlank(text.charAt(at))) {
        at++;
        continue;
      }
      int from = at;
      while (at < length && !isBlank(text.charAt(at))) {
        at++;
      }
      words.add(new Word(text.substring(from, at), line, from + 1));
    }
    int behind = words.isEmpty() ? 1 : last(words).column() + last(words).text().length();
    return new Sentence(words, new Word("", line, behind));
  }

  private static Word last(List<Word> words) {
    return words.get(words.size() - 1);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  boolean isEmpty() {
    return next == words.size();
  }

  /** The next word, which stays. */
  Word peek() {
    return isEmpty() ? end : words.get(next);
  }

  /** The next word, {@code what} saying in messages what it should be. */
  Word take(String what) throws WordException {
    if (isEmpty()) {
      throw new WordException(end, "end of line: expected " + what);
    }
    return words.get(next++);
  }
}
