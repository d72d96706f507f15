// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.language.Sources;
import io.sonde.craft.script.Expectation.Point;
import io.sonde.craft.wire.WirePorts;
import io.sonde.net.Neighbours;
import io.sonde.net.SourcePorts;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.topology.Topology;
import io.sonde.sim.topology.TopologyException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts on a simulated network, in virtual time. */
final class ScriptRunTest {
  /** Each way takes 2 ms. */
  private static final String NETWORK =
      """
      host h 192.0.2.10 2001:db8::10
      router r1 198.51.100.1 2001:db8:1::1
      server t 203.0.113.9 2001:db8:9::9 tcp-open=80 udp-open=7
      link h r1 1ms
      link r1 t 1ms
      """;

  private static final class Steps implements ScriptListener {
    private final List<String> steps = new ArrayList<>();
    private final List<String> nearest = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();

    @Override
    public void step(ScriptLine line, Verdict verdict, long took, String sentence) {
      steps.add(line.number() + " " + verdict + (sentence.isEmpty() ? "" : " " + sentence));
      nanos.add(took);
    }

    @Override
    public void nearest(ScriptLine line, List<Point> points, long after, int others) {
      for (Point point : points) {
        nearest.add(
            point.place()
                + " "
                + point.expected()
                + " "
                + point.got()
                + (point.agrees() ? "" : " differs"));
      }
    }

    @Override
    public void sent(Heard packet) {}

    @Override
    public void came(Heard packet) {}

    @Override
    public void note(String sentence) {
      steps.add(sentence);
    }
  }

  /** Remembers commands; {@code false} fails. */
  private static final class Told implements Commands {
    private final List<String> told = new ArrayList<>();

    @Override
    public void start(List<String> words, String text) {
      told.add("start " + text);
    }

    @Override
    public int exec(List<String> words, String text) {
      told.add("exec " + text);
      return text.equals("false") ? 1 : 0;
    }

    @Override
    public void close() {}
  }

  private static final class NoSources implements Sources {
    @Override
    public byte[] file(String path) throws IOException {
      throw new IOException(path);
    }

    @Override
    public byte[] standardInput() throws IOException {
      throw new IOException("-");
    }

    @Override
    public IpAddress resolve(String name, IpFamily family) throws IOException {
      throw new IOException(name + ": unknown");
    }
  }

  private final Steps record = new Steps();
  private final Told told = new Told();
  private final List<String> silenced = new ArrayList<>();

  private boolean run(String text, Map<String, String> given) throws IOException {
    Script script = Script.read("s", text);
    StatementReader reader = new StatementReader("s", new NoSources());
    new ScriptCheck(script, given, reader);
    SimulatedNetwork network;
    try {
      network = new SimulatedNetwork(Topology.parse("test.net", NETWORK).simulate(1));
    } catch (TopologyException e) {
      throw new IllegalArgumentException(e);
    }
    WirePorts ports =
        new WirePorts(() -> network, network.interfaces(), new Nobody(), new Silence(), "lab0");
    try (network) {
      Ears ears = new Ears(network, record, false);
      try (WirePosting posting = new WirePosting(ports, network, ears, record, false, false, 1)) {
        return new ScriptRun(
                script,
                new Names("s", given, false),
                reader,
                ears,
                posting,
                told,
                network.time(),
                record)
            .run();
      }
    }
  }

  private boolean run(String text) throws IOException {
    return run(text, Map.of());
  }

  private static final class Nobody implements Neighbours {
    @Override
    public @Nullable Octets addressOf(IpAddress neighbour, int interfaceIndex) {
      return null;
    }

    @Override
    public void resolve(IpAddress neighbour, int interfaceIndex) {}
  }

  private final class Silence implements SourcePorts {
    @Override
    public Held hold(
        IpFamily family, int protocol, @Nullable IpAddress source, int port, boolean shared) {
      throw new UnsupportedOperationException("no port is only held");
    }

    @Override
    public Held silence(IpFamily family, int protocol, IpAddress source, int port) {
      silenced.add(source + " " + port);
      return new Held() {
        @Override
        public int port() {
          return port;
        }

        @Override
        public void close() {
          silenced.add("closed");
        }
      };
    }
  }

  @Test
  void aHandshakeIsTheScriptsAlone() throws IOException {
    boolean good =
        run(
            """
            # a comment, and a line that goes on
            let P = 40007
            send ip dst=203.0.113.9 / \\
              tcp sport=${P} dport=80 syn seq=100
            expect ip src=203.0.113.9 / tcp dport=${P} syn ack ack=101 within 1s as sa
            send ip dst=203.0.113.9 / tcp sport=${P} dport=80 ack seq=101 ack=${sa.tcp.seq+1}
            reject ip / tcp syn within 300ms
            """);
    assertTrue(good, record.steps.toString());
    assertEquals(
        List.of(
            "2 DONE",
            "3 DONE 1 packet sent",
            "5 DONE came after 4.000 ms",
            "6 DONE 1 packet sent",
            "7 DONE did not come for 300.000 ms"),
        record.steps);
    assertEquals(300_000_000L, record.nanos.get(4));
    assertEquals(List.of("192.0.2.10 40007", "closed"), silenced);
  }

  @Test
  void theNearestPacketIsShownFieldByField() throws IOException {
    boolean good =
        run(
            """
            send ip dst=203.0.113.9 / icmp echo id=7 seq=1 / data abc
            send ip dst=203.0.113.9 / udp sport=5000 dport=9
            expect ip src=203.0.113.9 / icmp reply id=7 seq=2,3 / data abd within 50ms
            exec never
            """);
    assertEquals(false, good);
    assertEquals(
        List.of(
            "ip ip ip",
            "ip.src 203.0.113.9 203.0.113.9",
            "icmp icmp icmp",
            "icmp.type 0 (reply) 0 (reply)",
            "icmp.code 0 0",
            "icmp.id 7 7",
            "icmp.seq 2,3 1 differs",
            "data data data",
            "data.hex 616264 616263 differs"),
        record.nearest);
    assertEquals("3 FAILED nothing like it came within 50.000 ms", record.steps.get(2));
    assertEquals(List.of(), told.told, "a script ends where it fails");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          expect ip / icmp reply within 5ms              | true
          expect ip / icmp reply within 4ms..5ms         | true
          expect ip / icmp reply within 5ms..9ms         | false
          expect ip / icmp reply within 3ms              | false
          expect ip ttl=1..63 / icmp reply               | true
          expect ip ttl=64..255 / icmp reply             | false
          expect ip src=203.0.113.0/24 / icmp            | true
          expect ip src=198.51.100.0/24 / icmp           | false
          expect icmp reply / data hello                 | true
          expect icmp reply / data hell                  | false
          expect ip id=rand / icmp                       | true
          expect ip chksum=bad / icmp                    | false
          expect ip @9=01 / icmp                         | true
          expect ip @9=11 / icmp                         | false
          expect ip / icmp / udp                         | false
          reject ip / icmp reply within 3ms              | true
          reject ip / icmp reply within 5ms              | false
          reject ip / icmp exceeded within 5ms           | true
          """)
  void keysThatAreWrittenMustAgree(String statement, boolean verdict) throws IOException {
    String send = "send ip dst=203.0.113.9 / icmp echo id=1 seq=1 / data hello\n";
    assertEquals(verdict, run(send + statement), record.steps.toString());
  }

  @Test
  void aPacketIsExpectedOnceAndInAnyOrder() throws IOException {
    String three =
        """
        repeat 3
        send ip dst=203.0.113.9 / icmp echo id=1 seq=${S}
        end
        expect ip / icmp reply
        expect ip / icmp reply seq=${S}
        expect ip / icmp reply
        """;
    assertTrue(run(three, Map.of("S", "4")), record.steps.toString());
    assertEquals(false, run(three + "expect ip / icmp reply within 10ms\n", Map.of("S", "4")));
  }

  @Test
  void timesAreAbsoluteAndRelative() throws IOException {
    assertTrue(run("wait 10ms\nat 50ms send ip dst=203.0.113.9 / icmp echo\nwait 1ms\n"));
    assertEquals(List.of(10_000_000L, 40_000_000L, 1_000_000L), record.nanos);
  }

  @Test
  void aValueOfTheCommandLineWinsOverLet() throws IOException {
    assertTrue(run("let N = 1\nexec x${N} y${N+2}\nlet A = ${N-1}\nexec ${A}\n", Map.of("N", "5")));
    assertEquals(List.of("exec x5 y7", "exec 4"), told.told);
    assertEquals(false, run("exec false\nexec never\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          expct ip                          | s:1: expct: unknown statement; did you mean expect?         | 0
          send                              | s:1: expected a packet                                      | 4
          expect ip / udp within 2s..1s     | s:1: within 2s..1s: ends before it begins                   | 23
          expect ip / udp within soon       | s:1: within soon: expected a time such as 10s, 250ms, 0.5 (seconds) | 23
          expect ip as 1x                   | s:1: expected a name of letters, digits and _, a letter being the first | 13
          expect ip + ip6                   | s:1: one packet at a time; a statement for each             | 7
          reject ip ttl=300                 | s:1: ip.ttl: 300: expected a number, 0 to 255               | 14
          let P 5                           | s:1: expected let NAME = VALUE                              | 4
          send ip dst=${X}                  | s:1: ${X}: no such name; --set NAME=VALUE, let NAME = VALUE or as NAME | 12
          wait                              | s:1: expected a time                                        | 4
          wait 1s 2s                        | s:1: expected nothing more                                  | 8
          at 1s                             | s:1: expected a statement                                   | 5
          repeat 2                          | s:1: repeat: no end                                         | 0
          end                               | s:1: end: no repeat is open                                 | 0
          start                             | s:1: expected a command                                     | 5
          """)
  void everyMistakeIsFoundBeforeAnythingIsSent(String line, String sentence, int column) {
    IllegalArgumentException mistake =
        assertThrows(IllegalArgumentException.class, () -> run(line + "\n"));
    assertEquals(sentence + "\n" + line + "\n" + " ".repeat(column) + "^", mistake.getMessage());
    assertEquals(List.of(), record.steps);
  }

  @Test
  void fieldsOfPacketsThatHaveNotComeYetAreChecked() {
    String expect = "expect ip / tcp as sa\n";
    for (String wrong :
        List.of("${sa.tcp}", "${sa.tcp.sequence}", "${sb.tcp.seq}", "${sa.ip6.src+1}")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> run(expect + "send ip / data " + wrong + "\n"),
          wrong);
    }
  }
}
