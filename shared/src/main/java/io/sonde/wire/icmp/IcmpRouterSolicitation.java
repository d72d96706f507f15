// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Router solicitation of ICMP: RFC 1256. That of ICMPv6 is a message of Neighbor Discovery.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |           Checksum            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           Reserved                            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param reserved 32 bits, 0 from a sender that follows the RFC
 */
public record IcmpRouterSolicitation(IcmpHeader header, long reserved) implements IcmpMessage {
  /** Octets. */
  public static final int LENGTH = 8;

  /** Refuses values wider than their field. */
  public IcmpRouterSolicitation {
    FieldWidth.check("reserved", reserved, 32);
  }

  static IcmpRouterSolicitation parse(IcmpHeader header, ByteBuffer in)
      throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new IcmpRouterSolicitation(header, Fields.doubleWord(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putInt((int) reserved);
  }
}
