// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.cli.OptionTable.Kind;
import io.sonde.cli.OptionTable.Row;
import java.util.List;

/** The help of an option table: two columns, the second wrapped, one heading a section. */
final class HelpText {
  private static final int WIDTH = 100;
  private static final int TEXT_COLUMN = 28;

  private HelpText() {}

  static String of(String tool, String synopsis, String summary, List<Row> rows) {
    StringBuilder out = new StringBuilder(4096);
    out.append("Usage: ").append(tool).append(' ').append(synopsis).append('\n');
    wrap(out, 0, summary);
    String section = "";
    for (Row row : rows) {
      if (!row.section().equals(section)) {
        section = row.section();
        out.append('\n').append(section).append(":\n");
      }
      int start = out.length();
      out.append("  ");
      names(out, row);
      if (out.length() - start > TEXT_COLUMN - 2) {
        out.append('\n').append(" ".repeat(TEXT_COLUMN));
      } else {
        out.append(" ".repeat(TEXT_COLUMN - (out.length() - start)));
      }
      wrap(out, TEXT_COLUMN, row.text());
    }
    return out.toString();
  }

  private static void names(StringBuilder out, Row row) {
    boolean longName = false;
    for (int i = 0; i < row.names().size(); i++) {
      String name = row.names().get(i);
      out.append(i == 0 ? "" : ", ").append(name);
      longName = name.startsWith("--");
    }
    if (row.kind() == Kind.VALUE) {
      out.append(longName ? "=" : " ").append(row.label());
    } else if (row.kind() == Kind.OPTIONAL_VALUE) {
      out.append(longName ? "[=" : "[").append(row.label()).append(']');
    }
  }

  /** Appends words from the present column on; lines that follow begin at {@code column}. */
  private static void wrap(StringBuilder out, int column, String text) {
    int room = WIDTH - column;
    int from = 0;
    while (text.length() - from > room) {
      int blank = text.lastIndexOf(' ', from + room);
      int to = blank > from ? blank : from + room;
      out.append(text, from, to).append('\n').append(" ".repeat(column));
      from = blank > from ? to + 1 : to;
    }
    out.append(text, from, text.length()).append('\n');
  }
}
