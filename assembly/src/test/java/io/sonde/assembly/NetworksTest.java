// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.craft.lab.Networks;
import io.sonde.sim.topology.Topology;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools in every network that ships, in virtual time: each word and each digit of a time. */
class NetworksTest {
  static List<String> names() {
    return Networks.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void toolsInMemory(String name) throws IOException {
    Topology topology = Networks.read(name);
    Script script = Script.of(name);
    Script said = script.run(words -> MemoryTools.named(words.get(0), topology));
    assertEquals(script.toString(), said.toString());
  }
}
