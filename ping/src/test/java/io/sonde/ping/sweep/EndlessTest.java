// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.event.Summary;
import io.sonde.ping.event.Summary.EndedBy;
import io.sonde.ping.sweep.SweepListener.Fate;
import io.sonde.sim.Fault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs without an end of their own, whose targets change, on the simulated internet. */
class EndlessTest {
  private final SweepLab lab = new SweepLab(7);

  @BeforeEach
  void endless() {
    lab.endless = true;
    lab.deadline = 9 * SweepLab.SECOND + SweepLab.SECOND / 2;
    lab.timeout = SweepLab.SECOND;
  }

  private void assertAddsUp() {
    SweepSummary summary = lab.events.summary();
    Summary f = summary.figures();
    assertEquals(
        f.transmitted(), f.received() + f.lost() + f.pending() + f.kernelDropped(), f::toString);
    assertEquals(summary.targets(), summary.alive() + summary.unreachable() + summary.unresolved());
  }

  @Test
  void everyTargetOnceAnInterval() {
    lab.here.echo(false);
    assertEquals(1, lab.run("10.0.0.1", "198.51.100.1", "10.0.0.2"));
    Summary f = lab.events.summary().figures();
    assertEquals(EndedBy.DEADLINE, f.endedBy());
    assertEquals(30, f.transmitted());
    assertEquals(20, f.received());
    assertEquals(9, f.lost());
    assertEquals(1, f.pending());
    assertEquals(10, lab.events.figuresOf("10.0.0.2").received());
    assertEquals(20 * SweepLab.MILLISECOND, lab.events.figuresOf("10.0.0.2").average());
    assertEquals(0, lab.events.figuresOf("10.0.0.2").jitter());
    Summary silent = lab.events.figuresOf("198.51.100.1");
    assertEquals(
        List.of(10L, 9L, 1L), List.of(silent.transmitted(), silent.lost(), silent.pending()));
    assertEquals(Fate.UNREACHABLE, lab.events.fates.get("198.51.100.1"));
    assertAddsUp();
  }

  @Test
  void aNewListChangesWhatItChangesAndNothingElse() {
    lab.replaceAfter(3 * SweepLab.SECOND + SweepLab.SECOND / 2, "10.0.0.1\n10.0.0.3\n");
    lab.replaceAfter(6 * SweepLab.SECOND + SweepLab.SECOND / 2, "10.0.0.1\n10.0.0.2\n");
    assertEquals(0, lab.run("10.0.0.1", "10.0.0.2"));
    assertEquals(10, lab.events.sentTo("10.0.0.1"));
    assertEquals(4 + 3, lab.events.sentTo("10.0.0.2"));
    assertEquals(3, lab.events.sentTo("10.0.0.3"));
    assertEquals(10, lab.events.figuresOf("10.0.0.1").received());
    assertEquals(7, lab.events.figuresOf("10.0.0.2").received());
    assertEquals(
        List.of(
            "left 10.0.0.2",
            "targets: 1 new, 1 gone, 1 as before",
            "left 10.0.0.3",
            "targets: 1 new, 1 gone, 1 as before"),
        lab.events.lines.subList(1, 5));
    assertEquals(3, lab.events.summary().targets());
    assertAddsUp();
  }

  @Test
  void anotherFamilyMayJoin() {
    lab.replaceAfter(2 * SweepLab.SECOND + SweepLab.SECOND / 2, "10.0.0.1\n2001:db8:1::5\n");
    assertEquals(0, lab.run("10.0.0.1"));
    assertEquals(7, lab.events.figuresOf("2001:db8:1::5").received());
    assertAddsUp();
  }

  @Test
  void aListWithoutAnAddressIsOfNoUse() {
    lab.replaceAfter(2 * SweepLab.SECOND, "nowhere.example\n");
    assertEquals(0, lab.run("10.0.0.1"));
    assertEquals(10, lab.events.sentTo("10.0.0.1"));
    assertEquals(
        "targets: none has an address; the targets stay as they were", lab.events.lines.get(1));
  }

  @Test
  void aNameThatLosesItsAddressIsProbedOn() {
    lab.replaceAfter(2 * SweepLab.SECOND + SweepLab.SECOND / 2, "here.example\n10.0.0.1\n");
    lab.namesFailAfter = 1;
    assertEquals(0, lab.run("here.example"));
    assertEquals(10, lab.events.sentTo("here.example"));
    assertEquals(7, lab.events.sentTo("10.0.0.1"));
    assertTrue(lab.events.lines.stream().noneMatch(l -> l.startsWith("left")));
  }

  @Test
  void oneNamedTwiceIsOne() {
    assertEquals(0, lab.run("10.0.0.1", "10.0.0.1"));
    assertEquals(10, lab.events.sentTo("10.0.0.1"));
    assertEquals(1, lab.events.summary().targets());
  }

  @Test
  void roundsThatCannotBeSentInTimeAreLeftOut() {
    lab.rate = 10;
    lab.run("10.0.0.1-25");
    long sent = lab.events.summary().figures().transmitted();
    assertTrue(sent >= 90 && sent <= 96, () -> "sent " + sent);
    assertEquals("warning rate", lab.events.lines.get(1));
    assertEquals(2, lab.events.lines.size());
    assertAddsUp();
  }

  @Test
  void duplicatesAreCountedWithTheirTarget() {
    lab.here.fault(Fault.duplicate(1));
    assertEquals(0, lab.run("198.51.100.9", "10.0.0.9"));
    assertEquals(10, lab.events.figuresOf("198.51.100.9").duplicates());
    assertEquals(0, lab.events.figuresOf("10.0.0.9").duplicates());
    assertAddsUp();
  }

  @Test
  void whatNobodyCanKeepIsRefused() throws IOException {
    lab.operands = List.of("10.0.0.0/15");
    IllegalArgumentException told = assertThrows(IllegalArgumentException.class, lab::attempt);
    assertEquals("targets: 131070, more than the 65536 that can be watched", told.getMessage());
  }

  @Test
  void shardsStayDisjoint() {
    lab.shards = 3;
    lab.shard = 2;
    lab.run("10.0.0.1-9");
    assertEquals(3, lab.events.summary().targets());
    assertEquals(10, lab.events.sentTo("10.0.0.2"));
    assertEquals(10, lab.events.sentTo("10.0.0.5"));
    assertEquals(10, lab.events.sentTo("10.0.0.8"));
  }
}
