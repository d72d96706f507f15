// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import io.sonde.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * A list of targets, one a line. What follows {@code #} is a comment, empty lines count for
 * nothing, blanks around a target neither.
 */
public final class TargetFile {
  /** Longest line that is looked at; a longer one is no target. */
  private static final int LONGEST_LINE = 1024;

  private final String name;
  private final boolean whole;

  /**
   * @param name what messages call it
   * @param whole as in {@link TargetSpec#parse}
   */
  public TargetFile(String name, boolean whole) {
    this.name = name;
    this.whole = whole;
  }

  /**
   * Reads all lines.
   *
   * @param targets takes each target
   * @param mistakes takes a sentence for each bad line, {@code hosts.txt:3: …}
   */
  public void read(BufferedReader in, Consumer<TargetSpec> targets, Consumer<String> mistakes)
      throws IOException {
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (text.isEmpty()) {
        continue;
      }
      try {
        targets.accept(parse(text));
      } catch (UsageException e) {
        mistakes.accept(name + ":" + number + ": " + e.getMessage());
      }
    }
  }

  private TargetSpec parse(String text) {
    if (text.length() > LONGEST_LINE) {
      throw new UsageException("line of " + text.length() + " characters; a target a line");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i)) || Character.isISOControl(text.charAt(i))) {
        throw new UsageException(printable(text) + ": more than one word; a target a line");
      }
    }
    return TargetSpec.parse(text, whole);
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return shown.toString();
  }
}
