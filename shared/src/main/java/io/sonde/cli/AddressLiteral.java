// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as text, read without any look-up. The whole text must be the address; null means that
 * it is not one.
 */
public final class AddressLiteral {
  private static final int GROUPS = 8;

  private AddressLiteral() {}

  /**
   * An IPv4 address in any form of inet_aton(3): one to four parts, each decimal, octal after
   * {@code 0} or hexadecimal after {@code 0x}, the last filling the octets that are left.
   */
  public static @Nullable IpAddress ipv4(String text) {
    long bits = 0;
    int parts = 0;
    int from = 0;
    while (true) {
      int dot = text.indexOf('.', from);
      int to = dot < 0 ? text.length() : dot;
      long part = part(text, from, to);
      if (part < 0 || ++parts > 4) {
        return null;
      }
      if (dot < 0) {
        int octetsLeft = 5 - parts;
        if (part >>> (8 * octetsLeft) != 0) {
          return null;
        }
        return IpAddress.ofIpv4((int) (bits << (8 * octetsLeft) | part));
      }
      if (part > 0xff) {
        return null;
      }
      bits = bits << 8 | part;
      from = dot + 1;
    }
  }

  /** The four decimal octets of RFC 3986's dec-octet form only: no part left out, none octal. */
  public static @Nullable IpAddress dottedQuad(String text) {
    long bits = dottedQuadBits(text, 0);
    return bits < 0 ? null : IpAddress.ofIpv4((int) bits);
  }

  /**
   * An IPv6 address in a form of RFC 4291 section 2.2, either case, without a zone. {@code ::}
   * stands for at least one group. A mapped IPv4 address stays IPv6.
   */
  public static @Nullable IpAddress ipv6(String text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int at = 0;
    int length = text.length();
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < length) {
      if (count == GROUPS) {
        return null;
      }
      int end = at;
      int value = 0;
      while (end < length && digit(text.charAt(end), 16) >= 0 && end - at < 5) {
        value = value << 4 | digit(text.charAt(end), 16);
        end++;
      }
      if (end < length && text.charAt(end) == '.') {
        long bits = count <= GROUPS - 2 ? dottedQuadBits(text, at) : -1;
        if (bits < 0) {
          return null;
        }
        groups[count++] = (int) (bits >>> 16);
        groups[count++] = (int) bits & 0xffff;
        break;
      }
      if (end == at || end - at > 4) {
        return null;
      }
      groups[count++] = value;
      if (end == length) {
        break;
      }
      if (text.charAt(end) != ':' || end + 1 == length) {
        return null;
      }
      at = end + 1;
      if (text.charAt(at) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      }
    }
    if (gap < 0 ? count != GROUPS : count == GROUPS) {
      return null;
    }
    return assemble(groups, count, gap);
  }

  private static IpAddress assemble(int[] groups, int count, int gap) {
    long[] halves = new long[2];
    for (int i = 0; i < count; i++) {
      int index = gap >= 0 && i >= gap ? GROUPS - count + i : i;
      halves[index / 4] |= (long) groups[i] << (48 - 16 * (index % 4));
    }
    return new IpAddress(IpFamily.IPV6, halves[0], halves[1]);
  }

  /** One part of an inet_aton form, at most 2^32 - 1; −1 if it is none. */
  private static long part(String text, int from, int to) {
    int start = from;
    int radix = 10;
    if (to - from > 1 && text.charAt(from) == '0') {
      boolean hex = text.charAt(from + 1) == 'x' || text.charAt(from + 1) == 'X';
      radix = hex ? 16 : 8;
      start = from + (hex ? 2 : 1);
    }
    if (start == to) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < to; i++) {
      int digit = digit(text.charAt(i), radix);
      value = value * radix + digit;
      if (digit < 0 || value > 0xffff_ffffL) {
        return -1;
      }
    }
    return value;
  }

  /** Four decimal octets from an index to the end, no leading zeros; −1 if it is none. */
  private static long dottedQuadBits(String text, int from) {
    long bits = 0;
    int at = from;
    for (int octet = 0; octet < 4; octet++) {
      int end = at;
      int value = 0;
      while (end < text.length() && digit(text.charAt(end), 10) >= 0 && end - at < 4) {
        value = value * 10 + digit(text.charAt(end), 10);
        end++;
      }
      boolean leadingZero = end - at > 1 && text.charAt(at) == '0';
      boolean ends =
          octet == 3 ? end == text.length() : end < text.length() && text.charAt(end) == '.';
      if (end == at || value > 0xff || leadingZero || !ends) {
        return -1;
      }
      bits = bits << 8 | value;
      at = end + 1;
    }
    return bits;
  }

  /** Character.digit would take the digits of every script. */
  private static int digit(char c, int radix) {
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }
}
