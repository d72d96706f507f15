// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ICMP error quotes of the datagram it speaks of: its IP header and as much of the rest as
 * the router kept, often only 8 octets (RFC 792, RFC 1812 section 4.3.2.3, RFC 4443 section 2.4).
 * Nothing of it is trusted: a router may have rewritten addresses, time to live, checksum, length
 * and, on hosts that keep fields in their own byte order, flags and identification.
 *
 * <p>The static methods read in place, without allocation, the {@code length} octets at {@code
 * offset}; −1 stands for what is not there.
 *
 * @param octets all that was quoted
 * @param ipv4 the header, if it is whole and IPv4
 * @param ipv6 the header, if it is whole and IPv6
 * @param extensions whole extension headers behind {@code ipv6}
 * @param protocol as {@link #protocol(ByteBuffer, int, int)}
 * @param transportOffset index in {@code octets} of the transport header; −1: none of it is there
 */
public record QuotedDatagram(
    Octets octets,
    @Nullable Ipv4Header ipv4,
    @Nullable Ipv6Header ipv6,
    List<Ipv6Extension> extensions,
    int protocol,
    int transportOffset) {
  /**
   * Flags and fragment offset of a datagram that must not be fragmented, byte-swapped: some hosts
   * quote the header as they hold it (Xprobe's "echoed 3-bit flags: FLIPPED").
   */
  private static final int SWAPPED_DONT_FRAGMENT = 0x0040;

  /** Keeps a copy of the list. */
  public QuotedDatagram {
    extensions = List.copyOf(extensions);
  }

  /** Reads everything from position to limit of {@code in}, which moves to the limit. */
  public static QuotedDatagram parse(ByteBuffer in) {
    Octets octets = Octets.rest(in);
    ByteBuffer quote = octets.buffer();
    int length = octets.length();
    Ipv4Header ipv4 = null;
    Ipv6Header ipv6 = null;
    List<Ipv6Extension> extensions = List.of();
    try {
      switch (version(quote, 0, length)) {
        case 4 -> ipv4 = Ipv4Header.parseLeniently(quote.duplicate());
        case 6 -> {
          ByteBuffer rest = quote.duplicate();
          ipv6 = Ipv6Header.parse(rest);
          extensions = Ipv6Chain.parse(ipv6.nextHeader(), rest).headers();
        }
        default -> {}
      }
    } catch (MalformedPacketException e) {
      // cut short or damaged: what the static methods find is all there is
    }
    return new QuotedDatagram(
        octets,
        ipv4,
        ipv6,
        extensions,
        protocol(quote, 0, length),
        transportOffset(quote, 0, length));
  }

  /** Family by the version field; null if it is neither or nothing was quoted. */
  public @Nullable IpFamily family() {
    return switch (version(octets.buffer(), 0, octets.length())) {
      case 4 -> IpFamily.IPV4;
      case 6 -> IpFamily.IPV6;
      default -> null;
    };
  }

  /** Source, also of a header that is cut short behind it; null if it is not there. */
  public @Nullable IpAddress source() {
    ByteBuffer quote = octets.buffer();
    IpFamily family = family();
    return family != null && hasAddresses(quote, 0, octets.length())
        ? new IpAddress(family, sourceHigh(quote, 0), sourceLow(quote, 0))
        : null;
  }

  /** Destination, also of a header that is cut short behind it; null if it is not there. */
  public @Nullable IpAddress destination() {
    ByteBuffer quote = octets.buffer();
    IpFamily family = family();
    return family != null && hasAddresses(quote, 0, octets.length())
        ? new IpAddress(family, destinationHigh(quote, 0), destinationLow(quote, 0))
        : null;
  }

  /** The octets from the transport header on; none if its offset cannot be had. */
  public Octets transport() {
    return transportOffset < 0 ? Octets.EMPTY : octets.slice(transportOffset, octets.length());
  }

  /** 4 or 6; −1 for any other version or no octets. */
  public static int version(ByteBuffer buffer, int offset, int length) {
    if (length < 1) {
      return -1;
    }
    int version = Ipv4Header.versionAt(buffer, offset);
    return version == 4 || version == 6 ? version : -1;
  }

  /** Whether source and destination are whole: 20 octets of IPv4, 40 of IPv6. */
  public static boolean hasAddresses(ByteBuffer buffer, int offset, int length) {
    return switch (version(buffer, offset, length)) {
      case 4 -> length >= Ipv4Header.LENGTH;
      case 6 -> length >= Ipv6Header.LENGTH;
      default -> false;
    };
  }

  /**
   * Number of the upper layer, behind extension headers as far as they can be walked (then the
   * first that cannot); −1 if the field is not there.
   */
  public static int protocol(ByteBuffer buffer, int offset, int length) {
    return switch (version(buffer, offset, length)) {
      case 4 -> length < 10 ? -1 : Ipv4Header.protocolAt(buffer, offset);
      case 6 -> {
        if (length < Ipv6Header.LENGTH) {
          yield length < 7 ? -1 : Ipv6Header.nextHeaderAt(buffer, offset);
        }
        yield Ipv6Chain.protocol(walk(buffer, offset, length));
      }
      default -> -1;
    };
  }

  /** Time to live or hop limit as quoted; −1 if the field is not there. */
  public static int timeToLive(ByteBuffer buffer, int offset, int length) {
    return switch (version(buffer, offset, length)) {
      case 4 -> length < 9 ? -1 : Ipv4Header.timeToLiveAt(buffer, offset);
      case 6 -> length < 8 ? -1 : Ipv6Header.hopLimitAt(buffer, offset);
      default -> -1;
    };
  }

  /**
   * Absolute index of the transport header's first octet; −1 if the headers in front are not whole
   * or lie, nothing follows them, or what follows is a later fragment. Octets available there are
   * {@code offset + length} less the index.
   */
  public static int transportOffset(ByteBuffer buffer, int offset, int length) {
    return switch (version(buffer, offset, length)) {
      case 4 -> {
        if (length <= Ipv4Header.LENGTH) {
          yield -1;
        }
        int headerLength = Ipv4Header.headerLengthAt(buffer, offset);
        int fragment = BigEndian.unsignedShort(buffer, offset + 6);
        boolean later = (fragment & 0x1fff) != 0 && fragment != SWAPPED_DONT_FRAGMENT;
        boolean there = headerLength >= Ipv4Header.LENGTH && headerLength < length && !later;
        yield there ? offset + headerLength : -1;
      }
      case 6 -> {
        if (length <= Ipv6Header.LENGTH) {
          yield -1;
        }
        long walk = walk(buffer, offset, length);
        int at = Ipv6Chain.offset(walk);
        boolean there = Ipv6Chain.end(walk) == Ipv6Chain.End.REACHED && at < offset + length;
        yield there ? at : -1;
      }
      default -> -1;
    };
  }

  /** Octets 0 … 7 of the source, 0 for IPv4; needs {@link #hasAddresses}. */
  public static long sourceHigh(ByteBuffer buffer, int offset) {
    return isIpv4(buffer, offset) ? 0 : Ipv6Header.sourceHighAt(buffer, offset);
  }

  /** Octets 8 … 15 of the source, IPv4 mapped; needs {@link #hasAddresses}. */
  public static long sourceLow(ByteBuffer buffer, int offset) {
    return isIpv4(buffer, offset)
        ? IpAddress.MAPPED | Integer.toUnsignedLong(Ipv4Header.sourceAt(buffer, offset))
        : Ipv6Header.sourceLowAt(buffer, offset);
  }

  /** Octets 0 … 7 of the destination, 0 for IPv4; needs {@link #hasAddresses}. */
  public static long destinationHigh(ByteBuffer buffer, int offset) {
    return isIpv4(buffer, offset) ? 0 : Ipv6Header.destinationHighAt(buffer, offset);
  }

  /** Octets 8 … 15 of the destination, IPv4 mapped; needs {@link #hasAddresses}. */
  public static long destinationLow(ByteBuffer buffer, int offset) {
    return isIpv4(buffer, offset)
        ? IpAddress.MAPPED | Integer.toUnsignedLong(Ipv4Header.destinationAt(buffer, offset))
        : Ipv6Header.destinationLowAt(buffer, offset);
  }

  private static boolean isIpv4(ByteBuffer buffer, int offset) {
    return Ipv4Header.versionAt(buffer, offset) == 4;
  }

  private static long walk(ByteBuffer buffer, int offset, int length) {
    return Ipv6Chain.walk(
        buffer,
        Ipv6Header.nextHeaderAt(buffer, offset),
        offset + Ipv6Header.LENGTH,
        offset + length);
  }
}
