// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Atoms;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.OptionShape;
import io.sonde.craft.layer.ValueException;
import io.sonde.craft.text.TextBuffer;

/**
 * Internet time stamps, RFC 791 section 3.1: a pointer, an overflow count, a flag, and entries of a
 * time, an address and a time, or the same with addresses given.
 *
 * <p>An entry is {@code A}, {@code A@TIME} or {@code @TIME}.
 */
final class Ipv4TimeShape extends OptionShape {
  private static final int FIRST_POINTER = 5;
  private static final int ADDRESSES = 1;
  private static final int PRESCRIBED = 3;

  Ipv4TimeShape() {
    super("ts", 68);
  }

  @Override
  public String pattern() {
    return ":only|addr|pre:SLOTS|A[@TIME]+B[:PTR[:OVERFLOW]]";
  }

  @Override
  public void encode(String arguments, OctetsBuilder out) throws ValueException {
    String[] parts = arguments.split(":", 4);
    int flag =
        switch (parts[0]) {
          case "only" -> 0;
          case "addr" -> ADDRESSES;
          case "pre" -> PRESCRIBED;
          default -> throw new ValueException(name() + pattern());
        };
    if (parts.length < 2) {
      throw new ValueException(name() + pattern());
    }
    long pointer = parts.length < 3 ? FIRST_POINTER : Atoms.number(parts[2], 255);
    long overflow = parts.length < 4 ? 0 : Atoms.number(parts[3], 15);
    out.add(pointer, 1).add(overflow << 4 | flag, 1);
    if (Atoms.isNumber(parts[1])) {
      out.zeros((int) Atoms.number(parts[1], 9) * (flag == 0 ? 4 : 8));
      return;
    }
    for (String entry : parts[1].split("\\+", -1)) {
      int at = entry.indexOf('@');
      String address = at < 0 ? entry : entry.substring(0, at);
      if (flag != 0) {
        out.add(Atoms.ipv4(address), 4);
      } else if (!address.isEmpty()) {
        throw new ValueException("@TIME+@TIME, or a number of slots");
      }
      out.add(at < 0 ? 0 : Atoms.number(entry.substring(at + 1), 0xffffffffL), 4);
    }
  }

  @Override
  public boolean fits(byte[] octets, int from, int to) {
    if (to - from < 2) {
      return false;
    }
    int flag = octets[from + 1] & 0xf;
    int entry = flag == 0 ? 4 : flag == ADDRESSES || flag == PRESCRIBED ? 8 : 256;
    return (to - from - 2) % entry == 0;
  }

  @Override
  public void text(byte[] octets, int from, int to, TextBuffer out) {
    int flag = octets[from + 1] & 0xf;
    int size = flag == 0 ? 4 : 8;
    out.add(flag == 0 ? ":only:" : flag == ADDRESSES ? ":addr:" : ":pre:");
    if (isZero(octets, from + 2, to)) {
      out.decimal((to - from - 2) / size);
    } else {
      for (int i = from + 2; i < to; i += size) {
        if (i > from + 2) {
          out.add('+');
        }
        if (flag != 0) {
          out.ipv4(octets, i);
        }
        if (flag == 0 || !isZero(octets, i + 4, i + 8)) {
          out.add('@').decimal(number(octets, i + size - 4));
        }
      }
    }
    int pointer = octets[from] & 0xff;
    int overflow = (octets[from + 1] & 0xf0) >>> 4;
    if (pointer != FIRST_POINTER || overflow != 0) {
      out.add(':').decimal(pointer);
    }
    if (overflow != 0) {
      out.add(':').decimal(overflow);
    }
  }

  private static long number(byte[] octets, int at) {
    return (octets[at] & 0xffL) << 24
        | (octets[at + 1] & 0xff) << 16
        | (octets[at + 2] & 0xff) << 8
        | octets[at + 3] & 0xff;
  }

  private static boolean isZero(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
