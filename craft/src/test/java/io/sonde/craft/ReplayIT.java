// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Captures that are replayed: what arrives at the far end is what they hold. */
@Timeout(60)
final class ReplayIT {
  private static final String FAR = "020000000202";
  private static final String FRAMES =
      "eth dst=02:00:00:00:02:02 src=02:00:00:00:02:01 / vlan id=7 / ip src=192.0.2.1"
          + " dst=192.0.2.2 ttl=1..3 chksum=0xdead / udp sport=1 dport=9 / data hello";

  private static Path capture(Path folder, String packets) throws IOException {
    Path file = folder.resolve("capture.pcap");
    Files.write(file, CraftRun.of("build -o pcap " + packets).octets());
    return file;
  }

  private static List<String> hex(String packets) {
    return CraftRun.of("build -o hex " + packets).out().lines().toList();
  }

  @Test
  void framesLeaveAsTheyWereCapturedAndAsOftenAsWanted(@TempDir Path folder) throws IOException {
    Path file = capture(folder, FRAMES);
    try (Veth veth = new Veth()) {
      List<String> twice = new ArrayList<>(hex(FRAMES));
      twice.addAll(hex(FRAMES));
      for (String how : List.of("", " --preload", " --topspeed", " --speed 1000", " --gap 1ms")) {
        WireRun run = WireRun.of("replay -i craftnear --loop 2 " + file + how);
        assertEquals(0, run.status(), run.err());
        assertTrue(run.err().startsWith("6 packets sent, "), run.err());
        assertEquals(twice, veth.frames(FAR, 6), how);
      }
    }
  }

  @Test
  void everyLineIsAnEvent(@TempDir Path folder) throws IOException {
    Path file = capture(folder, FRAMES);
    try (Veth veth = new Veth()) {
      WireRun run = WireRun.of("replay --json -i craftnear --loop 2 --topspeed " + file);
      assertEquals(6, veth.frames(FAR, 6).size());
      int events = Events.check(run.out());
      assertTrue(events >= 2, run.out());
      String summary = run.out().lines().toList().get(events - 1);
      assertTrue(summary.contains("\"event\":\"summary\""), summary);
      assertTrue(summary.contains("\"packets\":6,"), summary);
    }
  }

  @Test
  void changesAreMadeOnTheWay(@TempDir Path folder) throws IOException {
    Path file = capture(folder, FRAMES);
    try (Veth veth = new Veth()) {
      WireRun run = WireRun.of("replay -i craftnear " + file + " ip.ttl=9 vlan=del -c 1");
      assertEquals(0, run.status(), run.err());
      String changed = FRAMES.replace("ttl=1..3", "ttl=9").replace("/ vlan id=7 ", "");
      assertEquals(hex(changed), veth.frames(FAR, 1));
    }
  }

  @Test
  void packetsWithoutALinkHeaderGetOne(@TempDir Path folder) throws IOException {
    String packets = "ip src=192.0.2.1 dst=192.0.2.2 id=5..6 chksum=0xdead / udp sport=1 dport=9";
    Path file = capture(folder, packets);
    try (Veth veth = new Veth()) {
      WireRun run = WireRun.of("replay " + file);
      assertEquals(0, run.status(), run.err());
      List<String> framed = new ArrayList<>();
      hex(packets).forEach(packet -> framed.add("020000000202" + "020000000201" + "0800" + packet));
      assertEquals(framed, veth.frames(FAR, 2));
    }
  }

  @Test
  void aGoodGuestDoesNotReplayToStrangers(@TempDir Path folder) throws IOException {
    Path file =
        capture(
            folder,
            "eth dst=02:00:00:00:02:02 src=02:00:00:00:02:01 / ip src=192.0.2.1 dst=8.8.8.8 / udp");
    try (Veth veth = new Veth()) {
      WireRun run = WireRun.of("replay -i craftnear --topspeed " + file);
      assertEquals(3, run.status());
      assertTrue(run.err().contains("8.8.8.8: a public address"), run.err());
      assertEquals(List.of(), veth.frames(FAR + "0200000002010800", 0));
    }
  }
}
