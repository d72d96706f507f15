// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/**
 * Neighbouring bits of a layer, the most significant first, as the RFCs draw them.
 *
 * @param bit offset from the layer's first octet, in bits; −1 where the layer tells the place
 * @param width how many bits; {@link #get} and {@link #put} reach 64
 */
record BitRange(int bit, int width) {
  /** Whether the place is fixed and has bits in common with another. */
  boolean meets(BitRange other) {
    return bit >= 0 && other.bit >= 0 && bit < other.bit + other.width && other.bit < bit + width;
  }

  /** Octets from the layer's first to the last that has one of the bits. */
  int octetsToEnd() {
    return bit + width + 7 >>> 3;
  }

  /** Largest value that fits; all bits for 64 and more. */
  long max() {
    return width >= Long.SIZE ? -1L : (1L << width) - 1;
  }

  /** The value, where the layer begins at {@code start}. */
  long get(byte[] octets, int start) {
    int at = start + (bit >>> 3);
    if ((bit & 7) == 0) {
      if (width == 8) {
        return octets[at] & 0xff;
      }
      if (width == 16) {
        int both = (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
        return both;
      }
    }
    long value = 0;
    int last = start + (bit + width - 1 >>> 3);
    for (int i = at; i <= last; i++) {
      value = value << 8 | octets[i] & 0xff;
    }
    return value >>> bitsBehind() & max();
  }

  /** Writes the lowest bits of {@code value}; the other bits of shared octets stay. */
  void put(byte[] octets, int start, long value) {
    long mask = max() << bitsBehind();
    long bits = value << bitsBehind() & mask;
    for (int i = start + (bit + width - 1 >>> 3); i >= start + (bit >>> 3); i--) {
      octets[i] = (byte) (octets[i] & ~mask | bits);
      mask >>>= 8;
      bits >>>= 8;
    }
  }

  private int bitsBehind() {
    return 7 - (bit + width - 1 & 7);
  }
}
