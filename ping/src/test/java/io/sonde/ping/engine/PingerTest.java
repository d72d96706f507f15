// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.config.Probe;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.sim.Fault;
import io.sonde.sim.Match;
import io.sonde.sim.Router;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When a run sends, waits and ends. */
class PingerTest {
  private final PingLab lab = new PingLab(1);

  private long virtualSeconds() {
    return (lab.simulation.now() - io.sonde.sim.Simulation.START) / PingLab.SECOND;
  }

  @Test
  void countsAnswersOfAHealthyTarget() {
    assertEquals(0, lab.run());
    assertEquals(List.of("ANSWER 1", "ANSWER 2", "ANSWER 3"), lab.events.lines);
    assertEquals(3, lab.events.summary().received());
    assertEquals(0, lab.events.summary().lost());
    assertEquals(2 * PingLab.SECOND, lab.events.summary().duration());
    assertEquals(EndedBy.COUNT, lab.events.summary().endedBy());
    assertTrue(lab.events.roundTrips.stream().allMatch(r -> r == 10 * PingLab.MILLISECOND));
  }

  @Test
  void answersOverIpv6() {
    lab.destination = PingLab.TARGET6.toString();
    assertEquals(0, lab.run());
    assertEquals(3, lab.events.summary().received());
  }

  @Test
  void waitsTenSecondsWhenNothingEverAnswers() {
    lab.target.echo(false);
    assertEquals(1, lab.run());
    assertEquals(12, virtualSeconds());
    assertEquals(3, lab.events.summary().lost());
    assertEquals(List.of(1L, 2L, 3L), lab.events.lost);
  }

  @Test
  void waitsAsLongAsAskedWhenNothingEverAnswers() {
    lab.target.echo(false);
    lab.linger = 2 * PingLab.SECOND;
    lab.count = 1;
    assertEquals(1, lab.run());
    assertEquals(2, virtualSeconds());
  }

  @Test
  void waitsOneIntervalForTheLastOnceSomethingHasAnswered() {
    lab.target.fault(Fault.only(s -> s == 3, Fault.lost()));
    assertEquals(0, lab.run());
    assertEquals(3, virtualSeconds());
    assertEquals(1, lab.events.summary().lost());
  }

  @Test
  void aDeadlineEndsTheRunAndLeavesYoungProbesPending() {
    lab.count = 0;
    lab.deadline = 3 * PingLab.SECOND + 5 * PingLab.MILLISECOND;
    assertEquals(0, lab.run());
    assertEquals(4, lab.events.summary().transmitted());
    assertEquals(3, lab.events.summary().received());
    assertEquals(1, lab.events.summary().pending());
    assertEquals(0, lab.events.summary().lost());
    assertEquals(EndedBy.DEADLINE, lab.events.summary().endedBy());
  }

  @Test
  void aDeadlineWithACountGoesOnUntilSoManyAnswersCame() {
    lab.deadline = 60 * PingLab.SECOND;
    lab.target.fault(Fault.only(s -> s == 1 || s == 2, Fault.lost()));
    assertEquals(0, lab.run());
    assertEquals(5, lab.events.summary().transmitted());
    assertEquals(3, lab.events.summary().received());
  }

  @Test
  void fewerAnswersThanAskedForByTheDeadlineIsAFailure() {
    lab.deadline = 2 * PingLab.SECOND;
    lab.count = 10;
    assertEquals(1, lab.run());
    assertTrue(lab.events.summary().received() > 0);
  }

  @Test
  void anErrorEndsARunWithADeadline() {
    lab.deadline = 60 * PingLab.SECOND;
    lab.router.reject(Match.ALL, Router.Reject.HOST);
    assertEquals(1, lab.run());
    assertEquals(List.of("error 3/1 1", "lost 1"), lab.events.lines);
    assertEquals(1, lab.events.summary().errors());
    assertEquals(0, virtualSeconds());
  }

  @Test
  void errorsSettleTheirProbes() {
    lab.router.reject(Match.ALL, Router.Reject.ADMIN);
    assertEquals(1, lab.run());
    assertEquals(
        List.of("error 3/13 1", "error 3/13 2", "error 3/13 3", "lost 1", "lost 2", "lost 3"),
        lab.events.lines);
    assertEquals(3, lab.events.summary().errors());
    assertEquals(3, lab.events.summary().lost());
    assertEquals(2, virtualSeconds(), "nothing is left to wait for");
  }

  @Test
  void probesThatWereOutAtOnceAreCountedWhenErrorsSettleThem() {
    lab.router.reject(Match.ALL, Router.Reject.HOST);
    lab.preload = 3;
    assertEquals(1, lab.run());
    assertEquals(3, lab.events.summary().pipe());
  }

  @Test
  void aLinkLocalTargetNeedsItsDevice() {
    lab.destination = "fe80::1";
    assertEquals(
        "fe80::1: link-local, so its device is needed: fe80::1%DEVICE or -I DEVICE",
        assertThrows(IllegalArgumentException.class, lab::run).getMessage());
  }

  @Test
  void whoMayOpenNoSocketHearsOfTheOneWithTheMostWaysOut() {
    lab.network.host().allowRaw(false);
    lab.network.host().allowDatagramIcmp(false);
    String refused = String.valueOf(assertThrows(IOException.class, lab::attempt).getMessage());
    assertTrue(refused.contains("ping_group_range"), refused);
  }

  @Test
  void aTimeToLiveTooSmallIsReported() {
    lab.timeToLive = 1;
    lab.count = 1;
    assertEquals(1, lab.run());
    assertEquals(List.of("error 11/0 1", "lost 1"), lab.events.lines);
  }

  @Test
  void aStrictTimeoutMakesLateAnswers() {
    lab.timeout = 20 * PingLab.MILLISECOND;
    lab.target.fault(Fault.only(s -> s == 2, Fault.late(300 * PingLab.MILLISECOND)));
    assertEquals(0, lab.run());
    assertEquals(List.of("ANSWER 1", "lost 2", "LATE 2", "ANSWER 3"), lab.events.lines);
    assertEquals(2, lab.events.summary().received());
    assertEquals(1, lab.events.summary().lost());
    assertEquals(1, lab.events.summary().late());
  }

  @Test
  void reportsWhatIsOutstandingWhenTheNextIsDueAndAtTheEnd() {
    lab.outstanding = true;
    lab.target.fault(Fault.only(s -> s == 2 || s == 3, Fault.lost()));
    lab.run();
    assertEquals(
        List.of("ANSWER 1", "no answer yet 2", "no answer yet 3", "lost 2", "lost 3"),
        lab.events.lines);
  }

  @Test
  void theFirstAnswerCanEndIt() {
    lab.first = true;
    lab.count = 0;
    lab.target.fault(Fault.only(s -> s < 3, Fault.lost()));
    assertEquals(0, lab.run());
    assertEquals(3, lab.events.summary().transmitted());
  }

  @Test
  void preloadGoesOutAtOnceAndTheRestByTheClock() {
    lab.preload = 5;
    lab.count = 7;
    assertEquals(0, lab.run());
    assertEquals(2 * PingLab.SECOND, lab.events.summary().duration());
    assertEquals(5, lab.events.summary().pipe());
  }

  @Test
  void sweepsOverSizes() {
    lab.sweep = new Probe.Sweep(0, 40, 20);
    lab.count = 5;
    assertEquals(0, lab.run());
    assertEquals(
        List.of("ANSWER 1", "ANSWER 2", "ANSWER 3", "ANSWER 4", "ANSWER 5"), lab.events.lines);
  }

  @Test
  void reportsInBetween() {
    lab.count = 5;
    lab.reportEvery = 2 * PingLab.SECOND - 1;
    lab.run();
    assertEquals(List.of(2L, 4L), lab.events.reports.stream().map(s -> s.transmitted()).toList());
  }

  @Test
  void numbersProbesBeyondSixteenBits() {
    lab.count = 70_000;
    lab.interval = PingLab.MILLISECOND;
    assertEquals(0, lab.run());
    assertEquals(70_000, lab.events.summary().received());
    assertEquals(
        LongStream.rangeClosed(1, 70_000).boxed().toList(),
        lab.events.answered,
        "in order, each once");
  }

  @Test
  void keepsItsScheduleForADay() {
    lab.count = 86_401;
    lab.events.keepLines = false;
    assertEquals(0, lab.run());
    assertEquals(86_401, lab.events.summary().received());
    assertEquals(86_400 * PingLab.SECOND, lab.events.summary().duration(), "without drift");
  }

  @Test
  void floodsWithoutLoss() {
    lab.flood = true;
    lab.count = 20_000;
    assertEquals(0, lab.run());
    assertEquals(20_000, lab.events.summary().received());
    assertEquals(64, lab.events.summary().pipe());
    assertTrue(lab.events.summary().roundTripSamples() > 1000, "some are stamped");
    assertEquals(10 * PingLab.MILLISECOND, lab.events.summary().maximum(), 1);
  }

  @Test
  void floodsOnThroughLoss() {
    lab.flood = true;
    lab.count = 5_000;
    lab.far.both(direction -> direction.loss(0.1));
    assertEquals(0, lab.run());
    assertEquals(5_000, lab.events.summary().transmitted());
    assertEquals(19, lab.events.summary().lossPercent(), 3);
  }

  @Test
  void floodsAHundredASecondWhereNothingAnswers() {
    lab.flood = true;
    lab.count = 0;
    lab.deadline = 10 * PingLab.SECOND;
    lab.target.echo(false);
    assertEquals(1, lab.run());
    assertEquals(1000.0, (double) lab.events.summary().transmitted(), 2.0);
  }

  @Test
  void adaptsToTheRoundTrip() {
    lab.adaptive = true;
    lab.count = 100;
    assertEquals(0, lab.run());
    assertEquals(99 * 10 * PingLab.MILLISECOND, lab.events.summary().duration());
  }

  @Test
  void ordinaryUsersMayNotFlood() {
    lab.superuser = false;
    lab.flood = true;
    assertThrows(IllegalArgumentException.class, lab::run);
  }

  @Test
  void probesThatTheNextGenerationDisplacesAreLost() {
    lab.count = 66_000;
    lab.interval = PingLab.MILLISECOND;
    lab.preload = 64;
    lab.target.fault(Fault.only(s -> s == 7 || s == 30, Fault.lost()));
    assertEquals(0, lab.run());
    assertEquals(List.of(7L, 30L, 65_543L, 65_566L), lab.events.lost);
    assertEquals(4, lab.events.summary().lost());
  }
}
