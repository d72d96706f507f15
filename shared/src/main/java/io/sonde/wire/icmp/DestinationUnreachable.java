// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Destination unreachable: RFC 792, RFC 1191 section 4, RFC 4443 section 3.1, RFC 4884 section 4.
 * ICMP above, ICMPv6 below.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     unused    |    Length     |         Next-Hop MTU          |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |    Length     |                   Unused                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  Original datagram, then an extension structure               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param length original datagram in 32-bit words (ICMP) or 64-bit words (ICMPv6), 0 … 255; 0
 *     without a structure and from routers that predate RFC 4884
 * @param nextHopMtu ICMP, code 4: octets, 0 … 0xffff; 0 from routers that predate RFC 1191. Other
 *     codes have 0 there. ICMPv6: always 0, the field does not exist
 * @param unused 8 bits (ICMP) or 24 bits (ICMPv6), 0 from a sender that follows the RFCs
 * @param originalDatagram the quote; before a structure with the zeros that pad it
 * @param extensions null if none was found
 */
public record DestinationUnreachable(
    IcmpHeader header,
    int length,
    int nextHopMtu,
    int unused,
    Octets originalDatagram,
    @Nullable IcmpExtensions extensions)
    implements IcmpMessage {
  /** Octets, without quote and structure. */
  public static final int LENGTH = 8;

  /** Refuses values wider than their field. */
  public DestinationUnreachable {
    boolean icmp = header.family() == IpFamily.IPV4;
    FieldWidth.check("length", length, 8);
    FieldWidth.check("next-hop MTU", nextHopMtu, icmp ? 16 : 0);
    FieldWidth.check("unused", unused, icmp ? 8 : 24);
  }

  /** A message whose length and checksum {@code emit} is to compute. */
  public static DestinationUnreachable of(
      IpFamily family, int code, Octets originalDatagram, @Nullable IcmpExtensions extensions) {
    int type =
        family == IpFamily.IPV4
            ? IcmpType.DESTINATION_UNREACHABLE
            : Icmpv6Type.DESTINATION_UNREACHABLE;
    return new DestinationUnreachable(
        IcmpHeader.of(family, type, code), 0, 0, 0, originalDatagram, extensions);
  }

  /** Fragmentation needed (RFC 1191), as {@link #of}; IPv6 has {@link PacketTooBig}. */
  public static DestinationUnreachable fragmentationNeeded(
      int nextHopMtu, Octets originalDatagram, @Nullable IcmpExtensions extensions) {
    IcmpHeader header =
        IcmpHeader.of(
            IpFamily.IPV4, IcmpType.DESTINATION_UNREACHABLE, IcmpType.FRAGMENTATION_NEEDED);
    return new DestinationUnreachable(header, 0, nextHopMtu, 0, originalDatagram, extensions);
  }

  static DestinationUnreachable parse(IcmpHeader header, ByteBuffer in)
      throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    boolean icmp = header.family() == IpFamily.IPV4;
    int word = in.getInt();
    int length = icmp ? word >>> 16 & 0xff : word >>> 24;
    int nextHopMtu = icmp ? word & 0xffff : 0;
    int unused = icmp ? word >>> 24 : word & 0xffffff;
    IcmpExtensions.Quote quote = IcmpExtensions.Quote.parse(header.family(), length, in);
    return new DestinationUnreachable(
        header, length, nextHopMtu, unused, quote.originalDatagram(), quote.extensions());
  }

  /** With {@code LENGTH} the quote is padded as a structure behind it asks for. */
  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    boolean derive = derived.contains(Derived.LENGTH);
    IcmpExtensions.Quote quote = new IcmpExtensions.Quote(originalDatagram, extensions);
    quote = derive ? quote.padded(family()) : quote;
    int words = derive ? quote.length(family()) : length;
    out.putInt(
        family() == IpFamily.IPV4 ? unused << 24 | words << 16 | nextHopMtu : words << 24 | unused);
    quote.emit(out);
  }
}
