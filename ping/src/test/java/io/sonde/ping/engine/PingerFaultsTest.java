// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.event.Summary;
import io.sonde.probe.RoundTripClock.Clock;
import io.sonde.sim.Fault;
import io.sonde.sim.LinkDirection;
import io.sonde.sim.Match;
import io.sonde.sim.Router;
import io.sonde.wire.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a run makes of answers and errors that are not as they should be. */
class PingerFaultsTest {
  private final PingLab lab = new PingLab(1);

  @Test
  void duplicatesAreNoAnswersAndEndNothing() {
    lab.target.fault(Fault.duplicate(2));
    assertEquals(0, lab.run());
    assertEquals(3, lab.events.summary().received());
    assertEquals(6, lab.events.summary().duplicates());
    assertEquals(3, lab.events.summary().roundTripSamples());
  }

  @Test
  void aSequenceNeverSentIsUnsolicited() {
    lab.target.fault(Fault.unsolicited(100));
    assertEquals(0, lab.run());
    assertEquals(3, lab.events.summary().received());
    assertEquals(3, lab.events.summary().unsolicited());
  }

  @Test
  void anotherCookieIsForeignOnARawSocket() {
    lab.choice = Sockets.Choice.RAW;
    lab.target.fault(Fault.only(s -> s == 2, Fault.wrongCookie(8)));
    assertEquals(0, lab.run());
    assertEquals(2, lab.events.summary().received());
    assertEquals(1, lab.events.summary().foreign());
    assertEquals(1, lab.events.summary().lost());
  }

  @Test
  void anotherCookieIsWrongDataOnADatagramSocket() {
    lab.target.fault(Fault.only(s -> s == 2, Fault.wrongCookie(8)));
    assertEquals(0, lab.run());
    assertEquals(3, lab.events.summary().received());
    assertEquals(1, lab.events.summary().wrongData());
    assertEquals("ANSWER 2 wrong 0", lab.events.lines.get(1));
  }

  @Test
  void aWrongOctetIsReportedWithItsPlace() {
    lab.target.fault(Fault.wrongOctet(30, 0x4b));
    lab.count = 1;
    assertEquals(0, lab.run());
    assertEquals(List.of("ANSWER 1 wrong 30"), lab.events.lines);
  }

  @Test
  void aShortReplyIsAnAnswer() {
    lab.target.fault(Fault.truncated(28));
    lab.count = 1;
    assertEquals(0, lab.run());
    assertEquals(List.of("ANSWER 1 truncated"), lab.events.lines);
  }

  @Test
  void anotherAddressIsAnAnswerUnlessTheSourceIsChecked() {
    lab.target.fault(Fault.source(PingLab.ROUTER));
    lab.count = 1;
    assertEquals(0, lab.run());
    assertEquals(List.of("ANSWER 1 different"), lab.events.lines);
    PingLab strict = new PingLab(1);
    strict.target.fault(Fault.source(PingLab.ROUTER));
    strict.count = 1;
    strict.checkSource = true;
    assertEquals(1, strict.run());
    assertEquals(1, strict.events.summary().foreign());
  }

  @Test
  void aBadChecksumIsSeenOnARawSocketOnly() {
    lab.target.fault(Fault.badChecksum());
    lab.choice = Sockets.Choice.RAW;
    lab.count = 1;
    assertEquals(1, lab.run());
    assertEquals(1, lab.events.summary().corrupted());
    PingLab datagram = new PingLab(1);
    datagram.target.fault(Fault.badChecksum());
    datagram.count = 1;
    assertEquals(1, datagram.run());
    assertEquals(0, datagram.events.summary().corrupted());
  }

  @Test
  void aSteppedClockDoesNotFalsifyRoundTrips() {
    lab.count = 5;
    long step = 3 * PingLab.SECOND;
    lab.simulation.at(
        lab.simulation.now() + PingLab.SECOND + 2 * PingLab.MILLISECOND,
        () -> lab.network.host().stepClock(step));
    lab.simulation.at(
        lab.simulation.now() + 3 * PingLab.SECOND + 2 * PingLab.MILLISECOND,
        () -> lab.network.host().stepClock(-step));
    assertEquals(0, lab.run());
    assertTrue(lab.events.roundTrips.stream().allMatch(r -> r == 10 * PingLab.MILLISECOND));
    assertEquals(
        List.of(Clock.KERNEL, Clock.MONOTONIC, Clock.KERNEL, Clock.MONOTONIC, Clock.KERNEL),
        lab.events.clocks);
    assertEquals(List.of("clock-stepped"), lab.events.warnings);
  }

  @Test
  void lyingStampsAreNotBelieved() {
    for (long lie : List.of(-PingLab.SECOND, -11 * PingLab.MILLISECOND, 4 * PingLab.SECOND)) {
      PingLab lying = new PingLab(1);
      lying.network.host().receiveStampError(lie);
      assertEquals(0, lying.run());
      assertTrue(lying.events.roundTrips.stream().allMatch(r -> r == 10 * PingLab.MILLISECOND));
    }
  }

  @Test
  void missingStampsAreMadeUpFor() {
    lab.network.host().loseTransmitStamps(1);
    assertEquals(0, lab.run());
    assertEquals(List.of(Clock.KERNEL_RX, Clock.KERNEL_RX, Clock.KERNEL_RX), lab.events.clocks);
    PingLab bare = new PingLab(1);
    bare.network.host().loseReceiveStamps(1);
    assertEquals(0, bare.run());
    assertEquals(List.of(Clock.MONOTONIC, Clock.MONOTONIC, Clock.MONOTONIC), bare.events.clocks);
  }

  @Test
  void theLocalMtuIsNamed() {
    lab.near.both(direction -> direction.mtu(1400));
    lab.size = 1500;
    lab.pathMtu = PathMtu.DO;
    lab.count = 2;
    assertEquals(1, lab.run());
    assertEquals(2, lab.events.sendErrors.size());
    assertTrue(lab.events.sendErrors.stream().allMatch(e -> e.mtu() == 1400));
    assertEquals(2, lab.events.summary().errors());
    assertEquals(2, lab.events.summary().transmitted());
  }

  @Test
  void refusedSendsCountAsSentAndLost() {
    lab.network.host().refuse(Match.ALL, PacketBatch.NOT_PERMITTED);
    assertEquals(1, lab.run());
    assertEquals(3, lab.events.summary().transmitted());
    assertEquals(3, lab.events.summary().sendErrors());
    assertEquals(3, lab.events.summary().lost());
    assertEquals(List.of(), lab.events.sent);
  }

  @Test
  void onlyWhatHasLeftIsToldAsSent() {
    lab.network.host().refuse(Match.ALL, PacketBatch.NOT_PERMITTED);
    lab.simulation.at(
        lab.simulation.now() + PingLab.SECOND / 2, () -> lab.network.host().refuseNothing());
    lab.preload = 3;
    lab.count = 5;
    assertEquals(0, lab.run());
    assertEquals(List.of(4L, 5L), lab.events.sent);
  }

  @Test
  void fullQueuesAreGivenTime() {
    lab.network.host().refuse(Match.ALL, PacketBatch.NO_BUFFERS);
    lab.simulation.at(
        lab.simulation.now() + 55 * PingLab.MILLISECOND, () -> lab.network.host().refuseNothing());
    assertEquals(0, lab.run());
    assertEquals(3, lab.events.summary().received());
    assertEquals(0, lab.events.summary().sendErrors());
  }

  @Test
  void aFullSocketDelaysAndLosesNothing() {
    lab.network.host().sendRoom(4, 50_000);
    lab.flood = true;
    lab.count = 2000;
    assertEquals(0, lab.run());
    assertEquals(2000, lab.events.summary().received());
  }

  @Test
  void findsThePathMtuThatARouterNames() {
    lab.far.both(direction -> direction.mtu(1400));
    lab.findMtu = true;
    lab.count = 0;
    assertEquals(0, lab.run());
    assertEquals(1400, lab.events.summary().pathMtu());
    assertEquals(PingLab.ROUTER.toString(), lab.events.summary().pathMtuFrom());
  }

  @Test
  void findsThePathMtuBehindABlackHole() {
    lab.far.both(direction -> direction.mtu(1400).blackHole(true));
    lab.findMtu = true;
    lab.count = 0;
    lab.interval = 100 * PingLab.MILLISECOND;
    assertEquals(0, lab.run());
    assertEquals(1400, lab.events.summary().pathMtu());
    assertTrue(lab.events.summary().pathMtuBlackHole());
  }

  @Test
  void findsThePathMtuOverIpv6() {
    lab.destination = PingLab.TARGET6.toString();
    lab.far.both(direction -> direction.mtu(1300));
    lab.findMtu = true;
    lab.count = 0;
    assertEquals(0, lab.run());
    assertEquals(1300, lab.events.summary().pathMtu());
    assertEquals(PingLab.ROUTER6.toString(), lab.events.summary().pathMtuFrom());
  }

  @Test
  void accountsForEveryProbeInThousandsOfNetworks() {
    SplittableRandom random = new SplittableRandom(20);
    for (int i = 0; i < 3000; i++) {
      PingLab network = randomLab(random);
      int exitCode = network.run();
      check(network, exitCode);
    }
  }

  private static PingLab randomLab(SplittableRandom random) {
    PingLab lab = new PingLab(random.nextLong());
    lab.destination = random.nextBoolean() ? PingLab.TARGET.toString() : PingLab.TARGET6.toString();
    lab.count = 1L + random.nextInt(20);
    lab.interval = (1 + random.nextInt(50)) * PingLab.MILLISECOND;
    lab.preload = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
    lab.flood = random.nextInt(4) == 0;
    lab.adaptive = !lab.flood && random.nextInt(4) == 0;
    lab.timeout = random.nextInt(3) == 0 ? (1 + random.nextInt(30)) * PingLab.MILLISECOND : 0;
    lab.deadline = random.nextInt(4) == 0 ? (1 + random.nextInt(400)) * PingLab.MILLISECOND : 0;
    lab.choice = random.nextBoolean() ? Sockets.Choice.RAW : Sockets.Choice.DATAGRAM;
    lab.near.both(direction -> disturb(direction, random));
    lab.far.both(direction -> disturb(direction, random));
    for (int faults = random.nextInt(3); faults > 0; faults--) {
      lab.target.fault(fault(random));
    }
    if (random.nextInt(8) == 0) {
      lab.router.reject(Match.ALL, Router.Reject.NET);
    }
    if (random.nextInt(4) == 0) {
      long step = random.nextLong(-PingLab.SECOND, PingLab.SECOND);
      lab.simulation.at(
          lab.simulation.now() + random.nextLong(100 * PingLab.MILLISECOND),
          () -> lab.network.host().stepClock(step));
    }
    if (random.nextInt(4) == 0) {
      lab.network.host().receiveStampError(random.nextLong(-PingLab.SECOND, PingLab.SECOND));
    }
    lab.network.host().loseTransmitStamps(random.nextInt(3) / 4.0);
    lab.network.host().loseReceiveStamps(random.nextInt(3) / 4.0);
    return lab;
  }

  private static void disturb(LinkDirection direction, SplittableRandom random) {
    direction
        .jitter(random.nextLong(5 * PingLab.MILLISECOND))
        .loss(random.nextInt(4) * 0.1)
        .duplicate(random.nextInt(3) * 0.1)
        .reorder(random.nextInt(3) * 0.1, 8 * PingLab.MILLISECOND)
        .corrupt(random.nextInt(3) * 0.05);
  }

  private static Fault fault(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> Fault.duplicate(3);
      case 1 -> Fault.lateCopy(random.nextLong(200 * PingLab.MILLISECOND));
      case 2 -> Fault.late(random.nextLong(200 * PingLab.MILLISECOND));
      case 3 -> Fault.unsolicited(random.nextInt(70_000));
      case 4 -> Fault.wrongCookie(8);
      case 5 -> Fault.truncated(random.nextInt(40));
      case 6 -> Fault.source(IpAddress.ofIpv4(0xc0000263));
      default -> Fault.badChecksum();
    };
  }

  private static void check(PingLab lab, int exitCode) {
    Summary summary = lab.events.summary();
    String run = summary + " " + lab.events.lines;
    assertEquals(
        summary.transmitted(),
        summary.received() + summary.lost() + summary.pending() + summary.kernelDropped(),
        run);
    assertTrue(summary.received() <= summary.transmitted(), run);
    assertTrue(summary.lossPercent() >= 0 && summary.lossPercent() <= 100, run);
    assertTrue(lab.deadline > 0 || summary.transmitted() == lab.count, run);
    assertEquals(summary.received(), lab.events.answered.size(), run);
    assertEquals(lab.events.answered.size(), new HashSet<>(lab.events.answered).size(), run);
    assertTrue(
        lab.events.answered.stream().allMatch(s -> s >= 1 && s <= summary.transmitted()), run);
    assertTrue(lab.events.roundTrips.stream().allMatch(r -> r >= -1 && r < PingLab.SECOND), run);
    assertEquals(summary.exitCode(), exitCode, run);
    assertEquals(summary.received() == 0 || fellShort(lab) ? 1 : 0, exitCode, run);
  }

  private static boolean fellShort(PingLab lab) {
    return lab.deadline > 0 && lab.events.summary().received() < lab.count;
  }
}
