// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

/** Text from others, made safe for a terminal and a line. */
public final class SafeText {
  private SafeText() {}

  /**
   * The text with control characters in octal ({@code \033}), and characters that reorder or hide
   * text by their number in hexadecimal. A name service may return anything, and a terminal obeys.
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  /** Lines with a question mark for each such character, so that columns stay where they are. */
  static String lines(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '\n' || isPlain(c) ? c : '?');
    }
    return out.toString();
  }

  private static boolean isPlain(char c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        out.append(c);
      } else if (c < 0x100) {
        out.append('\\').append((char) ('0' + (c >>> 6)));
        out.append((char) ('0' + (c >>> 3 & 7))).append((char) ('0' + (c & 7)));
      } else {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >>> shift & 0xf, 16));
        }
      }
    }
    return out.toString();
  }
}
