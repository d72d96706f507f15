// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.StandardOutput;
import io.sonde.net.PacketBatch;
import io.sonde.sim.ErrorStyle;
import io.sonde.sim.Match;
import io.sonde.sim.Router;
import io.sonde.sim.Simulation;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Access;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Summary.Reason;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.render.TextRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole traces on the simulated internet: what is printed, when it ends, what it sent. */
class TracerTest {
  private static final String HEADER =
      "traceroute to 203.0.113.9 (203.0.113.9), 30 hops max, 60 byte packets";

  @Test
  void threeRouters() {
    TraceLab lab = new TraceLab(1, 3);
    assertEquals(0, lab.run("-n"));
    assertEquals(
        List.of(
            HEADER,
            " 1  198.51.100.1  2.000 ms  2.000 ms  2.000 ms",
            " 2  198.51.100.2  4.000 ms  4.000 ms  4.000 ms",
            " 3  198.51.100.3  6.000 ms  6.000 ms  6.000 ms",
            " 4  203.0.113.9  8.000 ms  8.000 ms  8.000 ms"),
        lab.lines());
    assertEquals(Reason.TARGET_ANSWERED, lab.summary().reason());
    assertTrue(lab.summary().reached());
    assertEquals(4, lab.summary().hops());
    assertEquals(List.of(), lab.findings);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-n -I",
        "-n -T",
        "-n -U",
        "-n -UL",
        "-n -P 99",
        "-n -N 1",
        "-n -N 16",
        "-n --classic",
        "-n --encoding ip-id",
        "-n -T -O ack",
        "-n -T -O fin",
        "-n -UL -O coverage=20",
        "-n -6",
        "-n -6 -I",
        "-n -6 -T",
        "-n -6 -UL",
        "-n -6 -P 99",
        "-n -6 --encoding length",
        "-n -6 -UL -O coverage=10",
        "-n -z 5",
        "-n --sport=1234",
        "-n -w 1",
        "-n -w 1,3,10",
        "-n --flow 3 -I",
        "-n -t 184",
        "-n -6 -l 77",
        "-n -D"
      })
  void everyMethodSeesThePath(String line) {
    TraceLab lab = new TraceLab(2, 4);
    lab.target.tcpOpen(80);
    assertEquals(0, lab.run(line), line);
    boolean ipv4 = !line.contains("-6");
    assertEquals(5, lab.hops.size(), () -> line + lab.lines());
    for (int i = 0; i < 5; i++) {
      for (Hop.Sample sample : lab.hops.get(i).probes()) {
        Answer answer = Objects.requireNonNull(sample.answer(), line);
        assertEquals(
            i == 4
                ? ipv4 ? TraceLab.TARGET : TraceLab.TARGET6
                : ipv4 ? TraceLab.router(i + 1) : TraceLab.router6(i + 1),
            answer.address(),
            line);
        assertEquals((i + 1) * 2L * TraceLab.MILLISECOND, answer.roundTrip(), line);
        assertEquals(0, answer.differences(), line);
        if (i < 4) {
          assertEquals(1, answer.quotedTtl(), line);
        }
      }
    }
    // the simulated target does not know DCCP
    assertEquals(!line.contains("-D"), lab.summary().reached(), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n", "-n -6", "-n -U", "-n -I", "-n -6 -I", "-n -M tcpconn", "-n -UL"})
  void withoutPrivilegeTheSameHops(String line) {
    TraceLab root = new TraceLab(3, 4);
    root.run(line);
    TraceLab user = new TraceLab(3, 4);
    user.network.host().allowRaw(false);
    assertEquals(0, user.run(line));
    assertEquals(addresses(root), addresses(user), () -> user.lines().toString());
    Access access = Objects.requireNonNull(Objects.requireNonNull(user.started).access());
    assertEquals(
        line.contains("-I")
            ? Access.ICMP_DATAGRAM
            : line.contains("tcpconn") ? Access.CONNECT : Access.ERROR_QUEUE,
        access);
    assertTrue(!user.started.blind().isEmpty());
  }

  private static List<String> addresses(TraceLab lab) {
    return lab.hops.stream().map(hop -> hop.ttl() + " " + address(hop)).toList();
  }

  private static String address(Hop hop) {
    Answer first = hop.first();
    return first == null ? "*" : first.address().toString();
  }

  /** Routers that quote no payload leave nothing to tell their errors by: each is asked alone. */
  @Test
  void quotesOfEightOctetsWithoutPrivilege() {
    TraceLab lab = new TraceLab(3, 4);
    lab.network.host().allowRaw(false);
    lab.routers.get(1).errors(style -> style.quote(28));
    lab.routers.get(2).errors(style -> style.quote(28));
    assertEquals(0, lab.run("-n"));
    assertEquals(
        List.of(
            "1 198.51.100.1",
            "2 198.51.100.2",
            "3 198.51.100.3",
            "4 198.51.100.4",
            "5 203.0.113.9"),
        addresses(lab));
    assertEquals(3, lab.hops.get(1).answered());
    assertEquals(3, lab.hops.get(2).answered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n -T", "-n -P 99", "-n -D", "-n -I"})
  void noPrivilegeNoTrace(String line) {
    TraceLab lab = new TraceLab(3, 4);
    lab.network.host().allowRaw(false);
    lab.network.host().allowDatagramIcmp(false);
    assertEquals(1, lab.run(line));
    assertEquals(
        "You do not have enough privileges to use this traceroute method.", lab.errors().get(0));
    assertEquals(List.of(), lab.lines());
    assertTrue(lab.errors().get(2).startsWith("without CAP_NET_RAW: "), lab.errors().get(2));
  }

  @Test
  void silenceCostsOneWait() {
    TraceLab lab = new TraceLab(4, 12);
    lab.simulation.route(lab.routers.get(11), TraceLab.TARGET, 32, lab.routers.get(10));
    lab.routers.get(11).drop(Match.ALL);
    lab.routers.get(11).errors(ErrorStyle::silent);
    assertEquals(0, lab.run("-n"));
    assertEquals(30, lab.hops.size());
    assertEquals(Reason.MAX_HOPS, lab.summary().reason());
    assertTrue(lab.elapsed() < 1200 * TraceLab.MILLISECOND, () -> lab.elapsed() + " ns");
  }

  @Test
  void nobodyAnswers() {
    TraceLab lab = new TraceLab(4, 1);
    lab.routers.get(0).drop(Match.ALL).errors(ErrorStyle::silent);
    assertEquals(0, lab.run("-n -m 3"));
    assertEquals(List.of(" 1  * * *", " 2  * * *", " 3  * * *"), lab.lines().subList(1, 4));
    assertTrue(lab.elapsed() < 5100 * TraceLab.MILLISECOND);
    TraceLab bounded = new TraceLab(4, 1);
    bounded.routers.get(0).drop(Match.ALL).errors(ErrorStyle::silent);
    bounded.run("-n -m 3 --deadline 0.7");
    assertEquals(Reason.DEADLINE, bounded.summary().reason());
    assertEquals(700 * TraceLab.MILLISECOND, bounded.elapsed());
  }

  /** Linux sends six errors at once, then one a second: the sweep's other answers fill the rest. */
  @Test
  void aTargetThatLimitsItsErrorsStillShowsThreeTimes() {
    TraceLab lab = new TraceLab(4, 1);
    lab.target.errors(style -> style.rate(1, 6));
    assertEquals(0, lab.run("-n"));
    assertEquals(3, lab.hops.get(1).answered());
  }

  @Test
  void unreachableEndsTheText() {
    TraceLab lab = new TraceLab(4, 4);
    lab.routers.get(2).reject(Match.ALL, Router.Reject.ADMIN);
    assertEquals(0, lab.run("-n"));
    assertEquals(
        " 4  198.51.100.3  6.000 ms !X  6.000 ms !X  6.000 ms !X",
        lab.lines().get(lab.lines().size() - 1));
    assertEquals(Reason.UNREACHABLE, lab.summary().reason());
    assertTrue(!lab.summary().reached());
  }

  @Test
  void theHostRefuses() {
    TraceLab lab = new TraceLab(4, 2);
    lab.network.host().refuse(Match.ALL, PacketBatch.NOT_PERMITTED);
    assertEquals(1, lab.run("-n"));
    assertEquals(List.of("send: error 13"), lab.errors());
    assertEquals(List.of(HEADER), lab.lines());
    TraceLab far = new TraceLab(4, 2);
    assertEquals(1, far.run("-n 192.0.2.250"));
    assertTrue(far.failures.get(0).contains("Network is unreachable"), far.failures.get(0));
  }

  /** The host's own device is the narrow one: whoever asks is told what would fit. */
  @ParameterizedTest
  @ValueSource(strings = {"-n -F 203.0.113.9 1600", "-n -F -N 1 203.0.113.9 1600"})
  void tooLongForTheHost(String line) {
    for (boolean raw : new boolean[] {true, false}) {
      TraceLab lab = new TraceLab(4, 2);
      lab.network.host().allowRaw(raw);
      assertEquals(0, lab.run(line));
      assertEquals(
          " 1  *  0.000 ms !F-1500 *  0.000 ms !F-1500 *  0.000 ms !F-1500", lab.lines().get(1));
      assertEquals(2, lab.lines().size());
      assertEquals(Reason.UNREACHABLE, lab.summary().reason());
      assertEquals(0, lab.summary().sent());
    }
  }

  @Test
  void theTargetIsNear() {
    TraceLab lab = new TraceLab(4, 0);
    assertEquals(0, lab.run("-n -q 1"));
    assertEquals(" 1  203.0.113.9  2.000 ms", lab.lines().get(1));
    assertTrue(lab.summary().sent() < 5, "nothing is sent beyond a target that has answered");
  }

  @Test
  void stopsWithWhatIsKnown() throws IOException {
    TraceLab lab = new TraceLab(4, 3);
    lab.target.filtered(true);
    Tracer[] tracer = new Tracer[1];
    lab.simulation.at(Simulation.START + 300 * TraceLab.MILLISECOND, () -> tracer[0].stop(130));
    StandardOutput out =
        new StandardOutput(
            "traceroute", new ByteArrayOutputStream(), new ByteArrayOutputStream(), false);
    TracerouteConfig config = TraceLab.config("-n");
    tracer[0] = lab.tracer(config, new TextRenderer(out, config, AddressBook.EMPTY));
    assertEquals(130, tracer[0].run());
    assertEquals(3, lab.hops.size());
    assertEquals(Reason.INTERRUPTED, lab.summary().reason());
    assertEquals(130, lab.summary().exitCode());
  }
}
