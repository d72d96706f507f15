// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The Internet checksum, RFC 1071, and its incremental update, RFC 1624. A running sum is a {@code
 * long} of unfolded 16-bit words: 2^47 words fit, more than any packet has.
 */
public final class InternetChecksum {
  private InternetChecksum() {}

  /**
   * Adds {@code length} octets at {@code offset} of {@code buffer} as big-endian words; an odd last
   * octet counts as the upper half of its word (RFC 1071 section 4.1), so only the last of several
   * runs may be odd. The buffer's position and order stay and do not matter.
   */
  public static long add(long sum, ByteBuffer buffer, int offset, int length) {
    boolean swapped = buffer.order() == ByteOrder.LITTLE_ENDIAN;
    int end = offset + length;
    int at = offset;
    long words = 0;
    for (; at + 8 <= end; at += 8) {
      // 2^16 is 1 modulo 2^16 - 1: wider words may be summed and folded later
      long eight = buffer.getLong(at);
      words += (eight >>> 32) + (eight & 0xffffffffL);
    }
    for (; at + 2 <= end; at += 2) {
      words += Short.toUnsignedInt(buffer.getShort(at));
    }
    if (at < end) {
      int last = Byte.toUnsignedInt(buffer.get(at));
      words += swapped ? last : last << 8;
    }
    int folded = foldOnly(words);
    return sum + (swapped ? Short.toUnsignedInt(Short.reverseBytes((short) folded)) : folded);
  }

  /** Adds one 16-bit word. */
  public static long add(long sum, int word) {
    return sum + (word & 0xffff);
  }

  /** Adds a pseudo header for a segment of {@code length} octets. */
  public static long add(long sum, PseudoHeader header, int length) {
    return add(add(sum, header.source()), header.destination())
        + header.protocol()
        + (length >>> 16)
        + (length & 0xffff);
  }

  private static long add(long sum, IpAddress address) {
    long low = address.low();
    if (address.family() == IpFamily.IPV4) {
      return sum + (low >>> 16 & 0xffff) + (low & 0xffff);
    }
    long high = address.high();
    return sum + (high >>> 32) + (high & 0xffffffffL) + (low >>> 32) + (low & 0xffffffffL);
  }

  /**
   * The checksum field for a running sum, 0 … 0xffff: folded until no carry is left, complemented.
   * Over octets that contain a right checksum the result is 0.
   */
  public static int fold(long sum) {
    return ~foldOnly(sum) & 0xffff;
  }

  /**
   * The checksum after one word of what it covers has changed: equation 3 of RFC 1624, {@code HC' =
   * ~(~HC + ~m + m')}.
   *
   * @param checksum the field's old value
   * @param before the word's old value
   * @param after the word's new value
   */
  public static int update(int checksum, int before, int after) {
    return fold((~checksum & 0xffffL) + (~before & 0xffffL) + (after & 0xffffL));
  }

  /**
   * Writes one word that a checksum covers and updates that checksum by {@link #update}.
   *
   * @param checksumAt index of the checksum field
   * @param wordAt index of the word, an even number of octets from where the sum begins
   * @param word the new value; its low 16 bits count
   */
  public static void patch(ByteBuffer buffer, int checksumAt, int wordAt, int word) {
    int before = BigEndian.unsignedShort(buffer, wordAt);
    int checksum = BigEndian.unsignedShort(buffer, checksumAt);
    BigEndian.putShort(buffer, wordAt, word);
    BigEndian.putShort(buffer, checksumAt, update(checksum, before, word & 0xffff));
  }

  private static int foldOnly(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffffffffL);
    while (folded >>> 16 != 0) {
      folded = (folded >>> 16) + (folded & 0xffff);
    }
    return (int) folded;
  }
}
