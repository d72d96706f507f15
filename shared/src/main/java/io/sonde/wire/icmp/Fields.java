// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;

/** Checks that every body makes: widths when a record is made, octets when one is read. */
final class Fields {
  private Fields() {}

  /** Refuses a value that does not fit into {@code bits}, 1 … 32. */
  static void width(String name, long value, int bits) {
    if (value < 0 || value >>> bits != 0) {
      throw new IllegalArgumentException(
          name + " " + value + " is not within 0 … " + ((1L << bits) - 1));
    }
  }

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
}
