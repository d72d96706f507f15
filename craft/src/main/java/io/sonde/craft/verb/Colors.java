// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.UsageException;

/** The option {@code --color}. */
final class Colors {
  private Colors() {}

  /** Whether text on standard output is to have colours; {@code NO_COLOR} forbids them to auto. */
  static boolean of(Arguments arguments, StandardOutput out) {
    String when = arguments.value("--color", "auto");
    return switch (when) {
      case "auto" -> out.isTerminal() && System.getenv("NO_COLOR") == null;
      case "always" -> true;
      case "never" -> false;
      default -> throw new UsageException("--color " + when + ": unknown; auto, always or never");
    };
  }
}
