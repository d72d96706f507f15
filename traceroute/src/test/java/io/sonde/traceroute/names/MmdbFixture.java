// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A small MaxMind DB, written by the MaxMind DB File Format Specification 2.0: a binary tree over
 * the bits of an address with records of 24 bits, 16 zero octets, the data, and the metadata behind
 * their marker. IPv4 addresses lie under ::/96. What reads it in tests is MaxMind's own code.
 */
final class MmdbFixture {
  private static final byte[] MARKER =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
  private static final int SEPARATOR = 16;
  private static final int ADDRESS_BITS = 128;
  private static final int STRING = 2;
  private static final int SHORT = 5;
  private static final int INT = 6;
  private static final int MAP = 7;
  private static final int LONG = 9;
  private static final int ARRAY = 11;

  /** Below 0: the data at −1 − value. 0: nothing, for no node points back to the root. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[2]));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /** Has every address of a prefix mean {@code value}: maps, strings and longs. */
  MmdbFixture put(IpAddress address, int prefixLength, Map<String, ?> value) {
    int at = -1 - data.size();
    write(data, value);
    boolean ipv4 = address.family() == IpFamily.IPV4;
    int length = ipv4 ? prefixLength + ADDRESS_BITS - 32 : prefixLength;
    int node = 0;
    for (int bit = 0; bit < length; bit++) {
      int side = bit(address, ipv4, bit);
      int[] pair = nodes.get(node);
      if (bit == length - 1) {
        pair[side] = at;
      } else if (pair[side] > 0) {
        node = pair[side];
      } else {
        pair[side] = nodes.size();
        nodes.add(new int[2]);
        node = pair[side];
      }
    }
    return this;
  }

  private static int bit(IpAddress address, boolean ipv4, int bit) {
    if (ipv4) {
      return bit < ADDRESS_BITS - 32 ? 0 : address.ipv4Bits() >>> ADDRESS_BITS - 1 - bit & 1;
    }
    long half = bit < 64 ? address.high() : address.low();
    return (int) (half >>> 63 - bit % 64) & 1;
  }

  /** The whole file. */
  byte[] octets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] pair : nodes) {
      for (int side : pair) {
        int record = side > 0 ? side : nodes.size() + (side == 0 ? 0 : SEPARATOR - 1 - side);
        number(out, record, 3);
      }
    }
    out.writeBytes(new byte[SEPARATOR]);
    out.writeBytes(data.toByteArray());
    out.writeBytes(MARKER);
    begin(out, MAP, 9);
    writeNumber(out, "binary_format_major_version", SHORT, 2);
    writeNumber(out, "binary_format_minor_version", SHORT, 0);
    writeNumber(out, "build_epoch", LONG, 1_893_553_445L);
    writeNumber(out, "ip_version", SHORT, 6);
    writeNumber(out, "node_count", INT, nodes.size());
    writeNumber(out, "record_size", SHORT, 24);
    write(out, "database_type");
    write(out, "Example");
    write(out, "description");
    write(out, Map.of("en", "addresses for documentation"));
    write(out, "languages");
    begin(out, ARRAY, 1);
    write(out, "en");
    return out.toByteArray();
  }

  private static void writeNumber(ByteArrayOutputStream out, String key, int type, long value) {
    write(out, key);
    int octets = type == SHORT ? 2 : type == INT ? 4 : 8;
    begin(out, type, octets);
    number(out, value, octets);
  }

  private static void write(ByteArrayOutputStream out, Object value) {
    if (value instanceof Map<?, ?> map) {
      begin(out, MAP, map.size());
      map.forEach(
          (key, inner) -> {
            write(out, key);
            write(out, inner);
          });
    } else if (value instanceof Long number) {
      begin(out, INT, 4);
      number(out, number, 4);
    } else {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      begin(out, STRING, text.length);
      out.writeBytes(text);
    }
  }

  /**
   * The control octet of a value, with its type, from 8 on in a second octet, and its size, from 29
   * on in another.
   */
  private static void begin(ByteArrayOutputStream out, int type, int size) {
    int inControl = Math.min(size, 29);
    if (type < 8) {
      out.write(type << 5 | inControl);
    } else {
      out.write(inControl);
      out.write(type - 7);
    }
    if (size >= 29) {
      out.write(size - 29);
    }
  }

  private static void number(ByteArrayOutputStream out, long value, int octets) {
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift) & 0xff);
    }
  }
}
