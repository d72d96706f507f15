// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.net.HostNames;

/** Whether text has names of hosts; of {@code --resolve} and {@code -n} the last one counts. */
final class Naming {
  private Naming() {}

  static void addOptions(OptionTable table) {
    table
        .flag("--resolve", "names of hosts beside or instead of addresses in text (off)")
        .flag("-n --numeric", "no names of hosts: as without --resolve");
  }

  static HostNames of(Arguments arguments, Outside outside) {
    return "--resolve".equals(arguments.last("--resolve", "--numeric"))
        ? outside.names().get()
        : HostNames.NONE;
  }
}
