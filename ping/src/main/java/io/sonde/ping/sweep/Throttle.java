// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

/**
 * The pause between batches of a run that goes as fast as it can. It is 0 until answers overflow
 * the own receive queue, then doubles with each look that finds more of them lost, and shrinks
 * while there are none.
 */
final class Throttle {
  /** Batches between two looks at the counter, which costs a system call. */
  private static final int LOOK = 16;

  private static final long LEAST = 20_000;
  private static final long MOST = 10_000_000;

  private long pause;
  private long notBefore = Long.MIN_VALUE;
  private long dropped;
  private int batches;

  /** When the next batch may go. */
  long ready() {
    return notBefore;
  }

  /** Whether the counter is to be given to {@link #look}. */
  boolean wantsLook() {
    return batches >= LOOK;
  }

  /** A batch has gone. */
  void sent(long now) {
    batches++;
    notBefore = pause == 0 ? Long.MIN_VALUE : now + pause;
  }

  /** What the receive queue has lost so far. */
  void look(long droppedSoFar) {
    batches = 0;
    if (droppedSoFar > dropped) {
      pause = Math.min(MOST, Math.max(LEAST, 2 * pause));
    } else {
      pause = pause < LEAST ? 0 : pause - pause / 8;
    }
    dropped = droppedSoFar;
  }
}
