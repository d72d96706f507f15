// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.sim.Simulation;
import io.sonde.sim.topology.Topology;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
  static List<String> names() {
    return Networks.NAMES;
  }

  @Test
  void everyFileOfTheFolderIsListed() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(Networks.class.getResource("networks/line.net")).toURI())
            .resolveSibling("");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          new TreeSet<>(Networks.NAMES),
          files
              .map(file -> file.getFileName().toString().replace(".net", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachHasATitleAnExerciseAndASolution(String name) throws IOException {
    Topology topology = Networks.read(name);
    assertTrue(topology.comments().get(0).endsWith("."), name);
    assertEquals("", topology.comments().get(1));
    assertTrue(topology.comments().get(2).startsWith("Exercise: "), name);
    Path page = Path.of(System.getProperty("sonde.root"), "docs", "lab.md");
    assertTrue(Files.readString(page).contains("\n**" + name + ".** "), name);
  }

  /** From the host to every node and back, in memory; a bit error or a rule may take some. */
  @ParameterizedTest
  @MethodSource("names")
  void eachIsWalkedInMemory(String name) throws IOException {
    Topology topology = Networks.read(name);
    Simulation simulation = topology.simulate(1);
    int[] answers = {0};
    simulation.host().attach((time, octets, offset, length) -> answers[0]++);
    ByteBuffer packet = ByteBuffer.allocate(Rehearsal.LENGTH);
    for (int i = 0; i < 200; i++) {
      Rehearsal.write(
          packet, topology.host(), topology.nodes().get(i % topology.nodes().size()), i);
      simulation.send(packet, 0, packet.capacity());
      simulation.runUntil(simulation.now() + 10_000_000);
    }
    simulation.runUntil(simulation.now() + 2_000_000_000L);
    assertEquals(0, simulation.packetsUnderWay());
    assertTrue(answers[0] > 80, answers[0] + " answers");
  }
}
