// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.cli.Arguments;
import io.sonde.cli.ExitCode;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;

/** The command line of traceroute. */
final class TracerouteCommand implements Tool {
  private static final String VERSION = "--version";

  private final String name;

  TracerouteCommand(String name) {
    this.name = name;
  }

  @Override
  public OptionTable options() {
    return new OptionTable(
            name, "--help | --version", "Shows the path to a host. This version has no probes yet.")
        .section("Help")
        .flag(OptionTable.HELP, "this text")
        .flag("-V " + VERSION, "the version");
  }

  @Override
  public int run(Arguments arguments, StandardOutput out) throws UsageException {
    if (!arguments.has(VERSION)) {
      throw new UsageException("version " + Version.NUMBER + " knows --help and --version only");
    }
    out.line(name + " from sonde " + Version.NUMBER);
    return ExitCode.OK;
  }
}
