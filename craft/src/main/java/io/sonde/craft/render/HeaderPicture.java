// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import org.jspecify.annotations.Nullable;

/** A header as RFCs draw it: 32 bits a line, two columns a bit. */
final class HeaderPicture {
  private static final int WORD = 32;
  private static final String RULE = "+-".repeat(WORD) + "+\n";

  private HeaderPicture() {}

  static String of(LayerSpec spec) {
    StringBuilder out = new StringBuilder(1024);
    out.append(" 0                   1                   2                   3\n");
    out.append(" 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1\n");
    out.append(RULE);
    int bits = 8 * spec.length();
    for (int line = 0; line < bits; line += WORD) {
      line(spec, line, Math.min(bits, line + WORD), out);
      out.append(RULE);
    }
    for (Field field : spec.fields()) {
      if (field.isPart()) {
        out.append('|')
            .append(centred(field.key() + " …", 2 * WORD - 1))
            .append("|\n")
            .append(RULE);
      }
    }
    return out.toString();
  }

  /** A field of several lines has its name in the first and dots in the others. */
  private static void line(LayerSpec spec, int from, int to, StringBuilder out) {
    int at = from;
    while (at < to) {
      Field field = fieldAt(spec, at);
      int end = field == null ? nextField(spec, at, to) : Math.min(to, field.bit() + field.width());
      boolean begins = field != null && (field.bit() == at || at == from);
      String name = field == null || !begins ? "" : field.bit() == at ? field.key() : "…";
      out.append('|').append(centred(name, 2 * (end - at) - 1));
      at = end;
    }
    out.append("|\n");
  }

  private static @Nullable Field fieldAt(LayerSpec spec, int bit) {
    for (Field field : spec.fields()) {
      if (field.bit() >= 0
          && field.isShown()
          && !field.isMoving()
          && field.bit() <= bit
          && bit < field.bit() + field.width()) {
        return field;
      }
    }
    return null;
  }

  private static int nextField(LayerSpec spec, int bit, int to) {
    int next = bit + 1;
    while (next < to && fieldAt(spec, next) == null) {
      next++;
    }
    return next;
  }

  private static String centred(String name, int width) {
    String shown = name.length() <= width ? name : name.substring(0, width);
    int left = (width - shown.length()) / 2;
    return " ".repeat(left) + shown + " ".repeat(width - left - shown.length());
  }
}
