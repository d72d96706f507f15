// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A fair sample of a stream whose length nobody knows: each value so far is in it with the same
 * probability (algorithm R, Vitter 1985). All of them, in order, while there is room.
 */
public final class Reservoir {
  private static final int FIRST_CAPACITY = 64;

  private final int most;
  private final SplittableRandom random;
  private double[] values = new double[FIRST_CAPACITY];
  private long seen;

  /**
   * @param most values that are kept
   * @param seed of the choice
   */
  public Reservoir(int most, long seed) {
    this.most = most;
    random = new SplittableRandom(seed);
  }

  /** Sees one more value. */
  public void add(double value) {
    long place = seen++;
    if (place < most) {
      if (place == values.length) {
        values = Arrays.copyOf(values, Math.min(most, 2 * values.length));
      }
      values[(int) place] = value;
      return;
    }
    long chosen = random.nextLong(seen);
    if (chosen < most) {
      values[(int) chosen] = value;
    }
  }

  /** Values seen. */
  public long seen() {
    return seen;
  }

  /** A copy of what is kept. */
  public double[] values() {
    return Arrays.copyOf(values, (int) Math.min(seen, most));
  }
}
