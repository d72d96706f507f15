// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.language.PacketPattern;
import java.util.List;

/** What a line says, its names replaced by values. Times are nanoseconds. */
sealed interface Statement {
  /** Everything goes by this device from here on. */
  record Device(String name) implements Statement {}

  /** A name for a value. */
  record Let(String name, String value) implements Statement {}

  /** Packets that leave now. */
  record Send(List<PacketPattern> patterns) implements Statement {
    /** Keeps its own list. */
    public Send {
      patterns = List.copyOf(patterns);
    }
  }

  /**
   * A packet that has to come.
   *
   * @param from shortest time
   * @param to longest time
   * @param name that its values have from here on; empty: none
   */
  record Expect(Expectation expectation, long from, long to, String name) implements Statement {}

  /** A packet that must not come. */
  record Reject(Expectation expectation, long within) implements Statement {}

  /** Waits. */
  record Wait(long nanos) implements Statement {}

  /** Waits until a time since the script began, then goes on. */
  record At(long nanos, Statement then) implements Statement {}

  /** How often the lines below come. */
  record Repeat(long count) implements Statement {}

  /**
   * A command.
   *
   * @param background whether it goes on while the script does
   */
  record Run(List<String> words, String text, boolean background) implements Statement {
    /** Keeps its own list. */
    public Run {
      words = List.copyOf(words);
    }
  }
}
