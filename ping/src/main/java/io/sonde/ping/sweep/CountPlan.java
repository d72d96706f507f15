// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.Summary;
import io.sonde.ping.sweep.SweepListener.Fate;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Every target in each of a number of rounds, each round an interval after the one before. Round
 * trips of all probes are kept, eight octets each.
 */
final class CountPlan implements Plan {
  /** Most round trips that are kept: 1 GiB of them. */
  static final long MOST_PROBES = 1L << 27;

  private static final long NOT_SENT = Long.MIN_VALUE;

  private final Voice voice;
  private final Tally tally;
  private final int targets;
  private final int rounds;
  private final long interval;
  private long started;
  private final long[] roundTrips;
  private final int[] duplicates;
  private final BitSet alive;
  private int round;
  private int next;
  private long position;
  private int sequence;

  /**
   * @param count probes a target
   * @throws IllegalArgumentException if that makes more probes than are kept
   */
  CountPlan(Voice voice, Tally tally, long count, long interval) {
    long own = voice.order().count();
    if (own > 0 && count > MOST_PROBES / own) {
      throw new IllegalArgumentException(
          "-c "
              + count
              + ": times "
              + own
              + " targets is more than "
              + MOST_PROBES
              + " probes; use --shard, or leave -c out to ask each target until it answers");
    }
    this.voice = voice;
    this.tally = tally;
    this.interval = interval;
    targets = (int) own;
    rounds = (int) count;
    roundTrips = new long[targets * rounds];
    Arrays.fill(roundTrips, NOT_SENT);
    duplicates = new int[targets];
    alive = new BitSet(targets);
  }

  @Override
  public long targets() {
    return voice.order().count();
  }

  @Override
  public long ready() {
    if (targets == 0 || round == rounds) {
      return NEVER;
    }
    return next == 0 && round > 0 ? started + round * interval : Long.MIN_VALUE;
  }

  @Override
  public boolean take(long now) throws IOException {
    if (round == 0 && next == 0) {
      started = now;
    }
    while (round < rounds && targets > 0) {
      if (next == 0 && round > 0 && now < started + round * interval) {
        return false;
      }
      position = next++;
      int inRound = round;
      if (next == targets) {
        next = 0;
        round++;
      }
      if (voice.at(position).isResolved()) {
        roundTrips[index(position, inRound)] = Figures.PENDING;
        sequence = inRound + 1;
        return true;
      }
      if (inRound == 0) {
        tally.unresolved++;
        tell(position, Fate.UNRESOLVED, null, new long[0]);
      }
    }
    return false;
  }

  private int index(long target, int inRound) {
    return (int) target * rounds + inRound;
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
    int first = index(lane.position[place], 0);
    int target = (int) lane.position[place];
    tally.alive += alive.get(target) ? 0 : 1;
    alive.set(target);
    roundTrips[first + lane.sequence[place] - 1] = roundTrip >= 0 ? roundTrip : Figures.UNTIMED;
  }

  @Override
  public void lost(Lane lane, int place) {
    roundTrips[index(lane.position[place], lane.sequence[place] - 1)] = Figures.LOST;
  }

  @Override
  public void duplicate(Lane lane, int place) {
    duplicates[(int) lane.position[place]]++;
  }

  /** Each target that was asked, with all that is known of it. */
  @Override
  public void finish() throws IOException {
    for (int target = 0; target < targets; target++) {
      int from = index(target, 0);
      int sent = 0;
      while (sent < rounds && roundTrips[from + sent] != NOT_SENT) {
        sent++;
      }
      if (sent > 0) {
        finish(target, Arrays.copyOfRange(roundTrips, from, from + sent));
      }
    }
  }

  private void finish(int target, long[] sent) throws IOException {
    long now = voice.time().epochNanos();
    boolean answered = alive.get(target);
    boolean decided = answered || Arrays.stream(sent).anyMatch(r -> r == Figures.LOST);
    if (!decided) {
      return;
    }
    tally.unreachable += answered ? 0 : 1;
    Summary figures =
        Figures.of(now, sent, sent.length, duplicates[target], interval, answered ? 0 : 1);
    tell(target, answered ? Fate.ALIVE : Fate.UNREACHABLE, figures, sent);
  }

  private void tell(long of, Fate fate, @Nullable Summary figures, long[] kept) throws IOException {
    long now = voice.time().epochNanos();
    voice.listener().target(voice.at(of), now, fate, figures, kept);
  }
}
