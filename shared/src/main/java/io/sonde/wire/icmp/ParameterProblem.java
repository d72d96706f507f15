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
 * Parameter problem: RFC 792, RFC 4443 section 3.4, RFC 4884 section 4. ICMP above; ICMPv6 below,
 * whose pointer leaves no room for a length and so no structure.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |    Pointer    |    Length     |          unused               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                            Pointer                            |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  Original datagram, then (ICMP) an extension structure        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param pointer octet of the original datagram at fault, 0 … 255 (ICMP) or 0 … 2^32 - 1 (ICMPv6);
 *     may lie beyond the quote
 * @param length ICMP: original datagram in 32-bit words, 0 … 255; 0 without a structure and from
 *     routers that predate RFC 4884. ICMPv6: always 0
 * @param unused ICMP: 16 bits, 0 from a sender that follows the RFCs. ICMPv6: always 0
 * @param originalDatagram the quote; before a structure with the zeros that pad it
 * @param extensions null if none was found, and always for ICMPv6
 */
public record ParameterProblem(
    IcmpHeader header,
    long pointer,
    int length,
    int unused,
    Octets originalDatagram,
    @Nullable IcmpExtensions extensions)
    implements IcmpMessage {
  /** Octets, without quote and structure. */
  public static final int LENGTH = 8;

  /** Refuses values wider than their field, and a structure in ICMPv6. */
  public ParameterProblem {
    boolean icmp = header.family() == IpFamily.IPV4;
    FieldWidth.check("pointer", pointer, icmp ? 8 : 32);
    FieldWidth.check("length", length, icmp ? 8 : 0);
    FieldWidth.check("unused", unused, icmp ? 16 : 0);
    if (!icmp && extensions != null) {
      throw new IllegalArgumentException("an ICMPv6 parameter problem has no extensions");
    }
  }

  /** A message whose length and checksum {@code emit} is to compute. */
  public static ParameterProblem of(
      IpFamily family,
      int code,
      long pointer,
      Octets originalDatagram,
      @Nullable IcmpExtensions extensions) {
    int type = family == IpFamily.IPV4 ? IcmpType.PARAMETER_PROBLEM : Icmpv6Type.PARAMETER_PROBLEM;
    return new ParameterProblem(
        IcmpHeader.of(family, type, code), pointer, 0, 0, originalDatagram, extensions);
  }

  static ParameterProblem parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    if (header.family() == IpFamily.IPV6) {
      return new ParameterProblem(header, Fields.doubleWord(in), 0, 0, Octets.rest(in), null);
    }
    int pointer = Fields.octet(in);
    int length = Fields.octet(in);
    int unused = Fields.word(in);
    IcmpExtensions.Quote quote = IcmpExtensions.Quote.parse(header.family(), length, in);
    return new ParameterProblem(
        header, pointer, length, unused, quote.originalDatagram(), quote.extensions());
  }

  /** With {@code LENGTH} the quote is padded as a structure behind it asks for. */
  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    boolean derive = derived.contains(Derived.LENGTH);
    IcmpExtensions.Quote quote = new IcmpExtensions.Quote(originalDatagram, extensions);
    quote = derive ? quote.padded(family()) : quote;
    int words = derive ? quote.length(family()) : length;
    out.putInt(
        family() == IpFamily.IPV4 ? (int) pointer << 24 | words << 16 | unused : (int) pointer);
    quote.emit(out);
  }
}
