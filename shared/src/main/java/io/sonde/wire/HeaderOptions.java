// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The list of options behind an IPv4 header (RFC 791 section 3.1) or a TCP header (RFC 9293 section
 * 3.1), which have one shape: 0 ends the list, 1 stands alone, every other type octet is followed
 * by a length octet that counts both, and by data.
 *
 * @param <T> what an option becomes
 * @param layer for complaints
 * @param headerLength octets of the header in front of the list, from which offsets count
 * @param end the end of the list, with what is behind it
 * @param noOperation the option that stands alone
 * @param option an option with data, perhaps none
 * @param unreadable what is left where an impossible length ends the walk; at least one octet
 */
record HeaderOptions<T>(
    String layer,
    int headerLength,
    Function<Octets, T> end,
    Supplier<T> noOperation,
    Maker<T> option,
    Function<Octets, T> unreadable) {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;

  /** Makes an option of its type and data. */
  @FunctionalInterface
  interface Maker<T> {
    T make(int type, Octets data);
  }

  /**
   * Reads all options between position and limit of {@code in}, which moves to the limit.
   *
   * @param lenient whether octets that cannot be walked become unreadable
   * @throws MalformedPacketException unless lenient, if a length is below 2 or points behind the
   *     limit; its offset counts from the header
   */
  List<T> parseAll(ByteBuffer in, boolean lenient) throws MalformedPacketException {
    List<T> options = new ArrayList<>();
    int first = in.position();
    while (in.hasRemaining()) {
      int at = in.position();
      int type = BigEndian.octet(in, at);
      if (type == END) {
        in.position(at + 1);
        options.add(end.apply(Octets.rest(in)));
      } else if (type == NO_OPERATION) {
        in.position(at + 1);
        options.add(noOperation.get());
      } else {
        int length = in.remaining() < 2 ? 0 : BigEndian.octet(in, at + 1);
        if (length >= 2 && length <= in.remaining()) {
          in.position(at + 2);
          options.add(option.make(type, Octets.take(in, length - 2)));
        } else if (lenient) {
          options.add(unreadable.apply(Octets.rest(in)));
        } else {
          throw unwalkable(headerLength + at - first, in.remaining(), length);
        }
      }
    }
    return options;
  }

  private MalformedPacketException unwalkable(int offset, int available, int length) {
    return available >= 2 && length < 2
        ? new MalformedPacketException(layer, offset, "length " + length + ", least 2")
        : new MalformedPacketException(layer, offset, Math.max(2, length), available);
  }

  /** Writes type and length, as {@code out} for the data. */
  static ByteBuffer start(ByteBuffer out, int type, int length) {
    return out.put((byte) type).put((byte) length);
  }

  /** Writes 16 bits. */
  static void emitShort(ByteBuffer out, int value) {
    out.put((byte) (value >>> 8)).put((byte) value);
  }
}
