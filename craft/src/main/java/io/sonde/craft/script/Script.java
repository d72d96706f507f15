// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A script as lines, repetitions being lines that hold others.
 *
 * @param file its name, for messages
 * @param items what stands in it
 */
record Script(String file, List<Item> items) {
  static final String REPEAT = "repeat";
  private static final String END = "end";

  /** Keeps its own list. */
  Script {
    items = List.copyOf(items);
  }

  /**
   * A line, and the lines up to its {@code end} if it is a repetition.
   *
   * @param items empty for other lines
   */
  record Item(ScriptLine line, List<Item> items) {
    /** Whether the lines below are repeated. */
    boolean isRepeat() {
      return first(line).equals(REPEAT);
    }
  }

  private record Open(ScriptLine line, List<Item> items) {}

  private static String first(ScriptLine line) {
    String text = line.text().strip();
    return text.startsWith("#") ? "" : text.split("\\s", 2)[0];
  }

  /** Takes a text apart; a backslash at a line's end joins the next. */
  static Script read(String file, String text) {
    Deque<Open> open = new ArrayDeque<>();
    List<Item> items = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    int number = 0;
    int began = 1;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      began = joined.length() == 0 ? number : began;
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1);
        continue;
      }
      ScriptLine whole = new ScriptLine(began, joined.append(line).toString());
      joined.setLength(0);
      String word = first(whole);
      if (word.equals(REPEAT)) {
        open.push(new Open(whole, items));
        items = new ArrayList<>();
      } else if (word.equals(END)) {
        if (open.isEmpty()) {
          throw whole.mistake(file, 0, "end: no repeat is open");
        }
        Open repeat = open.pop();
        repeat.items.add(new Item(repeat.line, List.copyOf(items)));
        items = repeat.items;
      } else if (!word.isEmpty()) {
        items.add(new Item(whole, List.of()));
      }
    }
    if (!open.isEmpty()) {
      throw open.peek().line.mistake(file, 0, "repeat: no end");
    }
    return new Script(file, items);
  }
}
