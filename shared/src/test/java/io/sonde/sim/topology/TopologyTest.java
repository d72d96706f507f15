// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopologyTest {
  private static List<String> mistakes(String text) {
    TopologyException e =
        assertThrows(TopologyException.class, () -> Topology.parse("x.net", text));
    List<String> all = new ArrayList<>();
    e.mistakes().forEach(mistake -> all.add(mistake.toString()));
    return all;
  }

  static List<String> examples() {
    List<String> examples = new ArrayList<>();
    for (Statement statement : Keywords.STATEMENTS) {
      examples.add(statement.example());
      for (Attribute<?> attribute : statement.attributes()) {
        examples.add(attribute.example());
        assertTrue(
            attribute.example().contains(attribute.name()), () -> attribute.name() + "'s example");
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsANetworkThatRuns(String example) throws TopologyException {
    Traffic traffic = Traffic.in(example);
    traffic.echo(Traffic.TARGET, 1).echo(Traffic.TARGET, 64).echo(Traffic.TARGET6, 2);
    traffic.listen(60 * Traffic.SECOND);
    // a querier never rests, everything else has an end
    assertEquals(0, traffic.simulation.packetsUnderWay(), example);
  }

  @Test
  void theSpecificationsNetworkIsRead() throws TopologyException {
    Topology topology =
        Topology.parse(
            "spec.net",
            """
            # Two equal paths, one of them lossy, in front of a web server.
            host   h   192.0.2.10   2001:db8::10
            router r1  198.51.100.1 2001:db8:1::1
            router a   198.51.100.2 2001:db8:2::1  mpls=24001:0:1:1
            router b   198.51.100.3 2001:db8:3::1  icmp-rate=5/s
            server t   203.0.113.9  2001:db8:9::9  tcp-open=80,443 udp-open=7 rest=closed
            link h r1  1ms
            link r1 a  5ms jitter=1ms
            link r1 b  5ms loss=10%
            link a t   10ms
            link b t   10ms mtu=1400
            balance r1 by=flow seed=7
            """);
    assertEquals(
        List.of("Two equal paths, one of them lossy, in front of a web server."),
        topology.comments());
    assertEquals(5, topology.nodes().size());
    assertEquals("h", topology.host().name());
    assertEquals(List.of("loss=10%"), topology.links().get(2).both());
    assertEquals(10_000_000, topology.links().get(4).delayBack());
    assertEquals(List.of("balance r1 by=flow seed=7"), topology.remarks());
    assertEquals(List.of("mpls=24001:0:1:1"), topology.nodes().get(2).attributes());
  }

  @Test
  void directionsHaveTheirOwnFigures() throws TopologyException {
    Topology topology =
        Topology.parse(
            "x.net",
            Traffic.with("link r1 r2 5ms mtu=1400 r2->r1 20ms loss=10% r1->r2 jitter=1ms")
                + "link h->r1 7ms corrupt=1%\n");
    LinkPart link = topology.links().get(2);
    assertEquals(5_000_000, link.delayThere());
    assertEquals(20_000_000, link.delayBack());
    assertEquals(List.of("mtu=1400"), link.both());
    assertEquals(List.of("jitter=1ms"), link.there());
    assertEquals(List.of("loss=10%"), link.back());
    LinkPart first = topology.links().get(0);
    assertEquals(7_000_000, first.delayThere());
    assertEquals(1_000_000, first.delayBack());
    assertEquals(List.of("corrupt=1%"), first.there());
  }

  /** A line is put behind the base's seven, so it is line 8. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rooter r3 10.0.0.1 | 8:1: statement \"rooter\": did you mean router? expected host, router, server, link, balance, nat, route or change",
        "router r3 10.0.0.1 ic-rate=5/s | 8:20: attribute \"ic-rate\": did you mean icmp-rate? expected silent, icmp-rate, ttl, quote, mpls, ext, interface-info, answers-from, zero-ttl, no-decrement, rewrite, reject or drop",
        "router r1 10.0.0.1 | 8:8: name \"r1\": taken by the node of line 2",
        "router r3 198.51.100.1 | 8:11: address \"198.51.100.1\": taken by r1",
        "router r3 10.0.0.1 10.0.0.1 | 8:20: address \"10.0.0.1\": taken by it",
        "router r3 | 8:10: end of addresses \"\": expected an address for r3",
        "router r3 10.0.0 | 8:11: word \"10.0.0\": expected an address or one of silent, icmp-rate, ttl, quote, mpls, ext, interface-info, answers-from, zero-ttl, no-decrement, rewrite, reject, drop",
        "router r>3 10.0.0.1 | 8:8: name \"r>3\": expected letters, digits, dots, dashes and underscores",
        "router r3 10.0.0.1 ttl=0 | 8:24: ttl \"0\": expected a number, 1 to 255",
        "router r3 10.0.0.1 ttl=99999999999999999999 | 8:24: ttl \"99999999999999999999\": expected a number, 1 to 255",
        "router r3 10.0.0.1 ttl=6 ttl=7 | 8:26: attribute \"ttl\": given twice",
        "router r3 10.0.0.1 ttl | 8:20: attribute \"ttl\": needs a value, ttl=N",
        "router r3 10.0.0.1 icmp-rate=5 | 8:30: icmp-rate \"5\": expected N/s or N/s:BURST, such as 5/s:3",
        "router r3 10.0.0.1 mpls=1:2:3 | 8:25: label \"1:2:3\": expected LABEL:TC:S:TTL, such as 24001:0:1:1",
        "router r3 10.0.0.1 mpls=1:2:0:4+1048576:0:1:1 | 8:33: label \"1048576\": expected a number, 0 to 1048575",
        "router r3 10.0.0.1 rewrite=dscp:64 | 8:33: dscp \"64\": expected a number, 0 to 63",
        "router r3 10.0.0.1 rewrite=ttl:1 | 8:32: ttl \"1\": expected + and a number, such as +1",
        "router r3 10.0.0.1 reject=nett | 8:27: reject \"nett\": did you mean net? expected net, host, admin or port",
        "router r3 10.0.0.1 reject=net:10.0.0.1/8 | 8:31: reject \"10.0.0.1/8\": has bits behind the length; 10.0.0.0/8 is meant",
        "router r3 10.0.0.1 reject=net:2001:db8::1/127 | 8:31: reject \"2001:db8::1/127\": has bits behind the length; 2001:db8::/127 is meant",
        "router r3 10.0.0.1 drop=smtp | 8:25: drop \"smtp\": expected a prefix such as 192.0.2.0/24, or icmp, udp, tcp, igmp or a protocol's number",
        "router r3 10.0.0.1 drop=icmp:8 | 8:25: drop \"icmp:8\": expected a port behind udp or tcp only",
        "router r3 10.0.0.1 drop=10.0.0.0/33 | 8:34: prefix length \"33\": expected a number, 0 to 32",
        "router r3 10.0.0.1 silent=icmp,none | 8:32: silent \"none\": expected none alone, not in a list",
        "server s 10.0.0.1 tcp-open=90-80 | 8:28: ports \"90-80\": expected the lower port first",
        "server s 10.0.0.1 tcp-open=65536 | 8:28: port \"65536\": expected a number, 0 to 65535",
        "server s 10.0.0.1 igmp=querier | 8:24: igmp \"querier\": expected querier:1, querier:2 or querier:3, seconds behind it or not",
        "host x 10.0.0.1 | 8:1: statement \"host\": there is one already",
        "link h t | 8:9: end of line: expected a delay such as 5ms",
        "link h r9 1ms | 8:8: node \"r9\": did you mean r1? expected h, r1, r2 or t",
        "link h h 1ms | 8:8: node \"h\": expected another node than the link begins at",
        "link r1 h 1ms | 8:6: link: these two nodes are linked already",
        "link h t 5 | 8:10: delay \"5\": expected a time up to 3600s: a number with ns, us, ms or s, such as 5ms",
        "link h t 5.ms | 8:10: delay \"5.ms\": expected a time up to 3600s: a number with ns, us, ms or s, such as 5ms",
        "link h t 3601s | 8:10: delay \"3601s\": expected a time up to 3600s: a number with ns, us, ms or s, such as 5ms",
        "link h t 5ms los=1% | 8:14: attribute \"los\": did you mean loss? expected jitter, loss, duplicate, reorder, corrupt, rate, queue, mtu, down or up",
        "link h t 5ms loss=101% | 8:19: loss \"101%\": expected a share of 0% to 100%, such as 2.5%",
        "link h t 5ms mtu=67 | 8:18: mtu \"67\": expected a number, 68 to 65575",
        "link h t 5ms mtu=1400,blackhol | 8:23: mtu \"blackhol\": did you mean blackhole? expected blackhole",
        "link h t 5ms h->r1 loss=1% | 8:14: direction \"h->r1\": expected one of this link: h->t or t->h",
        "link t->h loss=1% | 8:6: direction \"t->h\": expected one of a link that an earlier line has made",
        "link h t 5ms rate=2T | 8:19: rate \"2T\": expected bits a second up to 1000G, such as 64k or 10M; 0 for no limit",
        "balance r1 by=flows | 8:15: by \"flows\": did you mean flow? expected flow, flow+port, destination, packet or none",
        "balance r1 weights=1,0 | 8:22: weight \"0\": expected a number, 1 to 1000",
        "nat t source=10.0.0.1 | 8:5: node \"t\": is a server, expected a router",
        "nat r1 | 8:7: end of line \"\": expected source=ADDR",
        "route r1 10.0.0.0/8 over r2 | 8:21: word \"over\": expected via",
        "route r1 10.0.0.0/8 via t | 8:25: node \"t\": expected a neighbour of r1, but no link joins them",
        "route r1 10.0.0.0/8 via r2 now | 8:28: word \"now\": expected the end of the line",
        "change 5s link r1 r2 down | 8:8: word \"5s\": expected after=TIME, such as after=10s",
        "change after=5s change after=6s | 8:17: statement \"change\": expected host, router, server, link, balance, nat or route",
        "change after=5s router r1 10.0.0.1 | 8:27: attribute \"10.0.0.1\": expected silent, icmp-rate, ttl, quote, mpls, ext, interface-info, answers-from, zero-ttl, no-decrement, rewrite, reject or drop",
        "change after=5s router t silent | 8:24: node \"t\": is a server, expected a router",
        "change after=5s link r1 r2 | 8:27: end of line \"\": expected what changes",
        "change after=5s link r1 t down | 8:27: delay \"down\": expected a time up to 3600s: a number with ns, us, ms or s, such as 5ms"
      })
  void everyMistakeHasItsPlaceAndSaysWhatWasExpected(String line, String message) {
    List<String> all = mistakes(Traffic.BASE + line);
    assertEquals(1, all.size(), () -> all.toString());
    assertEquals("x.net:" + message, all.get(0));
  }

  @Test
  void allMistakesAreToldAtOnceInTheFilesOrder() {
    List<String> all = mistakes("link h r 1ms\nrouter r 1\nserver s 2001:db8::g");
    assertEquals(4, all.size(), all::toString);
    assertTrue(all.get(0).startsWith("x.net:1:1: no host"), all.get(0));
    assertTrue(all.get(1).startsWith("x.net:1:6: node \"h\""), all.get(1));
    assertTrue(all.get(3).startsWith("x.net:3:10: "), all.get(3));
  }

  @Test
  void aHostNeedsALink() {
    assertEquals(
        List.of("x.net:1:6: host \"h\": expected a link that leads to it"),
        mistakes("host h 192.0.2.1\n"));
  }

  @Test
  void whatATerminalShouldNotGetIsNotShown() {
    String message = mistakes(Traffic.BASE + "\u001b[31m\u009b0m x").get(0);
    assertTrue(message.contains("\"?[31m?0m\""), message);
  }

  /** Words of the format and others, shuffled: never anything but a network or its mistakes. */
  @Test
  void nothingElseComesOfAnyText() {
    SplittableRandom random = new SplittableRandom(4);
    List<String> words = new ArrayList<>(List.of("\n", "#", "->", "=", "h->r1", "via", "\t", "é"));
    for (String example : examples()) {
      words.addAll(List.of(example.split("[ \n]")));
      words.addAll(List.of(example.split("[ \n=:,+/]")));
    }
    int networks = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? Traffic.BASE : "");
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(words.get(random.nextInt(words.size())));
        text.append(random.nextInt(5) == 0 ? "\n" : " ");
      }
      try {
        Topology.parse("x.net", text.toString()).simulate(i);
        networks++;
      } catch (TopologyException e) {
        assertTrue(!e.mistakes().isEmpty());
      }
    }
    assertTrue(networks > 100, networks + " networks");
  }

  @Test
  void tenThousandRoutersAreReadAndWalked() throws TopologyException {
    StringBuilder text = new StringBuilder("host h 192.0.2.10\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("router r").append(i).append(" 10.").append(i >> 8).append('.');
      text.append(i & 255).append(".1\n");
      int to = (i - 1) / 3;
      text.append("link ").append(i == 0 ? "h" : "r" + to).append(" r").append(i).append(" 1ms\n");
    }
    Traffic traffic = new Traffic(text.toString());
    assertEquals(0, traffic.echo(IpAddress.ofIpv4(0x0a000001 | 9999 << 8), 64).only().body(0));
  }
}
