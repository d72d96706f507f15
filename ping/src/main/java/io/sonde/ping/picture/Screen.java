// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import java.util.Locale;
import java.util.Map;

/**
 * What the reader's screen can show.
 *
 * @param columns of a line
 * @param blocks whether it shows block elements of Unicode
 * @param colours whether it is to be coloured
 */
public record Screen(int columns, boolean blocks, boolean colours) {
  /** Columns where nobody tells: of a pipe, a file. */
  public static final int COLUMNS = 80;

  private static final int FEWEST = 40;

  /**
   * The screen of standard output.
   *
   * @param terminal whether it is one at all
   * @param columns as the terminal says; 0: it does not
   * @param environment of the process: {@code NO_COLOR} (no-color.org), and the locale's variables
   *     in the order of setlocale(3)
   */
  public static Screen of(boolean terminal, int columns, Map<String, String> environment) {
    int shown = terminal && columns > 0 ? Math.max(columns, FEWEST) : COLUMNS;
    boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(shown, isUnicode(environment), colours);
  }

  private static boolean isUnicode(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        String upper = locale.toUpperCase(Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return false;
  }
}
