// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

/**
 * The numbers 0 … n − 1 in an order that a key decides, each computed by itself: a balanced Feistel
 * network over the least even number of bits that holds n, walked along its cycle until the value
 * is below n (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, method 2).
 * The order spreads load; it keeps no secret.
 */
public final class Permutation {
  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long[] keys = new long[ROUNDS];

  /**
   * @param size n, 1 … 2^62
   * @param seed the key
   */
  public Permutation(long size, long seed) {
    if (size < 1 || size > AddressRange.MOST) {
      throw new IllegalArgumentException("permutation of " + size + "; 1 to 2^62");
    }
    this.size = size;
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    halfBits = Math.max(1, (bits + 1) / 2);
    halfMask = (1L << halfBits) - 1;
    long state = seed;
    for (int i = 0; i < ROUNDS; i++) {
      state += 0x9e3779b97f4a7c15L;
      keys[i] = mix(state);
    }
  }

  /** The number at a position, 0 … n − 1. */
  public long at(long position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException("position " + position + " of " + size);
    }
    long value = position;
    do {
      value = encrypt(value);
    } while (value >= size);
    return value;
  }

  private long encrypt(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (int i = 0; i < ROUNDS; i++) {
      long next = left ^ mix(right ^ keys[i]) & halfMask;
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  /** Finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit depends on every bit. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
