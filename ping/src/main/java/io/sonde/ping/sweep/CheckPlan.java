// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.sweep.SweepListener.Fate;
import java.io.IOException;

/**
 * Each target until its first answer, with retries. Retries go before targets that have not been
 * asked; a target has at most one open probe, so its state is that probe's.
 */
final class CheckPlan implements Plan {
  private static final long[] NO_ROUND_TRIPS = {};

  private final Voice voice;
  private final Tally tally;
  private final int retries;
  private long nextPosition;
  private long[] waiting = new long[64];
  private byte[] waitingAttempt = new byte[64];
  private int first;
  private int count;
  private long position;
  private int attempt;

  CheckPlan(Voice voice, Tally tally, int retries) {
    this.voice = voice;
    this.tally = tally;
    this.retries = retries;
  }

  @Override
  public long targets() {
    return voice.order().count();
  }

  @Override
  public long ready() {
    return count > 0 || nextPosition < voice.order().count() ? Long.MIN_VALUE : NEVER;
  }

  @Override
  public boolean take(long now) throws IOException {
    if (count > 0) {
      position = waiting[first];
      attempt = waitingAttempt[first];
      first = first + 1 & waiting.length - 1;
      count--;
      return true;
    }
    while (nextPosition < voice.order().count()) {
      position = nextPosition++;
      attempt = 0;
      if (voice.at(position).isResolved()) {
        return true;
      }
      tally.unresolved++;
      tell(position, Fate.UNRESOLVED, 0, -1);
    }
    return false;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public int sequence() {
    return attempt + 1;
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public int tries() {
    return retries + 1;
  }

  @Override
  public void answered(Lane lane, int place, long roundTrip) throws IOException {
    tally.alive++;
    tell(lane.position[place], Fate.ALIVE, lane.attempt[place] + 1, roundTrip);
  }

  @Override
  public void lost(Lane lane, int place) throws IOException {
    int tried = lane.attempt[place];
    if (tried < retries) {
      again(lane.position[place], tried + 1);
    } else {
      tally.unreachable++;
      tell(lane.position[place], Fate.UNREACHABLE, tried + 1, -1);
    }
  }

  @Override
  public void duplicate(Lane lane, int place) {}

  private void again(long target, int next) {
    if (count == waiting.length) {
      long[] longer = new long[2 * count];
      byte[] longerAttempt = new byte[2 * count];
      for (int i = 0; i < count; i++) {
        longer[i] = waiting[first + i & count - 1];
        longerAttempt[i] = waitingAttempt[first + i & count - 1];
      }
      waiting = longer;
      waitingAttempt = longerAttempt;
      first = 0;
    }
    int at = first + count & waiting.length - 1;
    waiting[at] = target;
    waitingAttempt[at] = (byte) next;
    count++;
  }

  private void tell(long of, Fate fate, int probes, long roundTrip) throws IOException {
    SweepListener listener = voice.listener();
    long now = voice.time().epochNanos();
    listener.target(
        voice.at(of),
        now,
        fate,
        listener.wantsFigures() ? Figures.ofCheck(now, probes, roundTrip, fate) : null,
        NO_ROUND_TRIPS);
  }

  @Override
  public void finish() {}
}
