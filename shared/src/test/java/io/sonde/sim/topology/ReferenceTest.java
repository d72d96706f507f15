// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  /** What is in docs/lab.md between its marks; written to target for whoever has to update it. */
  @Test
  void thePageSaysWhatTheTableSays() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("sonde.root"), "docs", "lab.md"));
    String expected = Topology.reference();
    Path written = Path.of(System.getProperty("sonde.root"), "shared", "target", "reference.md");
    Files.createDirectories(written.getParent());
    Files.writeString(written, expected);
    int from = page.indexOf('\n', page.indexOf("<!-- reference")) + 1;
    int to = page.indexOf("<!-- end of reference");
    assertEquals(expected.strip(), page.substring(from, to).strip());
  }
}
