// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.link.LinuxNetwork;
import io.sonde.net.ChannelSpec;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's own answers, over loopback. */
class SrIT {
  /**
   * Exit status where this process may not: ICMP sockets, whose range of groups a host may close.
   */
  private static final int NOT_PERMITTED = 3;

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

  /** TCP segments on loopback with RST set, of those between a port and another. */
  private static long resets(LinuxNetwork network, PacketBatch in, int from, int to)
      throws IOException {
    long resets = 0;
    while (network.receive(in, network.time().nanos()) > 0) {
      for (int i = 0; i < in.count; i++) {
        int tcp = in.start[i] + 14 + 20;
        boolean ours =
            in.length[i] >= 54
                && in.octets.get(in.start[i] + 14 + 9) == 6
                && Short.toUnsignedInt(in.octets.getShort(tcp)) == from
                && Short.toUnsignedInt(in.octets.getShort(tcp + 2)) == to;
        resets += ours && (in.octets.get(tcp + 13) & 4) != 0 ? 1 : 0;
      }
    }
    return resets;
  }

  /** What a listening kernel answers would be reset by ours, which knows of no connection. */
  @ParameterizedTest
  @CsvSource({"'', 1", "--hold, 0"})
  void aHeldPortIsSilent(String hold, long resets) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LinuxNetwork network = new LinuxNetwork()) {
      network.open(
          ChannelSpec.builder(ChannelSpec.Kind.LINK, IpFamily.IPV4, 0).device("lo").build());
      PacketBatch in = network.batch(64, 2048);
      String words = " ip dst=127.0.0.1 / tcp sport=41234 syn dport=" + server.getLocalPort();
      WireRun run = WireRun.of("sr " + hold + words);
      assertEquals(0, run.status(), run.err());
      assertTrue(run.out().contains(" SA ttl 64 "), run.out());
      assertEquals(hold.isEmpty(), run.err().contains("--hold keeps it away"), run.err());
      // an echo makes sure that everything before it has passed
      assertEquals(0, WireRun.of("sr ip dst=127.0.0.1 / icmp echo").status());
      assertEquals(resets, resets(network, in, 41234, server.getLocalPort()));
    }
  }

  @Test
  void fragmentsThatAreApartAreOneDatagramAllTheSame() {
    WireRun run =
        WireRun.of(
            "sr --frag 16 --frag-gap 20ms ip dst=127.0.0.1 / icmp echo id=7 seq=1 / data zero:40");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("icmp reply id 7 seq 1 len 48"), run.out());
    double rtt = Double.parseDouble(run.out().replaceAll("(?s).* (\\d+\\.\\d{3}) ms.*", "$1"));
    assertTrue(rtt >= 39, run.out());
  }

  @Test
  void aGapNeedsFragments() {
    WireRun run = WireRun.of("sr --frag-gap 20ms ip dst=127.0.0.1 / icmp echo");
    assertEquals(2, run.status());
    assertTrue(run.err().contains("--frag-gap: needs --frag SIZE"), run.err());
  }

  @Test
  void countsAreSaidMeanwhile() throws IOException {
    WireRun run =
        WireRun.of("sr --json --stats 5ms --gap 20ms ip dst=127.0.0.1 / icmp echo id=7 seq=1..3");
    assertEquals(0, run.status(), run.err());
    Events.check(run.out());
    assertTrue(run.out().contains("{\"event\":\"stats\""), run.out());
    assertTrue(run.err().contains(" sent, 0 refused, "), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip dst=127.0.0.1 / icmp echo id=7123 seq=1 / data hi   | 1 127.0.0.1 answered
          ip dst=127.0.0.1 / tcp dport=1 syn                     | 1 127.0.0.1 closed
          ip dst=127.0.0.1 / udp dport=1                         | 1 127.0.0.1 unreachable:port
          ip6 dst=::1 / icmp6 echo id=7123 seq=1                 | 1 ::1 answered
          ip6 dst=::1 / tcp dport=1 syn                          | 1 ::1 closed
          ip6 dst=::1 / udp dport=1                              | 1 ::1 unreachable:port
          ip dst=127.0.0.1 / udp sport=7000 dport=1,2            | 1 127.0.0.1 unreachable:port
          """)
  void regularSocketsTellTheSame(String words, String line) {
    WireRun run = WireRun.of("sr --all --via socket " + words);
    assumeTrue(run.status() != NOT_PERMITTED, run.err());
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().startsWith(line), run.out());
    assertTrue(Pattern.compile(" \\d+\\.\\d{3} ms\n$").matcher(run.out()).find(), run.out());
  }

  /** The kernel treats both alike, on an open port as on closed ones. */
  @Test
  void waysAreComparedSideBySide() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      String words =
          "ip dst=127.0.0.1 / tcp syn dport=1,"
              + server.getLocalPort()
              + " + ip dst=127.0.0.1 / udp dport=1 + ip dst=127.0.0.1 / icmp echo id=7124";
      WireRun run = WireRun.of("sr --via raw,socket " + words);
      assumeTrue(run.status() != NOT_PERMITTED, run.err());
      assertEquals(0, run.status(), run.err());
      List<String> lines =
          run.out().lines().map(line -> line.replaceAll(" \\d+\\.\\d+ ms", "")).toList();
      assertEquals(
          List.of(
              "1 127.0.0.1 tcp 1  raw closed  socket closed",
              "2 127.0.0.1 tcp " + server.getLocalPort() + "  raw open  socket open",
              "3 127.0.0.1 udp 1  raw unreachable:port  socket unreachable:port",
              "4 127.0.0.1 icmp  raw answered  socket answered"),
          lines);
      assertTrue(run.err().contains("4 probes, 4 answered, 0 not, 0 differ;"), run.err());
      assertTrue(run.err().contains("socket: does not honour ip.id"), run.err());
    }
  }

  /** What a firewall does to one of them shows. */
  @Test
  void whatIsTreatedUnequallyIsStatusOne() throws IOException {
    String words = "-t 100ms ip dst=127.0.0.1 / udp dport=1 chksum=bad";
    WireRun run = WireRun.of("sr --json --via raw,socket " + words);
    assertEquals(1, run.status(), run.err());
    Events.check(run.out());
    assertTrue(run.out().contains("\"notHonoured\":[\"ip.id\",\"udp.chksum\"]"), run.out());
    String compared =
        run.out().lines().filter(line -> line.contains("\"comparison\"")).findFirst().orElse("");
    assertTrue(
        compared.contains(
            "\"differs\":true,\"ways\":[{\"path\":\"raw\",\"outcome\":\"silent\"},"
                + "{\"path\":\"socket\",\"outcome\":\"unreachable:port\",\"rttMs\":"),
        compared);
    assertTrue(run.out().contains("\"differing\":1,"), run.out());
  }

  @Test
  void sendKnowsRegularSockets() throws IOException {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      WireRun run =
          WireRun.of(
              "send --json --via socket ip dst=127.0.0.1 / udp dport="
                  + server.getLocalPort()
                  + " / data hello");
      assertEquals(0, run.status(), run.err());
      Events.check(run.out());
      assertTrue(run.out().contains("\"path\":\"socket\""), run.out());
      server.setSoTimeout(2000);
      DatagramPacket got = new DatagramPacket(new byte[100], 100);
      server.receive(got);
      assertEquals("hello", new String(got.getData(), 0, got.getLength(), US_ASCII));
    }
  }

  @Test
  void probesAreVerified() throws IOException {
    WireRun run = WireRun.of("sr --verify ip dst=127.0.0.1 / icmp echo id=7 seq=1..3");
    assertEquals(0, run.status(), run.out() + run.err());
    assertEquals(3, run.out().lines().count(), run.out());
    assertTrue(
        run.err().contains("verified: 3 left as asked, 0 otherwise, 0 not seen\n"), run.err());
    WireRun json =
        WireRun.of(
            "sr --json --verify --via raw ip dst=127.0.0.1 id=7 chksum=0xdead / icmp echo id=7");
    assertEquals(1, json.status(), json.out() + json.err());
    Events.check(json.out());
    assertTrue(json.out().contains("\"event\":\"reply\""), json.out());
    assertTrue(json.out().contains("\"first\":\"0xdead\""), json.out());
    assertTrue(json.out().contains("\"answered\":1,"), json.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sr --verify --via raw,socket ip dst=127.0.0.1 / udp | --verify: by one way only, --via names several
          sr --via raw,raw ip dst=127.0.0.1 / udp            | --via raw,raw: raw is given twice
          sr --via tcp ip dst=127.0.0.1 / udp                | --via tcp: unknown; raw, packet or socket
          send --via raw,socket ip dst=127.0.0.1 / udp       | --via raw,socket: one of them; sr compares
          sr --hold --via socket ip dst=127.0.0.1 / udp      | --hold: not with --via socket
          """)
  void waysThatMakeNoSense(String words, String sentence) {
    WireRun run = WireRun.of(words);
    assertEquals(2, run.status(), run.out());
    assertTrue(run.err().contains(sentence), run.err());
  }
}
