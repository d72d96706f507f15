// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.ProbeKind.Protocol;
import io.sonde.ping.event.Summary;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.sim.Match;
import io.sonde.wire.IpProtocol;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes of ports, over each kind of socket, in virtual time. */
class PortsTest {
  private static PingLab lab(String protocol, int port) {
    PingLab lab = new PingLab(1);
    lab.target.tcpOpen(443).udpOpen(7);
    lab.timeout = PingLab.SECOND;
    lab.kinds = Kinds.of(kind(protocol, port));
    return lab;
  }

  private static ProbeKind kind(String protocol, int port) {
    return new ProbeKind(Protocol.valueOf(protocol), port);
  }

  private static void assertAdds(Summary summary) {
    assertEquals(
        summary.transmitted(),
        summary.received() + summary.lost() + summary.pending() + summary.kernelDropped());
  }

  @ParameterizedTest
  @CsvSource({
    "TCP, 443, false, open, MONOTONIC",
    "TCP, 443, true, open, MONOTONIC",
    "TCP, 80, false, refused, MONOTONIC",
    "TCP, 80, true, refused, MONOTONIC",
    "TCP_SYN, 443, false, open, KERNEL",
    "TCP_SYN, 443, true, open, KERNEL",
    "TCP_SYN, 80, false, refused, KERNEL",
    "TCP_SYN, 80, true, refused, KERNEL",
    "UDP, 7, false, data, KERNEL",
    "UDP, 7, true, data, KERNEL",
    "UDP, 33434, false, port-unreachable, KERNEL",
    "UDP, 33434, true, port-unreachable, KERNEL",
  })
  void answers(String protocol, int port, boolean ipv6, String answer, Clock clock) {
    PingLab lab = lab(protocol, port);
    if (ipv6) {
      lab.destination = PingLab.TARGET6.toString();
    }
    assertEquals(0, lab.run());
    assertEquals(List.of("ANSWER 1", "ANSWER 2", "ANSWER 3"), lab.events.lines);
    assertEquals(Collections.nCopies(3, answer), lab.events.answers);
    assertEquals(Collections.nCopies(3, clock), lab.events.clocks);
    assertTrue(
        lab.events.roundTrips.stream().allMatch(time -> time == 10 * PingLab.MILLISECOND),
        lab.events.roundTrips::toString);
    assertEquals(0, lab.events.summary().lost());
  }

  @ParameterizedTest
  @CsvSource({"TCP, 80", "TCP_SYN, 80", "UDP, 33434"})
  void aSilentTargetLosesEachAfterItsTimeout(String protocol, int port) {
    PingLab lab = lab(protocol, port);
    lab.target.filtered(true);
    assertEquals(1, lab.run());
    assertEquals(List.of(1L, 2L, 3L), lab.events.lost);
    assertEquals(3, lab.events.summary().lost());
    assertAdds(lab.events.summary());
  }

  /** The host repeats the SYN after a second, and that one is answered. */
  @Test
  void aConnectThatNeededASecondSynIsLost() {
    PingLab lab = lab("TCP", 443);
    lab.timeout = 5 * PingLab.SECOND;
    lab.count = 40;
    lab.far.to(lab.target).loss(0.3);
    assertEquals(0, lab.run());
    Summary summary = lab.events.summary();
    assertAdds(summary);
    assertTrue(summary.lost() > 0 && summary.received() > 0, summary::toString);
    assertTrue(
        lab.events.roundTrips.stream().allMatch(time -> time < PingLab.SECOND),
        lab.events.roundTrips::toString);
  }

  @ParameterizedTest
  @CsvSource({"TCP, 443", "TCP_SYN, 443", "UDP, 7"})
  void aRoutersErrorIsNoAnswer(String protocol, int port) {
    PingLab lab = lab(protocol, port);
    lab.timeToLive = 1;
    assertEquals(1, lab.run());
    assertEquals(List.of("error 11/0 1", "error 11/0 2", "error 11/0 3"), firstThree(lab));
    assertEquals(3, lab.events.summary().errors());
    assertAdds(lab.events.summary());
  }

  private static List<String> firstThree(PingLab lab) {
    return lab.events.lines.stream().filter(line -> line.startsWith("error")).toList();
  }

  /** 100 probes a second over 300 ms of way: answers must find their probes among many. */
  @ParameterizedTest
  @CsvSource({"TCP, 443", "TCP_SYN, 443", "UDP, 7", "UDP, 33434"})
  void manyAtOnce(String protocol, int port) {
    PingLab lab = lab(protocol, port);
    lab.near.both(way -> way.delay(150 * PingLab.MILLISECOND));
    lab.interval = 10 * PingLab.MILLISECOND;
    lab.count = 200;
    assertEquals(0, lab.run());
    assertEquals(200, lab.events.summary().received());
    assertEquals(1, lab.events.roundTrips.stream().distinct().count());
  }

  @Test
  void numbersGoOnBehindTheWires() {
    PingLab lab = lab("TCP_SYN", 443);
    lab.events.keepLines = false;
    lab.flood = true;
    lab.count = 70_000;
    assertEquals(0, lab.run());
    assertEquals(70_000, lab.events.summary().received());
    assertEquals(70_000, lab.events.answered.get(69_999));
  }

  @Test
  void onlyTcpIsFiltered() {
    PingLab lab = lab("TCP", 443);
    lab.router.drop(Match.protocol(IpProtocol.TCP));
    assertEquals(1, lab.run());
    assertEquals(3, lab.events.summary().lost());
  }
}
