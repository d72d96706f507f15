// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * An IPv6 extension header, RFC 8200 section 4: it begins with the number of the header behind it
 * and its own length. ESP, mobility, HIP and Shim6 headers are not walked: the first cannot be, the
 * others are the last of a chain.
 */
public interface Ipv6Extension {
  /** The number by which the header in front announces this one. */
  int type();

  /** Number of what follows, 0 … 255. */
  int nextHeader();

  /** Octets that {@link #emit(ByteBuffer)} writes. */
  int length();

  /** Writes the header as the record has it. */
  void emit(ByteBuffer out);

  /**
   * Writes the header for what follows it.
   *
   * @param next number of the header that follows; used for NEXT_PROTOCOL
   * @param derived LENGTH: the header's own length field; NEXT_PROTOCOL
   */
  void emit(ByteBuffer out, int next, Set<Derived> derived);

  /** Whether {@link #parse} knows how long a header of {@code type} is. */
  static boolean isWalked(int type) {
    return switch (type) {
      case IpProtocol.HOP_BY_HOP,
          IpProtocol.ROUTING,
          IpProtocol.FRAGMENT,
          IpProtocol.AH,
          IpProtocol.DESTINATION_OPTIONS ->
          true;
      default -> false;
    };
  }

  /**
   * Octets that the header of {@code type} at {@code offset} says it has; its first 2 must be
   * there.
   */
  static int lengthAt(ByteBuffer buffer, int offset, int type) {
    return switch (type) {
      case IpProtocol.FRAGMENT -> Ipv6FragmentHeader.LENGTH;
      case IpProtocol.AH -> (BigEndian.octet(buffer, offset + 1) + 2) * 4;
      default -> (BigEndian.octet(buffer, offset + 1) + 1) * 8;
    };
  }

  /**
   * Reads the header of {@code type} at the position of {@code in}, which moves behind it.
   *
   * @param lenient whether options that cannot be walked are kept as {@link Ipv6Option.Unreadable}
   * @throws MalformedPacketException if octets are missing or it cannot be walked; the position
   *     stays
   * @throws IllegalArgumentException unless {@link #isWalked}
   */
  static Ipv6Extension parse(int type, ByteBuffer in, boolean lenient)
      throws MalformedPacketException {
    return switch (type) {
      case IpProtocol.HOP_BY_HOP, IpProtocol.DESTINATION_OPTIONS ->
          Ipv6OptionsHeader.parse(type, in, lenient);
      case IpProtocol.ROUTING -> Ipv6RoutingHeader.parse(in);
      case IpProtocol.FRAGMENT -> Ipv6FragmentHeader.parse(in);
      case IpProtocol.AH -> AuthenticationHeader.parse(in);
      default -> throw new IllegalArgumentException("no extension header: " + type);
    };
  }
}
