// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import io.sonde.craft.answer.Outcome;
import io.sonde.craft.answer.Probe;
import io.sonde.craft.dissect.Dissection;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that wait for answers, in virtual time; the server is two milliseconds away. */
final class SrRunTest {
  private static final long MILLI = 1_000_000;
  private static final String TO_SERVER = "ip src=192.0.2.10 dst=203.0.113.9 ";

  private final List<String> lines = new ArrayList<>();

  /** Everything that a listener is told, a line each. */
  private final class Heard implements SrListener {
    @Override
    public void packet(long number, PathChoice choice, ByteBuffer octets, int linkType) {}

    @Override
    public void handled(long number, int outcome, int detail) {}

    @Override
    public void note(String sentence) {
      lines.add(sentence);
    }

    @Override
    public void unsendable(long number, String sentence) {
      lines.add(number + " " + sentence);
    }

    @Override
    public void progress(Counts counts, long elapsed) {
      lines.add("STATS " + counts.sent() + " " + elapsed / MILLI + " ms");
    }

    @Override
    public void answer(
        Status status,
        @Nullable Probe probe,
        Dissection packet,
        int linkType,
        long time,
        long roundTrip) {
      String layer = packet.packet().specs[1].name();
      String rtt = roundTrip == Probe.UNKNOWN ? "" : " " + roundTrip / MILLI + " ms";
      lines.add(status + " " + (probe == null ? "-" : probe.number) + " " + layer + rtt);
    }

    @Override
    public void outcome(
        Status status, Probe probe, Outcome outcome, IpAddress from, long time, long roundTrip) {
      lines.add(
          status
              + " "
              + probe.number
              + " "
              + from
              + " "
              + outcome.text()
              + " "
              + roundTrip / MILLI);
    }

    @Override
    public void noAnswer(Probe probe, long waited) {
      lines.add("NONE " + probe.number + " " + waited / MILLI + " ms");
    }
  }

  private static SrSettings settings(long timeout, int retries, boolean multi) {
    return new SrSettings(send(Rate.FREE), timeout * MILLI, retries, multi, 0, false);
  }

  private static SendSettings send(Rate rate) {
    return new SendSettings("", null, rate, Long.MAX_VALUE, Long.MAX_VALUE, false, false);
  }

  private static PacketFeed packets(String words) {
    CraftRun built = CraftRun.of("build -o hex " + words);
    assertEquals(0, built.status(), built.err());
    List<String> hex = built.out().lines().toList();
    int[] next = {0};
    CaptureInterface link =
        CaptureInterface.of(words.startsWith("ip6") ? LinkType.IPV6 : LinkType.IPV4);
    return record -> {
      if (next[0] == hex.size()) {
        return false;
      }
      byte[] octets = HexFormat.of().parseHex(hex.get(next[0]++));
      record.set(link, CaptureRecord.NO_TIME, octets.length, ByteBuffer.wrap(octets));
      return true;
    };
  }

  private SrRun run(String network, SrSettings settings, String words) throws IOException {
    SimulatedNetwork simulated = SimulatedPorts.network(network);
    return run(simulated, settings, words);
  }

  private SrRun run(SimulatedNetwork network, SrSettings settings, String words)
      throws IOException {
    SrRun run = new SrRun(settings, SimulatedPorts.of(network), network, new Heard());
    run.run(packets(words));
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip src=192.0.2.10 dst=203.0.113.9 / icmp echo id=7 seq=1   | REPLY 1 icmp 4 ms
          ip src=192.0.2.10 dst=203.0.113.9 / tcp dport=80 syn       | REPLY 1 tcp 4 ms
          ip src=192.0.2.10 dst=203.0.113.9 / tcp dport=81 syn       | REPLY 1 tcp 4 ms
          ip src=192.0.2.10 dst=203.0.113.9 / udp dport=9            | REPLY 1 icmp 4 ms
          ip src=192.0.2.10 dst=203.0.113.9 ttl=1 / udp dport=9      | REPLY 1 icmp 2 ms
          ip6 src=2001:db8::10 dst=2001:db8:9::9 / icmp6 echo id=7   | REPLY 1 icmp6 4 ms
          ip6 src=2001:db8::10 dst=2001:db8:9::9 hlim=1 / udp        | REPLY 1 icmp6 2 ms
          ip6 src=2001:db8::10 dst=2001:db8:9::9 / tcp dport=80 syn  | REPLY 1 tcp 4 ms
          ip src=192.0.2.10 dst=203.0.113.9 chksum=1 / udp           | NONE 1 100 ms
          """)
  void answersWithTheirRoundTrips(String words, String line) throws IOException {
    SrRun run = run(SimulatedPorts.NETWORK, settings(100, 0, false), words);
    List<String> answers = lines.stream().filter(one -> !one.startsWith("path")).toList();
    List<String> expected = new ArrayList<>(List.of(line));
    answers = answers.stream().filter(one -> !one.startsWith("note")).toList();
    assertEquals(expected, answers);
    assertEquals(line.startsWith("REPLY") ? 1 : 0, run.answered());
    assertEquals(1, run.probes());
  }

  @Test
  void theRunEndsWithTheLastAnswer() throws IOException {
    SrRun run = run(SimulatedPorts.NETWORK, settings(5000, 0, false), TO_SERVER + "/ icmp echo");
    assertEquals(4, run.elapsed() / MILLI);
  }

  @Test
  void whatNobodyAnswersIsSentAgain() throws IOException {
    SimulatedNetwork network = SimulatedPorts.network(SimulatedPorts.NETWORK);
    SrRun run = run(network, settings(100, 2, false), TO_SERVER + "/ udp chksum=bad");
    assertEquals(3, run.counts().sent());
    assertEquals("NONE 1 300 ms", lines.get(lines.size() - 1));
    assertEquals(300, run.elapsed() / MILLI);
  }

  @Test
  void aDuplicateIsNotCountedTwice() throws IOException {
    SrRun run =
        run(
            SimulatedPorts.NETWORK.replace("link r1 t 1ms", "link r1 t 1ms duplicate=100%"),
            settings(100, 0, true),
            TO_SERVER + "/ icmp echo id=1 seq=1..2");
    assertEquals(2, run.answered());
    assertEquals(2, lines.stream().filter(line -> line.startsWith("REPLY")).count());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("DUPLICATE")), lines.toString());
    assertEquals(100, run.elapsed() / MILLI);
  }

  @Test
  void whatComesTooLateIsLate() throws IOException {
    SrRun run =
        run(
            SimulatedPorts.network(
                SimulatedPorts.NETWORK.replace("link r1 t 1ms", "link r1 t 80ms")),
            new SrSettings(
                send(new Rate(Rate.Kind.GAP, 200.0 * MILLI)), 100 * MILLI, 0, false, 0, false),
            TO_SERVER + "/ icmp echo id=1 seq=1..2");
    assertEquals(List.of("NONE 1 100 ms", "LATE 1 icmp 162 ms", "NONE 2 100 ms"), lines);
    assertEquals(0, run.answered());
  }

  @Test
  void laterFragmentsAreNotWaitedFor() throws IOException {
    SrRun run =
        run(
            SimulatedPorts.NETWORK,
            settings(100, 0, false),
            TO_SERVER + "id=5 / icmp echo id=7 / data seq:40 --frag 24");
    assertEquals(2, run.counts().sent());
    assertEquals(1, run.probes());
    assertEquals(1, run.answered(), lines.toString());
  }

  @Test
  void aThousandProbesFindTheirAnswers() throws IOException {
    SrRun run =
        run(
            SimulatedPorts.NETWORK,
            settings(1000, 0, false),
            TO_SERVER + "/ icmp echo id=1..10 seq=1..100");
    assertEquals(1000, run.probes());
    assertEquals(1000, run.answered());
    assertTrue(lines.stream().allMatch(line -> line.startsWith("REPLY")), lines.toString());
  }

  @Test
  void aSynAckIsExplainedOnce() throws IOException {
    run(
        SimulatedPorts.NETWORK,
        settings(100, 0, false),
        TO_SERVER + "/ tcp dport=80 sport=1..3 syn");
    assertEquals(1, lines.stream().filter(line -> line.startsWith("note: this host")).count());
  }

  @Test
  void countsAreToldAtEqualDistances() throws IOException {
    SendSettings send =
        new SendSettings(
            "",
            null,
            new Rate(Rate.Kind.GAP, 20.0 * MILLI),
            Long.MAX_VALUE,
            30 * MILLI,
            false,
            false);
    run(
        SimulatedPorts.network(SimulatedPorts.NETWORK),
        new SrSettings(send, 100 * MILLI, 0, false, 0, false),
        TO_SERVER + "/ icmp echo id=1 seq=1..4");
    List<String> stats = lines.stream().filter(line -> line.startsWith("STATS")).toList();
    assertEquals(List.of("STATS 2 30 ms", "STATS 4 60 ms"), stats);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip src=192.0.2.10 dst=203.0.113.9 / tcp dport=80 syn             | REPLY 1 203.0.113.9 open 4
          ip src=192.0.2.10 dst=203.0.113.9 / tcp dport=81 syn             | REPLY 1 203.0.113.9 closed 4
          ip src=192.0.2.10 dst=203.0.113.9 ttl=1 / tcp dport=80 syn       | REPLY 1 198.51.100.1 exceeded 2
          ip src=192.0.2.10 dst=203.0.113.9 / udp dport=7 / data x         | REPLY 1 203.0.113.9 answered 4
          ip src=192.0.2.10 dst=203.0.113.9 / udp dport=9                  | REPLY 1 203.0.113.9 unreachable:port 4
          ip src=192.0.2.10 dst=203.0.113.9 ttl=1 / udp dport=9            | REPLY 1 198.51.100.1 exceeded 2
          ip src=192.0.2.10 dst=203.0.113.9 / icmp echo id=7 seq=3         | REPLY 1 203.0.113.9 answered 4
          ip src=192.0.2.10 dst=203.0.113.9 ttl=1 / icmp echo id=7 seq=3   | REPLY 1 198.51.100.1 exceeded 2
          ip6 src=2001:db8::10 dst=2001:db8:9::9 / tcp dport=80 syn        | REPLY 1 2001:db8:9::9 open 4
          ip6 src=2001:db8::10 dst=2001:db8:9::9 / udp dport=9             | REPLY 1 2001:db8:9::9 unreachable:port 4
          ip6 src=2001:db8::10 dst=2001:db8:9::9 hlim=1 / icmp6 echo seq=3 | REPLY 1 2001:db8:1::1 exceeded 2
          """)
  void regularSocketsTellWhatBecameOfProbes(String words, String line) throws IOException {
    SrRun run = run(SimulatedPorts.NETWORK, settings(100, 0, false).by(Path.SOCKET), words);
    List<String> said = lines.stream().filter(one -> !one.startsWith("socket: ")).toList();
    assertEquals(List.of(line), said);
    assertEquals(1, run.answered());
  }

  @Test
  void regularSocketsAreGivenUpAndTriedAgain() throws IOException {
    SrRun run =
        run(
            SimulatedPorts.NETWORK.replace("link r1 t 1ms", "link r1 t 1ms loss=100%"),
            settings(100, 1, false).by(Path.SOCKET),
            TO_SERVER + "/ tcp dport=80 syn");
    assertEquals("NONE 1 200 ms", lines.get(lines.size() - 1));
    assertEquals(2, run.counts().sent());
  }

  @Test
  void whatARegularSocketCannotSendIsSaid() throws IOException {
    SrRun run =
        run(
            SimulatedPorts.NETWORK,
            settings(100, 0, false).by(Path.SOCKET),
            TO_SERVER + "id=5 / tcp dport=80 seq=9 syn chksum=bad + " + TO_SERVER + "/ icmp ts");
    assertEquals(1, run.counts().refused());
    assertEquals("socket: does not honour ip.id tcp.seq tcp.chksum", lines.get(0));
    assertTrue(
        lines.get(1).startsWith("2 --via socket: a regular socket sends a SYN"), lines.get(1));
  }
}
