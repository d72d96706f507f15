// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

/**
 * What happened when: at most 512 windows of equal width. A run that grows longer than they reach
 * makes all of them twice as wide, so that memory does not grow with it; a short run has a window
 * of its own for each probe.
 */
final class Timeline {
  static final int WINDOWS = 512;
  private static final long NARROWEST = 1_000_000;

  /** What can happen to a probe. */
  enum Mark {
    LOST,
    LATE,
    DUPLICATE,
    ERROR
  }

  private static final int MARKS = Mark.values().length;

  private final long origin;
  private long width = NARROWEST;
  private int used;
  private final long[] answers = new long[WINDOWS];
  private final long[] shortest = new long[WINDOWS];
  private final long[] longest = new long[WINDOWS];
  private final double[] total = new double[WINDOWS];
  private final long[] marks = new long[WINDOWS * MARKS];

  /**
   * An empty line.
   *
   * @param origin epoch nanoseconds of its begin
   */
  Timeline(long origin) {
    this.origin = origin;
  }

  /** A probe that left then was answered after so many nanoseconds. */
  void answered(long departure, long roundTrip) {
    int i = window(departure);
    shortest[i] = answers[i] == 0 ? roundTrip : Math.min(shortest[i], roundTrip);
    longest[i] = Math.max(longest[i], roundTrip);
    total[i] += roundTrip;
    answers[i]++;
  }

  /** Something happened then. */
  void mark(long time, Mark mark) {
    marks[window(time) * MARKS + mark.ordinal()]++;
  }

  private int window(long time) {
    long since = Math.max(0, time - origin);
    while (since / width >= WINDOWS) {
      widen();
    }
    int i = (int) (since / width);
    used = Math.max(used, i + 1);
    return i;
  }

  private void widen() {
    for (int i = 0; i < WINDOWS; i++) {
      int from = 2 * i;
      boolean there = from < WINDOWS;
      put(i, there ? from : -1, there ? from + 1 : -1);
    }
    used = (used + 1) / 2;
    width *= 2;
  }

  private void put(int to, int one, int other) {
    if (one < 0) {
      answers[to] = 0;
      shortest[to] = 0;
      longest[to] = 0;
      total[to] = 0;
      for (int m = 0; m < MARKS; m++) {
        marks[to * MARKS + m] = 0;
      }
      return;
    }
    long least =
        answers[one] == 0
            ? shortest[other]
            : answers[other] == 0 ? shortest[one] : Math.min(shortest[one], shortest[other]);
    answers[to] = answers[one] + answers[other];
    shortest[to] = least;
    longest[to] = Math.max(longest[one], longest[other]);
    total[to] = total[one] + total[other];
    for (int m = 0; m < MARKS; m++) {
      marks[to * MARKS + m] = marks[one * MARKS + m] + marks[other * MARKS + m];
    }
  }

  /** Windows up to the last in which anything happened. */
  int windows() {
    return used;
  }

  /** Nanoseconds that a window is wide. */
  long width() {
    return width;
  }

  /** Epoch nanoseconds of the begin. */
  long origin() {
    return origin;
  }

  /** Answers to probes that left in a window. */
  long answers(int window) {
    return answers[window];
  }

  /** Shortest round trip of a window with answers. */
  long shortest(int window) {
    return shortest[window];
  }

  /** Longest round trip of a window with answers. */
  long longest(int window) {
    return longest[window];
  }

  /** Mean round trip of a window with answers. */
  double mean(int window) {
    return total[window] / answers[window];
  }

  /** How often something happened in a window. */
  long marks(int window, Mark mark) {
    return marks[window * MARKS + mark.ordinal()];
  }

  /** How often something happened in all. */
  long marks(Mark mark) {
    long sum = 0;
    for (int i = 0; i < used; i++) {
      sum += marks(i, mark);
    }
    return sum;
  }
}
