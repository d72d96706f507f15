// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.ToolRunner;
import io.sonde.cli.Version;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CraftCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new ToolRunner(false)
        .run(new CraftCommand("craft"), arguments, new StandardOutput("craft", out, err, false));
  }

  private static String text(ByteArrayOutputStream octets) {
    return octets.toString(StandardCharsets.UTF_8);
  }

  @Test
  void versionIsOneLine() {
    assertEquals(0, run("--version"));
    assertEquals("craft from sonde " + Version.NUMBER + "\n", text(out));
    assertEquals("", text(err));
  }

  @Test
  void withoutOptionsItSaysWhatItKnows() {
    assertEquals(2, run());
    assertEquals("", text(out));
    assertEquals(
        "craft: version " + Version.NUMBER + " knows --help and --version only\n", text(err));
  }
}
