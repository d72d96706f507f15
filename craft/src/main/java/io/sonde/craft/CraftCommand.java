// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.cli.Arguments;
import io.sonde.cli.ExitCode;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.cli.UsageException;
import io.sonde.cli.Version;

/** The command line of craft. */
final class CraftCommand implements Tool {
  private static final String VERSION = "--version";

  private final String name;

  CraftCommand(String name) {
    this.name = name;
  }

  @Override
  public OptionTable options() {
    return new OptionTable(
            name,
            "--help | --version",
            "Builds, sends and reads packets. This version has no verbs yet.")
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
