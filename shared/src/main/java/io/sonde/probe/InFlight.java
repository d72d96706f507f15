// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import java.util.Arrays;

/**
 * What became of each recent probe of one flow. Probes are numbered 1, 2, 3 … in 64 bits; the wire
 * carries 16, and the bits above are the generation. The table holds the newest 65 536 probes, so
 * an answer always means the newest probe of its wire sequence, and one that is forgotten is told
 * apart from one that is open. It starts small and grows with the run; nothing is allocated a
 * probe.
 */
public final class InFlight {
  /** State: never sent, or forgotten. */
  public static final int UNKNOWN = 0;

  /** State: sent, no answer yet. */
  public static final int OUTSTANDING = 1;

  /** State: answered in time. */
  public static final int ANSWERED = 2;

  /** State: given up; an answer would be late. */
  public static final int LOST = 3;

  /** State: an error came for it. An answer may still overtake the error. */
  public static final int FAILED = 4;

  /** Probes that can be told apart by 16 bits. */
  public static final int GENERATION = 1 << 16;

  private static final int FIRST_CAPACITY = 256;

  private int[] states = new int[FIRST_CAPACITY];
  private int[] copies = new int[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private boolean[] shared = new boolean[FIRST_CAPACITY];
  private long[] sentNanos = new long[FIRST_CAPACITY];
  private long[] sentEpochNanos = new long[FIRST_CAPACITY];
  private long[] stamps = new long[FIRST_CAPACITY];
  private long[] roundTrips = new long[FIRST_CAPACITY];
  private long[] numbers = new long[FIRST_CAPACITY];
  private long[] sequenceOfNumber = new long[FIRST_CAPACITY];
  private long newest;
  private int outstanding;

  /** The highest probe number so far; 0 before the first. */
  public long newest() {
    return newest;
  }

  /** The lowest probe number still in the table, at least 1. */
  public long oldest() {
    return Math.max(1, newest - capacity() + 1);
  }

  /** Probes in state {@link #OUTSTANDING}. */
  public int outstanding() {
    return outstanding;
  }

  private int capacity() {
    return states.length;
  }

  private int slot(long sequence) {
    return (int) sequence & (capacity() - 1);
  }

  /**
   * The probe whose place in the table, and whose 16 bits on the wire, another needs.
   *
   * @return its number; 0 if there is none
   */
  public static long displacedBy(long sequence) {
    return Math.max(0, sequence - GENERATION);
  }

  /**
   * Enters the next probe.
   *
   * @param number the channel's number of it, −1 if it was refused
   * @param nanos monotonic time of the send
   * @param epochNanos wall clock of the send
   * @param size data octets it carries
   * @param inBatch whether its send carried others too, so that the times are not its own
   * @return its number, one above {@link #newest}
   */
  public long add(long number, long nanos, long epochNanos, int size, boolean inBatch) {
    if (newest >= capacity() && capacity() < GENERATION) {
      grow();
    }
    newest++;
    int slot = slot(newest);
    if (states[slot] == OUTSTANDING) {
      outstanding--;
    }
    states[slot] = OUTSTANDING;
    outstanding++;
    copies[slot] = 0;
    sizes[slot] = size;
    shared[slot] = inBatch;
    sentNanos[slot] = nanos;
    sentEpochNanos[slot] = epochNanos;
    stamps[slot] = 0;
    roundTrips[slot] = 0;
    numbers[slot] = number;
    if (number >= 0) {
      sequenceOfNumber[slot(number)] = newest;
    }
    return newest;
  }

  private void grow() {
    int doubled = capacity() * 2;
    // while the table grows nothing has been forgotten: slot i holds probe i, slot 0 the newest
    int last = slot(newest);
    states = Arrays.copyOf(states, doubled);
    copies = Arrays.copyOf(copies, doubled);
    sizes = Arrays.copyOf(sizes, doubled);
    shared = Arrays.copyOf(shared, doubled);
    sentNanos = Arrays.copyOf(sentNanos, doubled);
    sentEpochNanos = Arrays.copyOf(sentEpochNanos, doubled);
    stamps = Arrays.copyOf(stamps, doubled);
    roundTrips = Arrays.copyOf(roundTrips, doubled);
    numbers = Arrays.copyOf(numbers, doubled);
    sequenceOfNumber = Arrays.copyOf(sequenceOfNumber, doubled);
    int moved = slot(newest);
    states[moved] = states[last];
    copies[moved] = copies[last];
    sizes[moved] = sizes[last];
    shared[moved] = shared[last];
    sentNanos[moved] = sentNanos[last];
    sentEpochNanos[moved] = sentEpochNanos[last];
    stamps[moved] = stamps[last];
    roundTrips[moved] = roundTrips[last];
    numbers[moved] = numbers[last];
    states[last] = UNKNOWN;
  }

  /**
   * The newest probe whose low 16 bits are {@code wireSequence}.
   *
   * @return its number, 0 if no such probe was sent or it is forgotten
   */
  public long find(int wireSequence) {
    long candidate = newest - ((newest - wireSequence) & (GENERATION - 1));
    return candidate < oldest() ? 0 : candidate;
  }

  /**
   * The probe that the channel gave this number.
   *
   * @return its number, 0 if unknown or forgotten
   */
  public long findNumber(long number) {
    if (number < 0) {
      return 0;
    }
    long sequence = sequenceOfNumber[slot(number)];
    return sequence < oldest() ? 0 : sequence;
  }

  /** The channel's number of a probe in the table; −1 if it was refused. */
  public long number(long sequence) {
    return numbers[slot(sequence)];
  }

  /** The one probe in state {@link #OUTSTANDING}; 0: there is none, or more than one. */
  public long onlyOutstanding() {
    long sequence = outstanding == 1 ? newest : 0;
    while (sequence > 0 && state(sequence) != OUTSTANDING) {
      sequence--;
    }
    return sequence;
  }

  /** State of a probe, {@link #UNKNOWN} outside the table. */
  public int state(long sequence) {
    return sequence < oldest() || sequence > newest ? UNKNOWN : states[slot(sequence)];
  }

  /** Changes the state of a probe that is in the table. */
  public void settle(long sequence, int state) {
    int slot = slot(sequence);
    outstanding += (state == OUTSTANDING ? 1 : 0) - (states[slot] == OUTSTANDING ? 1 : 0);
    states[slot] = state;
  }

  /** Notes an answer and its round trip. */
  public void answer(long sequence, long roundTripNanos) {
    settle(sequence, ANSWERED);
    roundTrips[slot(sequence)] = roundTripNanos;
  }

  /** Counts one more answer to a probe; the first makes 1. */
  public int countCopy(long sequence) {
    return ++copies[slot(sequence)];
  }

  /** Data octets of a probe in the table. */
  public int size(long sequence) {
    return sizes[slot(sequence)];
  }

  /** Whether the send carried others too. */
  public boolean isShared(long sequence) {
    return shared[slot(sequence)];
  }

  /** Monotonic time of the send. */
  public long sentNanos(long sequence) {
    return sentNanos[slot(sequence)];
  }

  /** Wall clock of the send. */
  public long sentEpochNanos(long sequence) {
    return sentEpochNanos[slot(sequence)];
  }

  /** Departure by the host's stamp, epoch nanoseconds; 0 if none came. */
  public long stamp(long sequence) {
    return stamps[slot(sequence)];
  }

  /** Notes a departure stamp. */
  public void stamp(long sequence, long epochNanos) {
    stamps[slot(sequence)] = epochNanos;
  }

  /** Round trip of an answered probe, nanoseconds. */
  public long roundTrip(long sequence) {
    return roundTrips[slot(sequence)];
  }
}
