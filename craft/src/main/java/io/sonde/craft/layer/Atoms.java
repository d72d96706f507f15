// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.cli.AddressLiteral;
import io.sonde.wire.IpAddress;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Single values as typed. */
public final class Atoms {
  private static final BigInteger WHOLE = BigInteger.ONE.shiftLeft(64);

  private Atoms() {}

  /**
   * An unsigned number: decimal, {@code 0x}, {@code 0b}, decimal with k (1000) or M (1,000,000).
   *
   * @param max largest value, unsigned
   * @throws ValueException with the range
   */
  public static long number(String text, long max) throws ValueException {
    BigInteger value = parse(text);
    if (value == null
        || value.signum() < 0
        || value.compareTo(WHOLE) >= 0
        || Long.compareUnsigned(value.longValue(), max) > 0) {
      throw new ValueException("a number, 0 to " + Long.toUnsignedString(max));
    }
    return value.longValue();
  }

  /** Whether the text has the form of a number. */
  public static boolean isNumber(String text) {
    return parse(text) != null;
  }

  private static @Nullable BigInteger parse(String text) {
    int radix = 10;
    int from = 0;
    int to = text.length();
    long factor = 1;
    if (text.length() > 2 && text.charAt(0) == '0') {
      char prefix = Character.toLowerCase(text.charAt(1));
      radix = prefix == 'x' ? 16 : prefix == 'b' ? 2 : 10;
      from = radix == 10 ? 0 : 2;
    }
    if (radix == 10 && to > 1) {
      char last = text.charAt(to - 1);
      factor = last == 'k' ? 1000 : last == 'M' ? 1_000_000 : 1;
      to -= factor == 1 ? 0 : 1;
    }
    if (to - from > 64 || from == to) {
      return null;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) >= 0x80 || Character.digit(text.charAt(i), radix) < 0) {
        return null;
      }
    }
    if (to - from < 16 && radix == 10) {
      return BigInteger.valueOf(Long.parseLong(text, from, to, 10) * factor);
    }
    return new BigInteger(text.substring(from, to), radix).multiply(BigInteger.valueOf(factor));
  }

  /** A dotted IPv4 address as its 32 bits. */
  public static long ipv4(String text) throws ValueException {
    IpAddress address = AddressLiteral.dottedQuad(text);
    if (address == null) {
      throw new ValueException("an IPv4 address");
    }
    return address.ipv4Bits() & 0xffffffffL;
  }

  /** An IPv6 address, without a zone. */
  public static IpAddress ipv6(String text) throws ValueException {
    IpAddress address = AddressLiteral.ipv6(text);
    if (address == null) {
      throw new ValueException("an IPv6 address");
    }
    return address;
  }

  /** A link address with colons as its 48 bits. */
  public static long mac(String text) throws ValueException {
    long value = 0;
    int groups = 0;
    int from = 0;
    while (from <= text.length()) {
      int colon = text.indexOf(':', from);
      int to = colon < 0 ? text.length() : colon;
      int octet = to - from > 2 ? -1 : hexOf(text, from, to);
      if (octet < 0 || ++groups > 6) {
        break;
      }
      value = value << 8 | octet;
      if (colon < 0) {
        if (groups == 6) {
          return value;
        }
        break;
      }
      from = colon + 1;
    }
    throw new ValueException("a link address such as 02:00:00:00:00:01");
  }

  private static int hexOf(String text, int from, int to) {
    int value = from == to ? -1 : 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Octets of two hexadecimal digits each; colons between octets are skipped. */
  public static byte[] octets(String text) throws ValueException {
    String digits = text.indexOf(':') < 0 ? text : text.replace(":", "");
    int start = digits.startsWith("0x") ? 2 : 0;
    if ((digits.length() & 1) != 0) {
      throw new ValueException("an even number of hexadecimal digits");
    }
    byte[] octets = new byte[(digits.length() - start) / 2];
    for (int i = 0; i < octets.length; i++) {
      int octet = hexOf(digits, start + 2 * i, start + 2 * i + 2);
      if (octet < 0) {
        throw new ValueException("hexadecimal digits");
      }
      octets[i] = (byte) octet;
    }
    return octets;
  }

  /** A duration such as 10s, 250ms, 5us, 7ns in nanoseconds; −1 if it is none. */
  public static long nanos(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 9) {
      return -1;
    }
    long count = Long.parseLong(text, 0, digits, 10);
    return switch (text.substring(digits)) {
      case "s" -> count * 1_000_000_000;
      case "ms" -> count * 1_000_000;
      case "us" -> count * 1000;
      case "ns" -> count;
      default -> -1;
    };
  }
}
