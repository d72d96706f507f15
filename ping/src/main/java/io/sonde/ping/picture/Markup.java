// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.cli.Decimals;
import io.sonde.cli.SafeText;

/** HTML and SVG text. Whatever is given to {@link #text} is escaped and cannot become markup. */
final class Markup {
  private final StringBuilder out = new StringBuilder(1 << 16);

  /** Markup as it is. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  /** Text, in an element or between the double quotes of an attribute. */
  Markup text(String text) {
    String safe = SafeText.of(text);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** A place in a picture, one decimal. */
  Markup place(double value) {
    Decimals.appendFixed(out, Math.round(value * 10), 1, 1);
    return this;
  }

  /** An attribute that is a place. */
  Markup place(String name, double value) {
    out.append(' ').append(name).append("=\"");
    return place(value).raw("\"");
  }

  /** A line from one place to another. */
  Markup line(String style, double x1, double y1, double x2, double y2) {
    out.append("<line class=\"").append(style).append('"');
    return place("x1", x1).place("y1", y1).place("x2", x2).place("y2", y2).raw("/>");
  }

  /** Words at a place. */
  Markup label(String style, double x, double y, String text) {
    out.append("<text class=\"").append(style).append('"');
    return place("x", x).place("y", y).raw(">").text(text).raw("</text>");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
