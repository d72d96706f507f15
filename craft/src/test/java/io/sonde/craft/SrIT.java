// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.link.LinuxNetwork;
import io.sonde.net.ChannelSpec;
import io.sonde.net.NotPermittedException;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's own answers, over loopback. */
class SrIT {
  @BeforeAll
  static void mayListen() throws IOException {
    try (LinuxNetwork network = new LinuxNetwork()) {
      network.open(
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0).device("lo").build());
    } catch (NotPermittedException e) {
      assumeTrue(false, e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip dst=127.0.0.1 / icmp echo id=7 seq=1 / data hello  | 1 127.0.0.1 icmp reply id 7 seq 1 len 13 ttl 64
          ip dst=127.0.0.1 / icmp ts id=7 seq=2                 | 1 127.0.0.1 icmp tsreply id 7 seq 2 len 20 ttl 64
          ip dst=127.0.0.1 / tcp dport=1 syn                    | 1 127.0.0.1 tcp 1 AR ttl 64
          ip dst=127.0.0.1 / udp dport=1                        | 1 127.0.0.1 icmp unreach port
          ip dst=127.0.0.1 proto=200 / data zero:9              | 1 127.0.0.1 icmp unreach proto
          ip6 dst=::1 / icmp6 echo id=7 seq=1                   | 1 ::1 icmp6 reply id 7 seq 1 len 8 hlim 64
          ip6 dst=::1 / udp dport=1                             | 1 ::1 icmp6 unreach port
          ip dst=127.0.0.1 / udp sport=9 dport=9                | 1 127.0.0.1 icmp unreach port
          """)
  void answers(String words, String line) {
    WireRun run = WireRun.of("sr -t 2s " + words);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().startsWith(line), run.out());
    assertTrue(Pattern.compile(" \\d+\\.\\d{3} ms\n$").matcher(run.out()).find(), run.out());
    assertTrue(run.err().contains("1 probe, 1 answered, 0 not; "), run.err());
  }

  @Test
  void thatTheHostDropsForgeriesIsSaid() {
    WireRun run = WireRun.of("sr -t 50ms ip dst=127.0.0.1 id=0 / icmp echo");
    assertEquals(1, run.status(), run.err());
    assertTrue(run.err().contains("note: this host drops what a packet socket sends"), run.err());
  }

  @Test
  void silenceIsStatusOne() {
    WireRun run = WireRun.of("sr -t 50ms ip dst=127.0.0.1 / udp dport=1 chksum=bad");
    assertEquals(1, run.status(), run.err());
    assertEquals("1 no answer\n", run.out());
  }

  @Test
  void allMeansEvery() {
    String words =
        "-t 50ms ip dst=127.0.0.1 / udp dport=1 + ip dst=127.0.0.1 / udp dport=1 chksum=bad";
    assertEquals(0, WireRun.of("sr " + words).status());
    assertEquals(1, WireRun.of("sr --all " + words).status());
  }

  @Test
  void bothDirectionsAreKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("both.pcap");
    WireRun run = WireRun.of("sr -w " + file + " ip dst=127.0.0.1 / icmp echo id=7 seq=1..2");
    assertEquals(0, run.status(), run.err());
    String shown = CraftRun.of("show -o summary " + file).out();
    assertEquals(4, shown.lines().count(), shown);
    assertTrue(shown.contains("127.0.0.1 > 127.0.0.1 icmp reply id 7 seq 2 len 8"), shown);
    assertTrue(Files.size(file) > 24 + 4 * (16 + 28) - 1);
  }

  @Test
  void silenceIsAnEventToo() throws IOException {
    WireRun run = WireRun.of("sr --json -t 20ms ip dst=127.0.0.1 / udp dport=1 chksum=bad");
    assertEquals(1, run.status(), run.err());
    assertEquals(4, Events.check(run.out()));
  }

  @Test
  void aReplyIsAnEventOfAllItsLayers() throws IOException {
    WireRun run = WireRun.of("sr --json ip dst=127.0.0.1 / icmp echo id=7 seq=1");
    assertEquals(0, run.status(), run.err());
    assertEquals(4, Events.check(run.out()));
    String reply =
        run.out().lines().filter(line -> line.contains("\"event\":\"reply\"")).toList().get(0);
    assertTrue(reply.startsWith("{\"event\":\"reply\",\"index\":1,\"probe\":1,\"rttMs\":"), reply);
    assertTrue(reply.contains("{\"layer\":\"icmp\",\"offsetBytes\":34,\"type\":0,"), reply);
    String summary = run.out().lines().reduce((first, second) -> second).orElse("");
    assertTrue(summary.contains("\"probes\":1,\"answered\":1,\"duplicate\":0"), summary);
  }
}
