// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import io.sonde.cli.AddressLiteral;
import io.sonde.cli.HostArgument;
import io.sonde.cli.UsageException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One operand, or one line of a file: {@code 192.0.2.1}, {@code host.example}, {@code
 * 192.0.2.0/24}, {@code 192.0.2.1-192.0.2.99}, {@code 192.0.2.1-99}, {@code 2001:db8::/120}.
 *
 * @param text as typed
 * @param range addresses of a block or range; null: it is a single host
 * @param host the single host; null: it is a block or range
 */
public record TargetSpec(String text, @Nullable AddressRange range, @Nullable HostArgument host) {
  private static final int SMALLEST_WITH_BROADCAST = 30;

  /**
   * Reads a spec.
   *
   * @param whole whether the network and broadcast address of an IPv4 block are targets too
   * @throws UsageException with what is wrong and what is valid
   */
  public static TargetSpec parse(String text, boolean whole) {
    AddressRange range = rangeOf(text, whole);
    return range != null
        ? new TargetSpec(text, range, null)
        : new TargetSpec(text, null, HostArgument.parse(text));
  }

  /** Whether an operand stands for more than one host by its form, so that it means a sweep. */
  public static boolean isRange(String text) {
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    int end = slash >= 0 ? slash : dash;
    return end > 0 && literal(text.substring(0, end)) != null;
  }

  private static @Nullable AddressRange rangeOf(String text, boolean whole) {
    if (!isRange(text)) {
      if (text.indexOf('/') >= 0) {
        throw new UsageException(text + ": not a block; ADDRESS/LENGTH, as in 192.0.2.0/24");
      }
      return null;
    }
    int slash = text.indexOf('/');
    return slash >= 0 ? block(text, slash, whole) : span(text, text.indexOf('-'));
  }

  private static @Nullable IpAddress literal(String text) {
    return text.indexOf(':') >= 0 ? AddressLiteral.ipv6(text) : AddressLiteral.dottedQuad(text);
  }

  private static AddressRange block(String text, int slash, boolean whole) {
    IpAddress address = literal(text.substring(0, slash));
    if (address == null) {
      throw new IllegalStateException(text);
    }
    int bits = address.family().addressLength() * 8;
    int length = number(text.substring(slash + 1), bits);
    if (length < 0) {
      throw new UsageException(text + ": not a prefix length; 0 to " + bits);
    }
    int hostBits = bits - length;
    if (hostBits > 62) {
      throw tooLarge(text, BigInteger.ONE.shiftLeft(hostBits));
    }
    long count = 1L << hostBits;
    IpAddress first = new IpAddress(address.family(), address.high(), address.low() & -count);
    boolean ends = !whole && address.family() == IpFamily.IPV4 && length <= SMALLEST_WITH_BROADCAST;
    AddressRange all = new AddressRange(first, count);
    return ends ? new AddressRange(all.at(1), count - 2) : all;
  }

  private static AddressRange span(String text, int dash) {
    IpAddress first = literal(text.substring(0, dash));
    if (first == null) {
      throw new IllegalStateException(text);
    }
    String end = text.substring(dash + 1);
    IpAddress last = literal(end);
    if (last == null && first.family() == IpFamily.IPV4) {
      int octet = number(end, 255);
      last = octet < 0 ? null : IpAddress.ofIpv4(first.ipv4Bits() & ~0xff | octet);
    }
    if (last == null || last.family() != first.family()) {
      throw new UsageException(
          text
              + (first.family() == IpFamily.IPV4
                  ? ": not a range; 192.0.2.1-192.0.2.99 or 192.0.2.1-99"
                  : ": not a range; 2001:db8::1-2001:db8::99"));
    }
    BigInteger count = number(last).subtract(number(first)).add(BigInteger.ONE);
    if (count.signum() <= 0) {
      throw new UsageException(text + ": the end comes before the start");
    }
    if (count.compareTo(BigInteger.valueOf(AddressRange.MOST)) > 0) {
      throw tooLarge(text, count);
    }
    return new AddressRange(first, count.longValueExact());
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(1, address.toByteArray());
  }

  private static UsageException tooLarge(String text, BigInteger count) {
    return new UsageException(text + ": " + count + " addresses; at most " + AddressRange.MOST);
  }

  /** A decimal number of at most three digits; −1 if it is none or too large. */
  private static int number(String text, int most) {
    if (text.isEmpty() || text.length() > 3) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value <= most ? value : -1;
  }
}
