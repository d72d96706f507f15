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
 * Time exceeded: RFC 792, RFC 4443 section 3.3, RFC 4884 section 4. ICMP above, ICMPv6 below.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     unused    |    Length     |          unused               |
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
 * @param unused the other 24 bits in their order, 0 from a sender that follows the RFCs
 * @param originalDatagram the quote; before a structure with the zeros that pad it
 * @param extensions null if none was found
 */
public record TimeExceeded(
    IcmpHeader header,
    int length,
    int unused,
    Octets originalDatagram,
    @Nullable IcmpExtensions extensions)
    implements IcmpMessage {
  /** Octets, without quote and structure. */
  public static final int LENGTH = 8;

  /** Refuses values wider than their field. */
  public TimeExceeded {
    FieldWidth.check("length", length, 8);
    FieldWidth.check("unused", unused, 24);
  }

  /**
   * A message whose length and checksum {@code emit} is to compute.
   *
   * @param code 0 in transit, 1 in reassembly; the same for both families
   */
  public static TimeExceeded of(
      IpFamily family, int code, Octets originalDatagram, @Nullable IcmpExtensions extensions) {
    int type = family == IpFamily.IPV4 ? IcmpType.TIME_EXCEEDED : Icmpv6Type.TIME_EXCEEDED;
    return new TimeExceeded(IcmpHeader.of(family, type, code), 0, 0, originalDatagram, extensions);
  }

  static TimeExceeded parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    boolean icmp = header.family() == IpFamily.IPV4;
    int word = in.getInt();
    int length = icmp ? word >>> 16 & 0xff : word >>> 24;
    int unused = icmp ? word >>> 24 << 16 | word & 0xffff : word & 0xffffff;
    IcmpExtensions.Quote quote = IcmpExtensions.Quote.parse(header.family(), length, in);
    return new TimeExceeded(header, length, unused, quote.originalDatagram(), quote.extensions());
  }

  /** With {@code LENGTH} the quote is padded as a structure behind it asks for. */
  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    boolean derive = derived.contains(Derived.LENGTH);
    IcmpExtensions.Quote quote = new IcmpExtensions.Quote(originalDatagram, extensions);
    quote = derive ? quote.padded(family()) : quote;
    int words = derive ? quote.length(family()) : length;
    out.putInt(
        family() == IpFamily.IPV4
            ? unused >>> 16 << 24 | words << 16 | unused & 0xffff
            : words << 24 | unused);
    quote.emit(out);
  }
}
