// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;

/**
 * Numbers at an absolute index of a buffer, most significant octet first whatever the buffer's
 * order. Position, limit and order stay; an index outside the limit is an {@link
 * IndexOutOfBoundsException}, as with the buffer's own methods.
 */
public final class BigEndian {
  private BigEndian() {}

  /** The octet at {@code index}, 0 … 255. */
  public static int octet(ByteBuffer buffer, int index) {
    return Byte.toUnsignedInt(buffer.get(index));
  }

  /** Two octets, 0 … 65535. */
  public static int unsignedShort(ByteBuffer buffer, int index) {
    return octet(buffer, index) << 8 | octet(buffer, index + 1);
  }

  /** Four octets as 32 bits; negative when the first bit is set. */
  public static int bits(ByteBuffer buffer, int index) {
    return unsignedShort(buffer, index) << 16 | unsignedShort(buffer, index + 2);
  }

  /** Four octets, 0 … 2^32 − 1. */
  public static long unsignedInt(ByteBuffer buffer, int index) {
    return Integer.toUnsignedLong(bits(buffer, index));
  }

  /** Eight octets as 64 bits. */
  public static long longBits(ByteBuffer buffer, int index) {
    return unsignedInt(buffer, index) << 32 | unsignedInt(buffer, index + 4);
  }

  /** Writes the low 8 bits of {@code value}. */
  public static void putOctet(ByteBuffer buffer, int index, int value) {
    buffer.put(index, (byte) value);
  }

  /** Writes the low 16 bits of {@code value}. */
  public static void putShort(ByteBuffer buffer, int index, int value) {
    putOctet(buffer, index, value >>> 8);
    putOctet(buffer, index + 1, value);
  }

  /** Writes the low 32 bits of {@code value}. */
  public static void putInt(ByteBuffer buffer, int index, long value) {
    putShort(buffer, index, (int) (value >>> 16));
    putShort(buffer, index + 2, (int) value);
  }

  /** Writes 64 bits. */
  public static void putLong(ByteBuffer buffer, int index, long value) {
    putInt(buffer, index, value >>> 32);
    putInt(buffer, index + 4, value);
  }
}
