// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stream read in large pieces, with what is needed next in one array. The array grows only by
 * octets that have arrived, so a length that lies costs nothing; a pipe is never waited on for more
 * than was asked for.
 */
final class OctetSource implements Closeable {
  private static final int PIECE = 1 << 17;

  private final InputStream in;
  private final String name;
  private byte[] array = new byte[PIECE];
  private ByteBuffer numbers = ByteBuffer.wrap(array);
  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private int position;
  private int limit;
  private long before; // octets of the stream in front of array[0]
  private boolean ended;

  OctetSource(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** What messages call the stream. */
  String name() {
    return name;
  }

  /** Octet of the stream that comes next. */
  long offset() {
    return before + position;
  }

  /** Octets at hand; 0 after {@code has(1)} was false means the end. */
  int atHand() {
    return limit - position;
  }

  /** Waits until {@code count} octets are at hand; false if the stream ends earlier. */
  boolean has(int count) throws IOException {
    while (limit - position < count) {
      if (!more(count)) {
        return false;
      }
    }
    return true;
  }

  private boolean more(int wanted) throws IOException {
    if (ended) {
      return false;
    }
    if (position > 0 && (position == limit || array.length - position < wanted)) {
      System.arraycopy(array, position, array, 0, limit - position);
      before += position;
      limit -= position;
      position = 0;
    }
    if (limit == array.length) {
      array = Arrays.copyOf(array, array.length * 2);
      numbers = ByteBuffer.wrap(array).order(order);
    }
    int read = in.read(array, limit, array.length - limit);
    ended = read < 0;
    limit += Math.max(read, 0);
    return !ended;
  }

  /** The array that holds what is at hand, from {@link #position()} on; another after growth. */
  byte[] array() {
    return array;
  }

  /** Index in {@link #array()} of the octet that comes next. */
  int position() {
    return position;
  }

  void order(ByteOrder order) {
    this.order = order;
    numbers.order(order);
  }

  ByteOrder order() {
    return order;
  }

  /** Four octets at hand, {@code ahead} octets from the next one. */
  int bits(int ahead) {
    return numbers.getInt(position + ahead);
  }

  /** Four octets, 0 … 2^32 − 1. */
  long unsignedInt(int ahead) {
    return Integer.toUnsignedLong(bits(ahead));
  }

  /** Two octets, 0 … 65535. */
  int unsignedShort(int ahead) {
    return Short.toUnsignedInt(numbers.getShort(position + ahead));
  }

  /** Eight octets. */
  long longBits(int ahead) {
    return numbers.getLong(position + ahead);
  }

  /** One octet, 0 … 255. */
  int octet(int ahead) {
    return Byte.toUnsignedInt(array[position + ahead]);
  }

  /** Leaves out octets at hand. */
  void take(int count) {
    position += count;
  }

  /** Leaves out octets that need not be at hand; false if the stream ends earlier. */
  boolean skip(long count) throws IOException {
    long left = count;
    while (left > atHand()) {
      left -= atHand();
      position = limit;
      if (!has(1)) {
        return false;
      }
    }
    position += (int) left;
    return true;
  }

  MalformedCaptureException malformed(String place, long offset, String reason) {
    return new MalformedCaptureException(name, place + " at octet " + offset, reason);
  }

  /** The stream ends inside of {@code place}. */
  MalformedCaptureException cutOff(String place, long offset, long required) {
    long there = before + limit - offset;
    String octets = required == 1 ? " octet, " : " octets, ";
    return malformed(place, offset, "needs " + required + octets + there + " left; cut off there");
  }

  /** The stream as such, from the octet that comes next. */
  InputStream stream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        if (!has(1)) {
          return -1;
        }
        return Byte.toUnsignedInt(array[position++]);
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        if (atHand() == 0) {
          return in.read(into, offset, length);
        }
        int count = Math.min(length, atHand());
        System.arraycopy(array, position, into, offset, count);
        position += count;
        return count;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
