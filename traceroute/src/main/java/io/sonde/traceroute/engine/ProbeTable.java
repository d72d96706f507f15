// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.traceroute.event.Answer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Every probe of a run in the order sent, in columns. */
final class ProbeTable {
  /** State: no answer yet. */
  static final int OPEN = 0;

  /** State: answered. */
  static final int ANSWERED = 1;

  /** State: not waited for any more. */
  static final int GIVEN_UP = 2;

  /** State: the host did not send it. */
  static final int REFUSED = 3;

  private static final int FIRST_CAPACITY = 128;

  private int count;
  private int[] ttls = new int[FIRST_CAPACITY];
  private int[] places = new int[FIRST_CAPACITY];
  private int[] states = new int[FIRST_CAPACITY];
  private int[] copies = new int[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private long[] nanos = new long[FIRST_CAPACITY];
  private long[] epochNanos = new long[FIRST_CAPACITY];
  private long[] stamps = new long[FIRST_CAPACITY];
  private @Nullable Answer[] answers = new @Nullable Answer[FIRST_CAPACITY];
  private int[] byNumber = new int[FIRST_CAPACITY];
  private int numbers;
  private int sent;

  /** Probes so far; the next has this index. */
  int count() {
    return count;
  }

  /** Probes that have left. */
  int sent() {
    return sent;
  }

  /**
   * Enters the next probe.
   *
   * @param place of its hop, from 0; −1: it belongs to none
   * @param number the channel's number of it; −1: it was refused
   */
  int add(int ttl, int place, int size, long number, long now, long epoch) {
    if (count == ttls.length) {
      grow();
    }
    ttls[count] = ttl;
    places[count] = place;
    sizes[count] = size;
    nanos[count] = now;
    epochNanos[count] = epoch;
    states[count] = number < 0 ? REFUSED : OPEN;
    if (number >= 0) {
      sent++;
      int at = (int) number;
      if (at >= byNumber.length) {
        byNumber = Arrays.copyOf(byNumber, Math.max(2 * byNumber.length, at + 1));
      }
      Arrays.fill(byNumber, numbers, at, -1);
      byNumber[at] = count;
      numbers = at + 1;
    }
    return count++;
  }

  private void grow() {
    int doubled = 2 * count;
    ttls = Arrays.copyOf(ttls, doubled);
    places = Arrays.copyOf(places, doubled);
    states = Arrays.copyOf(states, doubled);
    copies = Arrays.copyOf(copies, doubled);
    sizes = Arrays.copyOf(sizes, doubled);
    nanos = Arrays.copyOf(nanos, doubled);
    epochNanos = Arrays.copyOf(epochNanos, doubled);
    stamps = Arrays.copyOf(stamps, doubled);
    answers = Arrays.copyOf(answers, doubled);
  }

  /** The probe that a channel's number means; −1: none. */
  int ofNumber(long number) {
    return number >= 0 && number < numbers ? byNumber[(int) number] : -1;
  }

  int ttl(int probe) {
    return ttls[probe];
  }

  int place(int probe) {
    return places[probe];
  }

  int size(int probe) {
    return sizes[probe];
  }

  int state(int probe) {
    return states[probe];
  }

  long nanos(int probe) {
    return nanos[probe];
  }

  long epochNanos(int probe) {
    return epochNanos[probe];
  }

  /** When it left, by the kernel; 0: unknown. */
  long stamp(int probe) {
    return stamps[probe];
  }

  void stamp(int probe, long time) {
    stamps[probe] = time;
  }

  /** Answers after the first. */
  int copies(int probe) {
    return copies[probe];
  }

  void addCopy(int probe) {
    copies[probe]++;
  }

  @Nullable Answer answer(int probe) {
    return answers[probe];
  }

  void answer(int probe, Answer answer) {
    answers[probe] = answer;
    states[probe] = ANSWERED;
  }

  /** Stops waiting for an open probe, or notes that it never left. */
  void settle(int probe, int state) {
    states[probe] = state;
  }

  /** The first probe sent that is open and has a TTL above {@code ttl}; −1: none. */
  int firstOpenAbove(int ttl) {
    int found = -1;
    for (int i = 0; i < count; i++) {
      boolean nearer = found < 0 || ttls[i] < ttls[found];
      if (states[i] == OPEN && ttls[i] > ttl && nearer) {
        found = i;
      }
    }
    return found;
  }
}
