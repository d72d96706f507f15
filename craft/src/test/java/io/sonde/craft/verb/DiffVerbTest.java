// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.craft.CraftRun;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffVerbTest {
  @Test
  void twoPacketsFieldByField() {
    CraftRun run = CraftRun.of("diff ip id=1 ttl=5 / udp sport=1 + ip id=1 ttl=6 / udp sport=2");
    assertEquals(
        """
        1  ip.ttl: 5 | 6
        1  ip.chksum: 0xb5d1 | 0xb4d1
        1  udp.sport: 1 | 2
        1  udp.chksum: 0xffd4 | 0xffd3
        """,
        run.out());
    assertEquals(1, run.status());
  }

  @Test
  void whatIsIgnoredDoesNotDiffer() {
    String packets = " ip id=1 ttl=5 / udp sport=1 + ip id=1 ttl=6 / udp sport=1";
    assertEquals(0, CraftRun.of("diff --ignore ip.ttl,ip.chksum" + packets).status());
    assertEquals(0, CraftRun.of("diff --ignore ip.ttl --ignore-derived" + packets).status());
    CraftRun mistake = CraftRun.of("diff --ignore ip.tll" + packets);
    assertEquals("craft: --ignore ip.tll: expected LAYER or LAYER.KEY\n", mistake.err());
  }

  @Test
  void filesInAnyOrder(@TempDir Path folder) throws IOException {
    String one = folder.resolve("one.pcap").toString();
    String other = folder.resolve("other.pcap").toString();
    assertEquals(0, CraftRun.of("build -w " + one + " ip id=1 ttl=1,2,3").status());
    assertEquals(0, CraftRun.of("build -w " + other + " ip id=1 ttl=3,1,9").status());
    CraftRun run = CraftRun.of("diff --by content " + one + " " + other);
    assertEquals("2  only in the first\n3  only in the second\n", run.out(), run.err());
    assertEquals(0, CraftRun.of("diff " + one + " " + one).status());
    assertEquals(1, CraftRun.of("diff -q " + one + " " + other).status());
  }
}
