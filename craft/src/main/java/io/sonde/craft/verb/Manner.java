// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.UsageException;

/**
 * How much is said of packets that only pass through.
 *
 * @param quiet no packet on standard output: a file, or the exit status, is all
 * @param verbose all octets of data, the tree below a summary, and how many packets there were
 */
record Manner(boolean quiet, boolean verbose) {
  /** Neither. */
  static final Manner AS_ASKED = new Manner(false, false);

  static void addOptions(OptionTable table) {
    table
        .flag("-q --quiet", "no packets on standard output")
        .flag("-v --verbose", "data whole, a tree below each summary; at the end how many packets");
  }

  static Manner of(Arguments arguments) {
    if (arguments.has("--quiet") && arguments.has("--verbose")) {
      throw new UsageException("--quiet and --verbose exclude each other");
    }
    return new Manner(arguments.has("--quiet"), arguments.has("--verbose"));
  }
}
