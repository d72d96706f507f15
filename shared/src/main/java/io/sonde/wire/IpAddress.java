// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An IPv4 or IPv6 address as two numbers. An IPv4 address is kept mapped (::ffff:a.b.c.d, RFC 4291
 * section 2.5.5.2), so that two {@code long} columns hold either; the family tells it from the IPv6
 * address of the same octets. It carries no zone: the interface stands beside it where it matters.
 *
 * @param high octets 0 … 7, big-endian; 0 for IPv4
 * @param low octets 8 … 15, big-endian; 0x0000ffff in the upper half for IPv4
 */
public record IpAddress(IpFamily family, long high, long low) {
  /** Upper half of {@code low} of every IPv4 address. */
  public static final long MAPPED = 0xffffL << 32;

  /** 0.0.0.0. */
  public static final IpAddress ANY_IPV4 = ofIpv4(0);

  /** ::. */
  public static final IpAddress ANY_IPV6 = new IpAddress(IpFamily.IPV6, 0, 0);

  /** Refuses an IPv4 address that is not mapped. */
  public IpAddress {
    if (family == IpFamily.IPV4 && (high != 0 || (low >>> 32) != 0xffff)) {
      throw new IllegalArgumentException("an IPv4 address is kept as ::ffff:a.b.c.d");
    }
  }

  /** The unspecified address of {@code family}. */
  public static IpAddress any(IpFamily family) {
    return family == IpFamily.IPV4 ? ANY_IPV4 : ANY_IPV6;
  }

  /** The IPv4 address whose 32 bits are {@code bits}, first octet highest. */
  public static IpAddress ofIpv4(int bits) {
    return new IpAddress(IpFamily.IPV4, 0, MAPPED | Integer.toUnsignedLong(bits));
  }

  /**
   * The address in two columns of a packet batch: IPv4 if it is mapped.
   *
   * @param high octets 0 … 7
   * @param low octets 8 … 15
   */
  public static IpAddress ofColumns(long high, long low) {
    boolean mapped = high == 0 && (low >>> 32) == 0xffff;
    return new IpAddress(mapped ? IpFamily.IPV4 : IpFamily.IPV6, high, low);
  }

  /**
   * The address in 4 or 16 octets.
   *
   * @throws IllegalArgumentException for any other length
   */
  public static IpAddress of(byte[] octets) {
    return switch (octets.length) {
      case 4 -> ofIpv4(ByteBuffer.wrap(octets).getInt());
      case 16 -> {
        ByteBuffer in = ByteBuffer.wrap(octets);
        yield new IpAddress(IpFamily.IPV6, in.getLong(), in.getLong());
      }
      default ->
          throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
    };
  }

  /** Reads an address of {@code family} at {@code offset}; the buffer's position stays. */
  public static IpAddress at(IpFamily family, ByteBuffer in, int offset) {
    if (family == IpFamily.IPV4) {
      return ofIpv4(bigEndian(in.order(), in.getInt(offset)));
    }
    return new IpAddress(
        family,
        bigEndian(in.order(), in.getLong(offset)),
        bigEndian(in.order(), in.getLong(offset + 8)));
  }

  /** Reads an address of {@code family} at the position, which moves behind it. */
  public static IpAddress take(IpFamily family, ByteBuffer in) {
    IpAddress address = at(family, in, in.position());
    in.position(in.position() + family.addressLength());
    return address;
  }

  /** Writes the 4 or 16 octets at the position of {@code out}. */
  public void emit(ByteBuffer out) {
    if (family == IpFamily.IPV4) {
      out.putInt(bigEndian(out.order(), (int) low));
    } else {
      out.putLong(bigEndian(out.order(), high)).putLong(bigEndian(out.order(), low));
    }
  }

  /** The 4 or 16 octets. */
  public byte[] toByteArray() {
    ByteBuffer out = ByteBuffer.allocate(family.addressLength());
    emit(out);
    return out.array();
  }

  /** The 32 bits of an IPv4 address; the last 32 of an IPv6 address. */
  public int ipv4Bits() {
    return (int) low;
  }

  /** Whether all bits that are the address's own are 0. */
  public boolean isUnspecified() {
    return family == IpFamily.IPV4 ? (int) low == 0 : (high | low) == 0;
  }

  /** 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return family == IpFamily.IPV4 ? ((int) low >>> 24) == 127 : high == 0 && low == 1;
  }

  /** 224.0.0.0/4 or ff00::/8. */
  public boolean isMulticast() {
    return family == IpFamily.IPV4 ? ((int) low >>> 28) == 0xe : (high >>> 56) == 0xff;
  }

  /** 169.254.0.0/16 (RFC 3927) or fe80::/10. */
  public boolean isLinkLocal() {
    return family == IpFamily.IPV4 ? ((int) low >>> 16) == 0xa9fe : (high >>> 54) == 0x3fa;
  }

  /**
   * Whether the address means something only together with an interface: fe80::/10, ff01::/16,
   * ff02::/16.
   */
  public boolean needsScope() {
    if (family == IpFamily.IPV4) {
      return false;
    }
    int multicastScope = (int) (high >>> 48) & 0xf;
    return isLinkLocal() || (isMulticast() && (multicastScope == 1 || multicastScope == 2));
  }

  /** Dotted quad, or the shortest text of RFC 5952 (with ::ffff:a.b.c.d for a mapped address). */
  @Override
  public String toString() {
    return family == IpFamily.IPV4 ? dottedQuad((int) low) : ipv6Text();
  }

  private static String dottedQuad(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }

  private String ipv6Text() {
    boolean mapped = high == 0 && (low >>> 32) == 0xffff;
    int groups = mapped ? 6 : 8;
    int runStart = -1;
    int runLength = 1; // RFC 5952 section 4.2.2: a single 0 is not shortened
    for (int i = 0; i < groups; i++) {
      int length = 0;
      while (i + length < groups && group(i + length) == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = i;
        runLength = length;
      }
      i += length;
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < groups; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    if (mapped) {
      text.append(':').append(dottedQuad((int) low));
    }
    return text.toString();
  }

  private static int bigEndian(ByteOrder order, int value) {
    return order == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  private static long bigEndian(ByteOrder order, long value) {
    return order == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }
}
