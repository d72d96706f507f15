// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;

/** What every body needs: checks, and numbers at a big-endian buffer's position. */
final class Fields {
  private Fields() {}

  /** Refuses an address of IPv6 where the field has four octets. */
  static void ipv4(String name, IpAddress address) {
    if (address.family() != IpFamily.IPV4) {
      throw new IllegalArgumentException(name + " " + address + " is not an IPv4 address");
    }
  }

  /**
   * Refuses a buffer that holds less than {@code required} octets.
   *
   * @param offset where the buffer's position is within {@code layer}
   */
  static void require(ByteBuffer in, String layer, int offset, int required)
      throws MalformedPacketException {
    if (in.remaining() < required) {
      throw new MalformedPacketException(layer, offset, required, in.remaining());
    }
  }

  /** The next octet, 0 … 255. */
  static int octet(ByteBuffer in) {
    return Byte.toUnsignedInt(in.get());
  }

  /** The next 16 bits, 0 … 65535. */
  static int word(ByteBuffer in) {
    return Short.toUnsignedInt(in.getShort());
  }

  /** The next 32 bits, 0 … 2^32 - 1. */
  static long doubleWord(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }

  /** With zeros at the end up to a multiple of {@code unit} octets. */
  static Octets padded(Octets octets, int unit) {
    ByteBuffer out = ByteBuffer.allocate((octets.length() + unit - 1) / unit * unit);
    octets.emit(out);
    return Octets.of(out.array());
  }

  /** Without the zeros at the end. */
  static Octets withoutPadding(Octets octets) {
    int length = octets.length();
    while (length > 0 && octets.at(length - 1) == 0) {
      length--;
    }
    return octets.slice(0, length);
  }
}
