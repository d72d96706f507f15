// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldKind;
import io.sonde.craft.layer.LayerValues;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The bits of a template that one field fills, and what they add to a sum of 16-bit words. */
final class Part {
  /** With the bits behind it and an octet more still in a long. */
  static final int WIDEST = 48;

  final int layer;
  final Field field;
  private final LayerValues values;
  private final int base;
  private final @Nullable LongUnaryOperator counter;
  private final boolean isAddress;
  private final int at;
  private final int shift;

  /** Sum of the words that it covers, those beginning at even indexes. */
  private int even;

  Part(int layer, LayerValues values, Field field, int base, boolean counted) {
    this.layer = layer;
    this.values = values;
    this.field = field;
    this.base = base;
    counter = counted ? field.counter() : null;
    isAddress = field.kind() == FieldKind.IPV6;
    at = base + (field.bit() >>> 3);
    int end = field.bit() + field.width();
    int last = base + (end - 1 >>> 3);
    shift = (-end & 7) + ((last & 1) == 0 ? 8 : 0);
  }

  /** Writes the value that the draft has, or that of the packet's number. */
  void put(byte[] octets, long number) {
    if (counter != null) {
      put(octets, 0, counter.applyAsLong(number));
    } else {
      put(octets, values.high(field), values.low(field));
    }
  }

  void put(byte[] octets, long high, long low) {
    if (isAddress) {
      write(octets, at, high);
      write(octets, at + 8, low);
      int sum = fold(words(high) + words(low));
      even = (at & 1) == 0 ? sum : swapped(sum);
    } else {
      field.put(octets, base, low);
      even = fold(words((low & field.max()) << shift));
    }
  }

  private static void write(byte[] octets, int from, long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      octets[from + i] = (byte) (value >>> 56 - 8 * i);
    }
  }

  /** What it adds to a sum whose words begin at even or at odd indexes (RFC 1071 section 2 (B)). */
  int sum(boolean odd) {
    return odd ? swapped(even) : even;
  }

  private static int swapped(int word) {
    return word << 8 & 0xff00 | word >>> 8;
  }

  private static long words(long value) {
    return (value >>> 48) + (value >>> 32 & 0xffff) + (value >>> 16 & 0xffff) + (value & 0xffff);
  }

  static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded >>> 16) + (folded & 0xffff);
    }
    return (int) folded;
  }
}
