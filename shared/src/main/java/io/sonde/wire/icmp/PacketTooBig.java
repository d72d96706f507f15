// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Packet too big of ICMPv6: RFC 4443 section 3.2. ICMP says the same by destination unreachable
 * with code 4.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             MTU                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |        As much of invoking packet as fits                     |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param mtu octets of the next-hop link's MTU, 0 … 2^32 - 1; below 1280 no reason to send smaller
 *     packets (RFC 8201 section 4)
 * @param originalDatagram the quote, everything up to the end of the message
 */
public record PacketTooBig(IcmpHeader header, long mtu, Octets originalDatagram)
    implements IcmpMessage {
  /** Octets, without the quote. */
  public static final int LENGTH = 8;

  /** Refuses values wider than their field. */
  public PacketTooBig {
    FieldWidth.check("MTU", mtu, 32);
  }

  /** A message whose checksum {@code emit} is to compute. */
  public static PacketTooBig of(long mtu, Octets originalDatagram) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV6, Icmpv6Type.PACKET_TOO_BIG, 0);
    return new PacketTooBig(header, mtu, originalDatagram);
  }

  static PacketTooBig parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new PacketTooBig(header, Fields.doubleWord(in), Octets.rest(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putInt((int) mtu);
    originalDatagram.emit(out);
  }
}
