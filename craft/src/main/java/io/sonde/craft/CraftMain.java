// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;

/** The program craft. */
public final class CraftMain {
  private CraftMain() {}

  /** Runs and exits. {@code sonde.name} is the name that the program was called by. */
  public static void main(String[] arguments) {
    String name = System.getProperty("sonde.name", "craft");
    StandardOutput out = StandardOutput.ofProcess(name, false);
    System.exit(ToolRunner.ofProcess().run(new CraftCommand(name), arguments, out));
  }
}
