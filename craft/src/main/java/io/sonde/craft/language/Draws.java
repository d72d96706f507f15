// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import java.util.SplittableRandom;

/** The one source of chance of a run: the same seed gives the same packets. */
public final class Draws {
  private final SplittableRandom random;

  /** Draws by a seed. */
  public Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A number of 64 bits. */
  long bits() {
    return random.nextLong();
  }

  /**
   * A number from 0 to {@code count - 1}.
   *
   * @param count unsigned; 0 stands for 2^64
   */
  long below(long count) {
    if (count == 0) {
      return random.nextLong();
    }
    return count > 0 ? random.nextLong(count) : unsignedBelow(count);
  }

  private long unsignedBelow(long count) {
    long value = random.nextLong();
    while (Long.compareUnsigned(value, count) >= 0) {
      value = random.nextLong();
    }
    return value;
  }

  /** Fills octets {@code from} … {@code to - 1}. */
  void fill(byte[] octets, int from, int to) {
    for (int i = from; i < to; i += 8) {
      long bits = random.nextLong();
      for (int j = i; j < Math.min(to, i + 8); j++) {
        octets[j] = (byte) bits;
        bits >>>= 8;
      }
    }
  }
}
