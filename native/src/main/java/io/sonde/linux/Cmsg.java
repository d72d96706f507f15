// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.nio.ByteBuffer;

/**
 * Ancillary data, cmsg(3): elements of {@code size_t} length, {@code int} level, {@code int} type
 * and data, each aligned to 8. Buffers are in native order. Walking checks each length against what
 * is there: {@code for (int at = first(b, from, end); at >= 0; at = next(b, at, end))}.
 */
public final class Cmsg {
  /** Octets before the data. */
  public static final int HEADER = 16;

  private Cmsg() {}

  /** Octets of an element with its data, CMSG_LEN. */
  public static int length(int dataLength) {
    return HEADER + dataLength;
  }

  /** Octets of an element with its data and padding, CMSG_SPACE. */
  public static int space(int dataLength) {
    return HEADER + (dataLength + 7 & ~7);
  }

  /** Offset of the element at {@code offset} if it lies whole before {@code end}, else −1. */
  public static int first(ByteBuffer control, int offset, int end) {
    if (offset > end - HEADER) {
      return -1;
    }
    long length = control.getLong(offset);
    return length >= HEADER && length <= end - offset ? offset : -1;
  }

  /** Offset of the element after the one at {@code offset}, or −1. */
  public static int next(ByteBuffer control, int offset, int end) {
    long step = control.getLong(offset) + 7 & ~7L;
    return step > end - offset ? -1 : first(control, offset + (int) step, end);
  }

  /** Its level. */
  public static int level(ByteBuffer control, int offset) {
    return control.getInt(offset + 8);
  }

  /** Its type. */
  public static int type(ByteBuffer control, int offset) {
    return control.getInt(offset + 12);
  }

  /** Octets of its data. */
  public static int dataLength(ByteBuffer control, int offset) {
    return (int) control.getLong(offset) - HEADER;
  }

  /** Writes an element's header; the caller writes {@code dataLength} octets behind it. */
  public static void put(ByteBuffer control, int offset, int level, int type, int dataLength) {
    control.putLong(offset, length(dataLength));
    control.putInt(offset + 8, level);
    control.putInt(offset + 12, type);
  }

  /** Writes an element of one {@code int} and returns the offset behind it. */
  public static int putInt(ByteBuffer control, int offset, int level, int type, int value) {
    put(control, offset, level, type, 4);
    control.putInt(offset + HEADER, value);
    return offset + space(4);
  }
}
