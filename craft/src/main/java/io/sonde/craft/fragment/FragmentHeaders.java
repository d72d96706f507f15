// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.fragment;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpProtocol;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A datagram as fragmentation sees it: octets that every fragment repeats, and the rest, which is
 * divided.
 */
final class FragmentHeaders {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int FRAGMENT_HEADER = 8;

  /** Index of the IP header; what stands before belongs to the link. */
  final int ip;

  /** 4 or 6. */
  final int version;

  /** Index behind what every fragment repeats. */
  final int repeatedEnd;

  /** Index of the octet that names the header behind, for IPv6. */
  final int nextHeaderAt;

  /** Index of the divided part. */
  final int payload;

  /** Index behind it. */
  final int end;

  /** Place of the payload in the whole datagram, in octets. */
  final int offset;

  /** Whether more fragments follow. */
  final boolean more;

  /** Identification. */
  final long identification;

  private FragmentHeaders(
      int ip,
      int version,
      int repeatedEnd,
      int nextHeaderAt,
      int payload,
      int end,
      int offset,
      boolean more,
      long identification) {
    this.ip = ip;
    this.version = version;
    this.repeatedEnd = repeatedEnd;
    this.nextHeaderAt = nextHeaderAt;
    this.payload = payload;
    this.end = end;
    this.offset = offset;
    this.more = more;
    this.identification = identification;
  }

  /** Whether it is a fragment. */
  boolean isFragment() {
    return offset > 0 || more;
  }

  /**
   * Reads the headers of a packet.
   *
   * @param ip index of its IP header
   * @param to index behind the IP packet
   * @return null if they are not whole
   */
  static @Nullable FragmentHeaders read(byte[] packet, int ip, int to) {
    if (to - ip < IPV4_HEADER) {
      return null;
    }
    return (packet[ip] & 0xf0) == 0x40 ? ipv4(packet, ip, to) : ipv6(packet, ip, to);
  }

  private static @Nullable FragmentHeaders ipv4(byte[] packet, int ip, int to) {
    int header = (packet[ip] & 0xf) << 2;
    if (header < IPV4_HEADER || header > to - ip) {
      return null;
    }
    int flags = u16(packet, ip + 6);
    int offset = (flags & 0x1fff) << 3;
    return new FragmentHeaders(
        ip,
        4,
        ip + header,
        -1,
        ip + header,
        to,
        offset,
        (flags & 0x2000) != 0,
        u16(packet, ip + 4));
  }

  private static @Nullable FragmentHeaders ipv6(byte[] packet, int ip, int to) {
    if ((packet[ip] & 0xf0) != 0x60 || to - ip < IPV6_HEADER) {
      return null;
    }
    int nextAt = ip + 6;
    int at = ip + IPV6_HEADER;
    // Destination options are repeated only in front of a routing header (RFC 8200 section 4.5).
    int repeatedNext = nextAt;
    int repeatedEnd = at;
    while (true) {
      int next = packet[nextAt] & 0xff;
      boolean walks =
          next == IpProtocol.HOP_BY_HOP
              || next == IpProtocol.ROUTING
              || next == IpProtocol.DESTINATION_OPTIONS;
      if (!walks || to - at < FRAGMENT_HEADER) {
        break;
      }
      int length = ((packet[at + 1] & 0xff) + 1) << 3;
      if (length > to - at) {
        break;
      }
      nextAt = at;
      at += length;
      if (next != IpProtocol.DESTINATION_OPTIONS) {
        repeatedNext = nextAt;
        repeatedEnd = at;
      }
    }
    if ((packet[nextAt] & 0xff) == IpProtocol.FRAGMENT && to - at >= FRAGMENT_HEADER) {
      int word = u16(packet, at + 2);
      long identification = (long) u16(packet, at + 4) << 16 | u16(packet, at + 6);
      return new FragmentHeaders(
          ip,
          6,
          at,
          nextAt,
          at + FRAGMENT_HEADER,
          to,
          word & 0xfff8,
          (word & 1) != 0,
          identification);
    }
    return new FragmentHeaders(ip, 6, repeatedEnd, repeatedNext, repeatedEnd, to, 0, false, 0);
  }

  /** The next header of the divided part. */
  int next(byte[] packet) {
    if (version == 4) {
      return packet[ip + 9] & 0xff;
    }
    // Behind the fragment header where there is one, whose first octet names it.
    return packet[payload == repeatedEnd ? nextHeaderAt : repeatedEnd] & 0xff;
  }

  /**
   * A fragment, or with a place of 0 and nothing behind it a whole datagram.
   *
   * @param data what it carries
   * @param id identification
   */
  byte[] make(byte[] packet, byte[] data, int place, boolean moreFollow, long id) {
    return version == 4
        ? makeIpv4(packet, data, place, moreFollow, id)
        : makeIpv6(packet, data, place, moreFollow, id);
  }

  private byte[] makeIpv4(byte[] packet, byte[] data, int place, boolean moreFollow, long id) {
    byte[] options = Arrays.copyOfRange(packet, ip + IPV4_HEADER, repeatedEnd);
    byte[] kept = place == 0 ? options : copied(options);
    int header = IPV4_HEADER + kept.length;
    byte[] made =
        Arrays.copyOf(Arrays.copyOfRange(packet, 0, ip + IPV4_HEADER), ip + header + data.length);
    System.arraycopy(kept, 0, made, ip + IPV4_HEADER, kept.length);
    System.arraycopy(data, 0, made, ip + header, data.length);
    made[ip] = (byte) (0x40 | header >> 2);
    put16(made, ip + 2, header + data.length);
    put16(made, ip + 4, (int) id);
    int flags = u16(packet, ip + 6) & 0xc000 | (moreFollow ? 0x2000 : 0);
    put16(made, ip + 6, flags | place >> 3);
    put16(made, ip + 10, 0);
    int sum = InternetChecksum.fold(InternetChecksum.add(0, ByteBuffer.wrap(made), ip, header));
    put16(made, ip + 10, sum);
    return made;
  }

  /** The options that fragments behind the first have: those whose copied flag is set. */
  private static byte[] copied(byte[] options) {
    byte[] kept = new byte[options.length];
    int length = 0;
    int at = 0;
    while (at < options.length && options[at] != 0) {
      int size = 1;
      if (options[at] != 1) {
        size = at + 1 < options.length ? options[at + 1] & 0xff : 0;
        if (size < 2 || size > options.length - at) {
          break;
        }
      }
      if ((options[at] & 0x80) != 0) {
        System.arraycopy(options, at, kept, length, size);
        length += size;
      }
      at += size;
    }
    return Arrays.copyOf(kept, length + 3 & ~3);
  }

  private byte[] makeIpv6(byte[] packet, byte[] data, int place, boolean moreFollow, long id) {
    boolean whole = place == 0 && !moreFollow;
    int header = repeatedEnd + (whole ? 0 : FRAGMENT_HEADER);
    byte[] made = Arrays.copyOf(Arrays.copyOfRange(packet, 0, repeatedEnd), header + data.length);
    System.arraycopy(data, 0, made, header, data.length);
    made[nextHeaderAt] = (byte) (whole ? next(packet) : IpProtocol.FRAGMENT);
    if (!whole) {
      made[repeatedEnd] = (byte) next(packet);
      put16(made, repeatedEnd + 2, place | (moreFollow ? 1 : 0));
      put16(made, repeatedEnd + 4, (int) (id >>> 16));
      put16(made, repeatedEnd + 6, (int) id);
    }
    put16(made, ip + 4, made.length - ip - IPV6_HEADER);
    return made;
  }

  private static int u16(byte[] octets, int at) {
    return (octets[at] & 0xff) << 8 | octets[at + 1] & 0xff;
  }

  private static void put16(byte[] octets, int at, int value) {
    octets[at] = (byte) (value >>> 8);
    octets[at + 1] = (byte) value;
  }
}
