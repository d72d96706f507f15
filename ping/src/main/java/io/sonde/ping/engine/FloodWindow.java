// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

/**
 * How many probes a flood keeps in flight. It grows by one for each answer up to its limit and
 * halves when answers stay away: a single loss takes one place, and once all places are taken
 * nothing more can come, which is when the loss is noticed.
 */
final class FloodWindow {
  private final int limit;
  private final boolean fixed;
  private int size;
  private int inFlight;

  /**
   * @param start probes to keep in flight at first
   * @param limit most of them; {@code start} if the number is not to grow
   */
  FloodWindow(int start, int limit) {
    this.size = start;
    this.limit = limit;
    fixed = start == limit;
  }

  /** Probes that may be sent now. */
  int room() {
    return Math.max(0, size - inFlight);
  }

  /** So many probes were sent. */
  void sent(int count) {
    inFlight += count;
  }

  /** A probe was answered or failed. */
  void settled() {
    if (inFlight > 0) {
      inFlight--;
    }
    if (size < limit) {
      size++;
    }
  }

  /** Nothing has come back for as long as a flood waits: what is out is not waited for. */
  void stalled() {
    inFlight = 0;
    size = fixed ? limit : Math.max(1, size / 2);
  }
}
