// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import java.util.ArrayList;
import java.util.List;

/**
 * Packet text as words, and where in the line each stands.
 *
 * @param place what a message begins with: file and line; empty for a command line
 * @param line what a message shows
 * @param words without blanks around
 * @param columns of the words in the line, from 0
 */
public record PacketText(String place, String line, List<String> words, List<Integer> columns) {
  /** Keeps its own lists. */
  public PacketText {
    words = List.copyOf(words);
    columns = List.copyOf(columns);
  }

  /** Arguments of a command line; one may have blanks inside. */
  public static PacketText of(List<String> arguments) {
    StringBuilder line = new StringBuilder();
    List<Integer> columns = new ArrayList<>();
    for (String argument : arguments) {
      if (line.length() > 0) {
        line.append(' ');
      }
      columns.add(line.length());
      line.append(argument);
    }
    return new PacketText("", line.toString(), arguments, columns);
  }

  /**
   * A line of a file; blanks separate words, and from a word that begins with # on it is remark.
   * Quotes work as in a shell: between single ones everything is itself, between double ones a
   * backslash takes the next quote or backslash literally, and both may stand within a word.
   *
   * @param place what a message about it begins with
   * @throws SpecException if a quote has no end
   */
  public static PacketText ofLine(String place, String line) {
    List<String> words = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      if (line.charAt(at) <= ' ') {
        at++;
        continue;
      }
      if (line.charAt(at) == '#') {
        break;
      }
      columns.add(at);
      word.setLength(0);
      while (at < line.length() && line.charAt(at) > ' ') {
        char c = line.charAt(at);
        if (c == '\'' || c == '"') {
          at = quoted(place, line, at, word);
        } else {
          word.append(c);
          at++;
        }
      }
      words.add(word.toString());
    }
    return new PacketText(place, line, words, columns);
  }

  /** Appends what stands between quotes; returns the index behind the closing one. */
  private static int quoted(String place, String line, int open, StringBuilder word) {
    char quote = line.charAt(open);
    for (int at = open + 1; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      char next = at + 1 < line.length() ? line.charAt(at + 1) : ' ';
      if (quote == '"' && c == '\\' && (next == '"' || next == '\\')) {
        at++;
        c = next;
      }
      word.append(c);
    }
    throw new SpecException(place + "a quote without an end", line, open);
  }

  /** A mistake at a character of a word; behind the last word if there is no such word. */
  public SpecException mistake(int word, int offset, String sentence) {
    int column = word < words.size() ? columns.get(word) + offset : line.length() + 1;
    return new SpecException(place + sentence, line, column);
  }
}
