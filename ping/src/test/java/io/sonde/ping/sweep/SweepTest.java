// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.ping.sweep.SweepListener.Fate;
import io.sonde.sim.Fault;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs over many targets on the simulated internet. */
class SweepTest {
  private final SweepLab lab = new SweepLab(1);

  private Summary figures() {
    return lab.events.summary().figures();
  }

  /** The accounting identity: nothing is counted twice and nothing is forgotten. */
  private static void assertAddsUp(SweepLab lab) {
    SweepSummary summary = lab.events.summary();
    Summary f = summary.figures();
    assertEquals(
        f.transmitted(), f.received() + f.lost() + f.pending() + f.kernelDropped(), f::toString);
    assertEquals(summary.targets(), summary.alive() + summary.unreachable() + summary.unresolved());
  }

  @ParameterizedTest
  @EnumSource(
      value = Sockets.Choice.class,
      names = {"DATAGRAM", "RAW"})
  void everyTargetOfABlockIsFound(Sockets.Choice choice) {
    lab.choice = choice;
    assertEquals(0, lab.run("198.51.100.0/24", "10.7.0.1-9", "2001:db8:1::/124", "here.example"));
    assertEquals(254 + 9 + 16 + 1, lab.events.summary().alive());
    assertEquals(280, figures().transmitted());
    assertEquals(280, figures().received());
    assertEquals(10 * SweepLab.MILLISECOND, figures().minimum());
    assertEquals(20 * SweepLab.MILLISECOND, figures().maximum());
    assertEquals(Fate.ALIVE, lab.events.fates.get("here.example"));
    assertEquals(Set.of(1), new HashSet<>(lab.events.sent.values()));
    assertAddsUp(lab);
  }

  @Test
  void targetsAreAskedForTheirTime() {
    lab.here.timestamp(true);
    lab.kind = ProbeKind.TIMESTAMP;
    lab.retries = 0;
    assertEquals(1, lab.run("198.51.100.1-9", "10.0.0.1"));
    assertEquals(9, lab.events.summary().alive());
    assertEquals(Fate.UNREACHABLE, lab.events.fates.get("10.0.0.1"));
    assertAddsUp(lab);
  }

  @Test
  void theRateIsThatOfAllTargets() {
    lab.rate = 100;
    assertEquals(0, lab.run("198.51.100.1-101"));
    assertEquals(SweepLab.SECOND, figures().duration());
  }

  @Test
  void theFastestSendsAllAtOnce() {
    lab.rate = 0;
    assertEquals(0, lab.run("10.1.0.0/20"));
    assertEquals(4094, lab.events.summary().alive());
    assertEquals(4094, lab.events.fates.size());
    assertAddsUp(lab);
  }

  @Test
  void silentTargetsAreAskedAgainWithLongerWaits() {
    lab.here.echo(false);
    assertEquals(1, lab.run("198.51.100.1", "198.51.100.2", "10.0.0.1"));
    assertEquals(
        Map.of(
            "198.51.100.1", Fate.UNREACHABLE,
            "198.51.100.2", Fate.UNREACHABLE,
            "10.0.0.1", Fate.ALIVE),
        lab.events.fates);
    assertEquals(4, lab.events.sentTo("198.51.100.1"));
    assertEquals(1, lab.events.sentTo("10.0.0.1"));
    assertEquals(
        List.of(500L, 500L, 750L, 750L, 1125L, 1125L, 1687L, 1687L),
        lab.events.lostAfter.stream().map(n -> n / SweepLab.MILLISECOND).toList());
    assertEquals(8, figures().lost());
    assertEquals(4, lab.events.figuresOf("198.51.100.2").lost());
    assertAddsUp(lab);
  }

  @Test
  void noRetryAsksOnce() {
    lab.here.echo(false);
    lab.retries = 0;
    assertEquals(1, lab.run("198.51.100.0/28"));
    assertEquals(14, figures().transmitted());
    assertEquals(14, lab.events.summary().unreachable());
  }

  @Test
  void aLateAnswerIsNone() {
    lab.here.fault(Fault.only(s -> s == 0, Fault.late(600 * SweepLab.MILLISECOND)));
    lab.wide.echo(false);
    lab.retries = 1;
    assertEquals(1, lab.run("198.51.100.1", "10.0.0.1"));
    assertEquals(Fate.ALIVE, lab.events.fates.get("198.51.100.1"));
    assertEquals(1, figures().late());
    assertEquals(1, figures().received());
    assertEquals(3, figures().lost());
    assertAddsUp(lab);
  }

  @Test
  void duplicatesAreCountedApart() {
    lab.here.fault(Fault.duplicate(2));
    lab.count = 3;
    assertEquals(0, lab.run("198.51.100.1-20"));
    assertEquals(60, figures().received());
    assertEquals(120, figures().duplicates());
    assertEquals(60, figures().roundTripSamples());
    assertEquals(6, lab.events.figuresOf("198.51.100.5").duplicates());
    assertAddsUp(lab);
  }

  @Test
  void answersOfAnotherAddressAreForeign() {
    lab.here.fault(Fault.source(IpAddress.ofIpv4(0xc63364fe)));
    lab.retries = 0;
    assertEquals(1, lab.run("198.51.100.1-3"));
    assertEquals(3, figures().foreign());
    assertEquals(0, figures().received());
    assertEquals(3, figures().lost());
  }

  @Test
  void sequencesNeverSentAreUnsolicited() {
    lab.here.fault(Fault.unsolicited(30_000));
    assertEquals(0, lab.run("198.51.100.1-3"));
    assertEquals(3, figures().unsolicited());
    assertEquals(3, figures().received());
  }

  @Test
  void corruptAnswersAreSeenByRawSockets() {
    lab.here.fault(Fault.badChecksum());
    lab.choice = Sockets.Choice.RAW;
    lab.retries = 0;
    assertEquals(1, lab.run("198.51.100.1-3"));
    assertEquals(3, figures().corrupted());
    assertEquals(3, figures().lost());
  }

  @ParameterizedTest
  @EnumSource(
      value = Sockets.Choice.class,
      names = {"DATAGRAM", "RAW"})
  void errorsNameTheirTarget(Sockets.Choice choice) {
    lab.choice = choice;
    lab.retries = 0;
    lab.timeToLive = 1;
    assertEquals(1, lab.run("198.51.100.1", "10.0.0.2", "192.168.7.2"));
    assertTrue(lab.events.lines.contains("error 11/0 198.51.100.1 1"), lab.events.lines::toString);
    assertTrue(lab.events.lines.contains("error 11/0 10.0.0.2 1"), lab.events.lines::toString);
    assertTrue(
        lab.events.lines.contains("send error 192.168.7.2 NO_ROUTE"), lab.events.lines::toString);
    assertEquals(1, figures().sendErrors());
    assertEquals(3, figures().errors());
    assertEquals(3, lab.events.summary().unreachable());
    assertAddsUp(lab);
  }

  @Test
  void countModeGoesInRounds() {
    lab.count = 5;
    lab.interval = SweepLab.SECOND / 2;
    lab.here.fault(Fault.only(s -> s == 4, Fault.lost()));
    assertEquals(0, lab.run("198.51.100.1", "198.51.100.2", "10.0.0.9"));
    assertEquals(15, figures().transmitted());
    assertEquals(14, figures().received());
    // sequence 4 on the wire is the fifth probe: the second of the second target
    long ten = 10 * SweepLab.MILLISECOND;
    assertArrayEquals(
        new long[] {ten, Figures.LOST, ten, ten, ten}, lab.events.roundTrips.get("198.51.100.2"));
    Summary second = lab.events.figuresOf("198.51.100.2");
    assertEquals(20, second.lossPercent());
    assertEquals(1, second.longestLoss());
    // four intervals, and 2 ms from the first target to the last
    assertEquals(2002 * SweepLab.MILLISECOND, figures().duration());
    assertAddsUp(lab);
  }

  @Test
  void aRoundThatTakesLongerThanTheIntervalDelaysTheNext() {
    lab.count = 3;
    lab.rate = 100;
    lab.interval = SweepLab.SECOND / 2;
    assertEquals(0, lab.run("198.51.100.1-100"));
    assertEquals(300, figures().received());
    assertEquals(2990 * SweepLab.MILLISECOND, figures().duration());
  }

  @Test
  void moreProbesAtOnceThanOneIdentifierTells() {
    lab.wide.fault(Fault.late(700 * SweepLab.MILLISECOND));
    lab.timeout = 2 * SweepLab.SECOND;
    lab.rate = 200_000;
    lab.events.keepTargets = false;
    assertEquals(0, lab.run("10.4.0.0/15"));
    assertEquals(131_070, lab.events.summary().alive());
    assertEquals(131_070, figures().received());
    assertAddsUp(lab);
  }

  @Test
  void shardsAddUp() {
    lab.count = 0;
    Set<String> all = new HashSet<>();
    for (int shard = 1; shard <= 5; shard++) {
      SweepLab part = new SweepLab(shard);
      part.shards = 5;
      part.shard = shard;
      part.seed = 99;
      assertEquals(0, part.run("10.2.0.0/20"));
      for (String name : part.events.fates.keySet()) {
        assertTrue(all.add(name), name);
      }
      assertAddsUp(part);
    }
    assertEquals(4094, all.size());
  }

  @Test
  void aThousandTargetsAreTakenAsGivenMoreAreNot() {
    lab.run("10.3.0.1-10.3.4.0");
    assertEquals("10.3.0.1", lab.events.order.get(0));
    assertEquals("10.3.4.0", lab.events.order.get(1023));
    SweepLab more = new SweepLab(1);
    more.run("10.3.0.1-10.3.4.1");
    List<String> head = more.events.order.subList(0, 3);
    assertTrue(!head.equals(List.of("10.3.0.1", "10.3.0.2", "10.3.0.3")), head::toString);
    SweepLab ordered = new SweepLab(1);
    ordered.inOrder = true;
    ordered.run("10.3.0.1-10.3.4.1");
    assertEquals("10.3.0.3", ordered.events.order.get(2));
  }

  @Test
  void enoughAliveTargetsEndTheRun() {
    lab.first = true;
    lab.minAlive = 3;
    lab.rate = 100;
    assertEquals(0, lab.run("198.51.100.0/24"));
    assertEquals(3, lab.events.summary().alive());
    assertTrue(figures().transmitted() < 10, () -> "sent " + figures().transmitted());
    assertEquals(
        figures().transmitted(), figures().received() + figures().lost() + figures().pending());
  }

  @Test
  void fewerThanWantedAreTooFew() {
    lab.minAlive = 10;
    assertEquals(1, lab.run("198.51.100.1-9"));
    SweepLab enough = new SweepLab(1);
    enough.minAlive = 9;
    enough.here.echo(true);
    enough.retries = 0;
    assertEquals(0, enough.run("198.51.100.1-9", "192.168.0.1"));
  }

  @Test
  void aDeadlineLeavesProbesPending() {
    lab.deadline = SweepLab.SECOND;
    lab.rate = 10;
    lab.here.echo(false);
    lab.timeout = 5 * SweepLab.SECOND;
    assertEquals(1, lab.run("198.51.100.0/24"));
    assertEquals(EndedBy.DEADLINE, figures().endedBy());
    assertEquals(figures().transmitted(), figures().pending());
    assertEquals(0, figures().lost());
  }

  @Test
  void namesWithoutAddressAreUnresolved() {
    assertEquals(2, lab.run("here.example", "nobody.example", "198.51.100.9"));
    assertEquals(1, lab.events.summary().unresolved());
    assertEquals(2, lab.events.summary().alive());
    assertEquals(Fate.UNRESOLVED, lab.events.fates.get("nobody.example"));
    assertEquals(List.of("nobody.example: Name or service not known"), lab.complaints);
    assertAddsUp(lab);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aNameWithoutAddressMayBeTheLastOrTheOnlyTarget(int count) {
    lab.count = count;
    assertEquals(2, lab.run("198.51.100.9", "nobody.example"));
    assertEquals(1, lab.events.summary().alive());
    SweepLab only = new SweepLab(1);
    only.count = count;
    assertEquals(2, only.run("nobody.example"));
    assertEquals(0, only.events.summary().figures().transmitted());
    assertEquals(1, only.events.summary().unresolved());
  }

  @Test
  void filesAreReadAndTheirBadLinesNamed() throws IOException {
    lab.lists = List.of("hosts.txt");
    lab.list = "198.51.100.1\nbad/line\n198.51.100.8/30 # four\n";
    assertEquals(2, lab.attempt());
    assertEquals(3, lab.events.summary().alive());
    assertEquals(1, lab.complaints.size());
    assertTrue(lab.complaints.get(0).startsWith("hosts.txt:2: bad/line: not a block"));
    SweepLab strict = new SweepLab(1);
    strict.lists = List.of("hosts.txt");
    strict.list = lab.list;
    strict.strict = true;
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, strict::attempt);
    assertTrue(String.valueOf(e.getMessage()).startsWith("hosts.txt:2: "), e::getMessage);
    SweepLab empty = new SweepLab(1);
    empty.lists = List.of("-");
    empty.list = "# nothing\n";
    assertThrows(IllegalArgumentException.class, empty::attempt);
  }

  @Test
  void tooManyRoundTripsAreRefused() {
    lab.count = 100;
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> lab.run("10.0.0.0/8"));
    assertEquals(
        "-c 100: times 16777214 targets is more than 134217728 probes; use --shard, or leave -c out"
            + " to ask each target until it answers",
        e.getMessage());
  }

  /** Loss, duplicates and late answers by chance: whatever happens, everything adds up. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void chance(long seed) {
    SweepLab chance = new SweepLab(seed);
    chance.near.to(chance.router).loss(0.1);
    chance.near.to(chance.simulation.host()).loss(0.1).duplicate(0.1);
    chance.far.to(chance.here).jitter(300 * SweepLab.MILLISECOND);
    chance.rate = seed % 3 == 0 ? 0 : 2000;
    chance.count = seed % 2 == 0 ? 0 : 4;
    chance.interval = SweepLab.SECOND / 4;
    chance.timeout = 400 * SweepLab.MILLISECOND;
    chance.choice = seed % 4 < 2 ? Sockets.Choice.RAW : Sockets.Choice.DATAGRAM;
    chance.run("198.51.100.0/24", "10.9.0.0/24");
    assertAddsUp(chance);
    Summary f = chance.events.summary().figures();
    assertEquals(f.received(), chance.events.count(Reply.Kind.ANSWER));
    assertEquals(f.duplicates(), chance.events.count(Reply.Kind.DUPLICATE));
    assertEquals(f.late(), chance.events.count(Reply.Kind.LATE));
    assertEquals(f.lost(), chance.events.lostAfter.size());
    assertEquals(508, chance.events.fates.size());
    assertTrue(f.duplicates() > 0, "duplicates");
    assertTrue(f.lost() > 0, "losses");
    long sentInAll = chance.events.sent.values().stream().mapToLong(Integer::longValue).sum();
    assertEquals(f.transmitted(), sentInAll);
    long byTarget = chance.events.figures.values().stream().mapToLong(Summary::received).sum();
    assertEquals(f.received(), byTarget);
    long kept =
        chance.events.roundTrips.values().stream()
            .flatMapToLong(Arrays::stream)
            .filter(r -> r >= 0)
            .count();
    assertEquals(chance.count == 0 ? 0 : f.received(), kept);
  }
}
