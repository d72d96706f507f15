// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.sweep.SweepListener.Fate;
import io.sonde.ping.targets.TargetOrder;
import io.sonde.ping.targets.TargetSet;
import io.sonde.probe.Jitter;
import io.sonde.probe.RoundTripStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every target once an interval until the run is ended from outside. Memory is for targets, not for
 * probes. The list of targets can be replaced between two probes.
 */
final class EndlessPlan implements Plan {
  /** What is kept of a target. */
  private static final class Watched {
    final RoundTripStatistics roundTrips = new RoundTripStatistics(false);
    final Jitter jitter = new Jitter();
    long before = -1;
    int beforeSequence;
    int sent;
    long received;
    long lost;
    long duplicates;
  }

  private final Voice voice;
  private final Tally tally;
  private final Roster roster;
  private final long interval;
  private final List<Watched> watched = new ArrayList<>();
  private final Set<String> unresolved = new HashSet<>();
  private boolean begun;
  private boolean lagTold;
  private long due;
  private int next;
  private long position;
  private int sequence;

  EndlessPlan(Voice voice, Tally tally, Roster roster, long interval) {
    this.voice = voice;
    this.tally = tally;
    this.roster = roster;
    this.interval = interval;
    grow();
  }

  private void grow() {
    while (watched.size() < roster.targets().size()) {
      watched.add(new Watched());
    }
  }

  /** Tells of names without an address, each once a run. */
  void tellUnresolved() throws IOException {
    for (String name : roster.unresolved()) {
      if (unresolved.add(name)) {
        tally.unresolved++;
        TargetSet alone = new TargetSet();
        alone.addUnresolved(name);
        long now = voice.time().epochNanos();
        Addressee nobody = new Addressee(alone);
        voice.listener().target(nobody.at(0), now, Fate.UNRESOLVED, null, new long[0]);
      }
    }
  }

  /**
   * Takes a new list: its round begins at the next interval.
   *
   * @throws IllegalArgumentException if it is of no use; the old one stays
   */
  Roster.Change replace(TargetSet list, TargetOrder order) throws IOException {
    Roster.Change change = roster.take(list, order);
    grow();
    if (next > 0) {
      next = 0;
      due += interval;
    }
    for (long number : change.left()) {
      voice.listener().left(voice.at(number));
    }
    tellUnresolved();
    return change;
  }

  @Override
  public long targets() {
    return watched.size() + tally.unresolved;
  }

  @Override
  public long ready() {
    return begun && next == 0 ? due : Long.MIN_VALUE;
  }

  @Override
  public boolean take(long now) throws IOException {
    if (!begun) {
      begun = true;
      due = now;
    }
    if (next == 0 && now < due) {
      return false;
    }
    position = roster.active()[next++];
    if (next == roster.active().length) {
      next = 0;
      due += interval;
      keepUp(now);
    }
    sequence = ++watched.get((int) position).sent;
    return true;
  }

  /** Rounds that cannot be sent in time are left out: probes that pile up would measure nothing. */
  private void keepUp(long now) throws IOException {
    if (interval == 0 || now - due < interval) {
      return;
    }
    due += (now - due) / interval * interval;
    if (!lagTold) {
      lagTold = true;
      voice
          .listener()
          .warning(
              voice.time().epochNanos(),
              "rate",
              roster.active().length
                  + " targets take longer than an interval at this --rate; rounds are left out");
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public int sequence() {
    return sequence;
  }

  @Override
  public int attempt() {
    return 0;
  }

  @Override
  public int tries() {
    return 1;
  }

  @Override
  public void answered(Lane lane, int place, long roundTrip) {
    Watched target = watched.get((int) lane.position[place]);
    tally.alive += target.received == 0 ? 1 : 0;
    target.received++;
    if (roundTrip >= 0) {
      target.roundTrips.add(roundTrip);
      if (target.before >= 0 && lane.sequence[place] == target.beforeSequence + 1) {
        target.jitter.pair(target.before, roundTrip);
      }
      target.before = roundTrip;
      target.beforeSequence = lane.sequence[place];
    }
  }

  @Override
  public void lost(Lane lane, int place) {
    watched.get((int) lane.position[place]).lost++;
  }

  @Override
  public void duplicate(Lane lane, int place) {
    watched.get((int) lane.position[place]).duplicates++;
  }

  /** Each target that was ever asked, those that have left included. */
  @Override
  public void finish() throws IOException {
    for (int number = 0; number < watched.size(); number++) {
      Watched target = watched.get(number);
      if (target.received + target.lost > 0) {
        tally.unreachable += target.received == 0 ? 1 : 0;
        tell(number, target);
      }
    }
  }

  private void tell(long number, Watched target) throws IOException {
    long now = voice.time().epochNanos();
    voice
        .listener()
        .target(
            voice.at(number),
            now,
            target.received > 0 ? Fate.ALIVE : Fate.UNREACHABLE,
            Figures.of(
                now,
                target.sent,
                target.received,
                target.sent - target.received - target.lost,
                target.duplicates,
                target.roundTrips,
                target.jitter),
            new long[0]);
  }
}
