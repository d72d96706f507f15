// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.sim.ErrorStyle;
import io.sonde.sim.Match;
import io.sonde.sim.Router;
import io.sonde.sim.Server;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Finding.Kind;
import io.sonde.traceroute.event.Summary;
import io.sonde.wire.IpAddress;
import io.sonde.wire.icmp.MplsLabelStack;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each finding on a path that has what it speaks of, and on no other. */
class FindingsTest {
  private final TraceLab lab = new TraceLab(5, 4);

  private void expect(String line, Kind kind, int ttl) {
    assertEquals(0, lab.run(line));
    assertEquals(List.of(kind), lab.kinds(), () -> lab.findings.toString());
    assertEquals(ttl, lab.findings.get(0).ttl());
  }

  @Test
  void aCleanPathHasNone() {
    for (String line : List.of("-n", "-n -I", "-n -T", "-n -6", "-n --back", "-n --mtu")) {
      TraceLab clean = new TraceLab(5, 4);
      clean.run(line);
      assertEquals(List.of(), clean.findings, line);
    }
  }

  @Test
  void duplicates() {
    lab.links.get(1).to(lab.routers.get(0)).duplicate(1);
    lab.run("-n -q 1 -m 2");
    assertEquals(Kind.DUPLICATE_REPLIES, lab.findings.get(0).kind());
    assertTrue(lab.summary().duplicates() > 0);
  }

  @Test
  void extensionChecksum() {
    lab.routers
        .get(1)
        .errors(style -> style.extensions(ErrorStyle.Extensions.BAD_CHECKSUM, labels()));
    expect("-n -e", Kind.EXTENSION_CHECKSUM_BAD, 2);
    assertTrue(lab.lines().stream().noneMatch(line -> line.contains("MPLS")));
  }

  private static MplsLabelStack labels() {
    return new MplsLabelStack(
        List.of(
            new MplsLabelStack.Entry(24_001, 0, false, 1),
            new MplsLabelStack.Entry(16_003, 5, true, 1)));
  }

  @Test
  void tunnel() {
    for (int i : new int[] {1, 2}) {
      lab.routers.get(i).errors(style -> style.extensions(ErrorStyle.Extensions.LEGACY, labels()));
    }
    expect("-n -e -q 1", Kind.MPLS_TUNNEL, 2);
    assertEquals(
        " 2  198.51.100.2 <MPLS:L=24001,E=0,S=0,T=1/L=16003,E=5,S=1,T=1>  4.000 ms",
        lab.lines().get(2));
  }

  @Test
  void targetForwards() {
    lab.routers.get(2).answersFrom(TraceLab.TARGET);
    expect("-n", Kind.TARGET_FORWARDS, 3);
    assertEquals(5, lab.hops.size(), "the trace goes on");
  }

  @Test
  void otherAddressAnswers() {
    lab.routers.get(2).reject(Match.protocol(17), Router.Reject.PORT);
    expect("-n", Kind.OTHER_ADDRESS_ANSWERED, 4);
    assertTrue(lab.summary().reached());
  }

  @Test
  void zeroTtl() {
    lab.routers.get(1).zeroTtl();
    expect("-n", Kind.ZERO_TTL_FORWARDING, 2);
    assertEquals(TraceLab.router(3), first(1));
    assertEquals(TraceLab.router(3), first(2));
  }

  private IpAddress first(int hop) {
    return Objects.requireNonNull(lab.hops.get(hop).first()).address();
  }

  @Test
  void tosChanged() {
    lab.routers.get(1).rewriteDscp(0);
    expect("-n -t 184", Kind.TOS_CHANGED, 3);
    Finding finding = lab.findings.get(0);
    assertEquals(184, finding.from());
    assertEquals(0, finding.to());
    assertEquals("TOS 184 arrives as 0 from hop 3 on", finding.detail());
  }

  @Test
  void shortQuote() {
    lab.routers.get(1).errors(style -> style.quote(24));
    expect("-n", Kind.SHORT_QUOTE, 2);
  }

  @Test
  void firewall() {
    for (int i = 1; i < 4; i++) {
      lab.routers.get(i).errors(ErrorStyle::silent);
    }
    lab.target.filtered(true);
    expect("-n -m 8", Kind.FIREWALL_AT, 2);
  }

  @Test
  void loop() {
    lab.simulation.route(lab.routers.get(3), TraceLab.TARGET, 32, lab.routers.get(2));
    assertEquals(0, lab.run("-n -m 14"));
    assertEquals(List.of(Kind.ROUTING_LOOP), lab.kinds());
    assertEquals(3, lab.findings.get(0).ttl());
    assertEquals(14, lab.hops.size(), "it runs to the end all the same");
    assertEquals(Summary.Reason.LOOP, lab.summary().reason());
  }

  @Test
  void asymmetry() {
    lab.routers.get(1).ttl(60);
    expect("-n --back", Kind.ASYMMETRIC_PATH, 2);
    assertEquals(" 2  198.51.100.2 '-6'  4.000 ms  4.000 ms  4.000 ms", lab.lines().get(2));
  }

  @Test
  void rateLimitOnlyWhereNothingBehindIsLost() {
    lab.routers.get(1).errors(style -> style.rate(1, 1));
    expect("-n --json", Kind.RATE_LIMITED, 2);
    TraceLab text = new TraceLab(5, 4);
    text.routers.get(1).errors(style -> style.rate(1, 1));
    text.run("-n");
    assertEquals(List.of(), text.findings, "text does not take the time to ask again");
    TraceLab without = new TraceLab(5, 4);
    without.routers.get(1).errors(style -> style.rate(1, 1));
    without.run("-n --json --no-recheck");
    assertEquals(List.of(), without.findings);
  }

  @Test
  void perPacketBalancing() {
    Router a = lab.simulation.router("a", IpAddress.ofIpv4(0xc6336433));
    Router b = lab.simulation.router("b", IpAddress.ofIpv4(0xc6336434));
    IpAddress far = IpAddress.ofIpv4(0xcb007121);
    Server server = lab.simulation.server("far", far);
    Router share = lab.routers.get(0).balance(Router.Balance.PACKET, 1);
    lab.simulation.link(share, a, TraceLab.MILLISECOND);
    lab.simulation.link(share, b, TraceLab.MILLISECOND);
    lab.simulation.link(a, server, TraceLab.MILLISECOND);
    lab.simulation.link(b, server, TraceLab.MILLISECOND);
    lab.run("-n -q 10 203.0.113.33");
    assertEquals(List.of(Kind.PER_PACKET_BALANCING), lab.kinds());
    lab.findings.clear();
    lab.routers.get(0).balance(Router.Balance.FLOW, 1);
    lab.run("-n -q 10 203.0.113.33");
    assertEquals(List.of(), lab.findings, "one flow keeps one path");
  }

  @Test
  void smallerMtuOnTheWay() {
    lab.links.get(2).both(way -> way.mtu(1400));
    expect("-n --mtu", Kind.MTU_REDUCED, 3);
    assertEquals(1400, lab.summary().pathMtu());
    assertEquals(
        List.of(
            " 1  198.51.100.1  2.000 ms F=1500  2.000 ms  2.000 ms",
            " 2  198.51.100.2  4.000 ms  4.000 ms  4.000 ms",
            " 3  198.51.100.3  6.000 ms F=1400  6.000 ms  6.000 ms"),
        lab.lines().subList(1, 4));
  }

  @Test
  void blackHole() {
    lab.links.get(2).both(way -> way.mtu(1397).blackHole(true));
    expect("-n --mtu", Kind.MTU_BLACK_HOLE, 3);
    assertEquals(1397, lab.findings.get(0).mtu());
    assertEquals(1397, lab.summary().pathMtu());
  }

  @Test
  void lateReplies() {
    lab.links.get(0).to(lab.simulation.host()).delay(150 * TraceLab.MILLISECOND);
    lab.links.get(3).to(lab.routers.get(2)).delay(600 * TraceLab.MILLISECOND);
    lab.run("-n -N 1 -w 0.5 -q 2 -m 6");
    assertTrue(lab.kinds().contains(Kind.LATE_REPLIES), () -> lab.findings.toString());
    assertTrue(!lab.lateReplies.isEmpty());
  }
}
