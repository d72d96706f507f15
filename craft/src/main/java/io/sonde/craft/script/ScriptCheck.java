// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.script.Script.Item;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads a whole script before anything of it happens. */
final class ScriptCheck {
  private final Names names;
  private final StatementReader reader;
  private long statements;
  private boolean random;

  /**
   * @param given values of the command line
   */
  ScriptCheck(Script script, Map<String, String> given, StatementReader reader) throws IOException {
    names = new Names(script.file(), given, true);
    this.reader = reader;
    check(script.items());
  }

  /** Lines that say something; those of repetitions count once. */
  long statements() {
    return statements;
  }

  /** Whether chance has a part in it. */
  boolean isRandom() {
    return random;
  }

  private void check(List<Item> items) throws IOException {
    for (Item item : items) {
      statements++;
      look(reader.read(names.replaced(item.line())));
      check(item.items());
    }
  }

  private void look(Statement statement) {
    if (statement instanceof Statement.Let let) {
      names.put(let.name(), let.value());
    } else if (statement instanceof Statement.Expect expect && !expect.name().isEmpty()) {
      names.put(expect.name(), new Dissection());
    } else if (statement instanceof Statement.At at) {
      look(at.then());
    } else if (statement instanceof Statement.Send send) {
      random |= send.patterns().stream().anyMatch(PacketPattern::isRandom);
    }
  }
}
