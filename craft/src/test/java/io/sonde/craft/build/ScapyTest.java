// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packets as scapy builds them, in {@code scapy/*.hex}: a line of packet text, a line of octets.
 */
final class ScapyTest {
  static Stream<Path> families() throws IOException, URISyntaxException {
    URL folder = ScapyTest.class.getResource("/io/sonde/craft/scapy");
    assertTrue(folder != null, "no fixtures");
    if (folder == null) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void theSameOctets(Path family) throws IOException {
    List<String> texts = new ArrayList<>();
    List<String> octets = new ArrayList<>();
    for (String line : Files.readAllLines(family)) {
      if (!line.startsWith("#")) {
        (texts.size() == octets.size() ? texts : octets).add(line);
      }
    }
    assertTrue(octets.size() >= 10, family + " has few packets");
    byte[] packets = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
    CraftRun run = CraftRun.of(packets, "build", "--from", "-", "-o", "hex");
    assertEquals(0, run.status(), run.err());
    assertEquals(String.join("\n", octets) + "\n", run.out(), family.toString());
  }
}
