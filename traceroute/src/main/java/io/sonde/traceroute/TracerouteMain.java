// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;

/** The program traceroute. */
public final class TracerouteMain {
  private TracerouteMain() {}

  /** Runs and exits. {@code sonde.name} is the name that the program was called by. */
  public static void main(String[] arguments) {
    String name = System.getProperty("sonde.name", "traceroute");
    StandardOutput out = StandardOutput.ofProcess(name, false);
    System.exit(ToolRunner.ofProcess().run(new TracerouteCommand(name), arguments, out));
  }
}
