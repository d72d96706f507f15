// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Extended echo request, which asks a proxy for the state of an interface: RFC 8335 section 2.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           Identifier          |Sequence Number|   Reserved  |L|
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |   ICMP Extension Structure
 * </pre>
 *
 * The structure has exactly one object, an {@link InterfaceIdentification}, and its checksum covers
 * no more: senders put data behind it, which is the payload.
 *
 * @param identifier 0 … 0xffff
 * @param sequence 0 … 255: half as wide as that of an echo
 * @param reserved 7 bits, 0 from a sender that follows the RFC
 * @param local set: the interface is the proxy's own; clear: a neighbour's
 * @param extensions null if there was no room for one
 */
public record ExtendedEchoRequest(
    IcmpHeader header,
    int identifier,
    int sequence,
    int reserved,
    boolean local,
    @Nullable IcmpExtensions extensions)
    implements IcmpMessage {
  /** Octets, without the structure. */
  public static final int LENGTH = 8;

  /** Refuses values wider than their field. */
  public ExtendedEchoRequest {
    FieldWidth.check("identifier", identifier, 16);
    FieldWidth.check("sequence", sequence, 8);
    FieldWidth.check("reserved", reserved, 7);
  }

  /** A request whose checksum {@code emit} is to compute. */
  public static ExtendedEchoRequest of(
      IpFamily family,
      int identifier,
      int sequence,
      boolean local,
      InterfaceIdentification interfaceIdentification) {
    int type =
        family == IpFamily.IPV4 ? IcmpType.EXTENDED_ECHO_REQUEST : Icmpv6Type.EXTENDED_ECHO_REQUEST;
    return new ExtendedEchoRequest(
        IcmpHeader.of(family, type, 0),
        identifier,
        sequence,
        0,
        local,
        IcmpExtensions.of(List.of(interfaceIdentification)));
  }

  static ExtendedEchoRequest parse(IcmpHeader header, ByteBuffer in)
      throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    int identifier = Fields.word(in);
    int sequence = Fields.octet(in);
    int flags = Fields.octet(in);
    IcmpExtensions extensions =
        in.remaining() < IcmpExtensions.LENGTH ? null : IcmpExtensions.parse(in, 1);
    return new ExtendedEchoRequest(
        header, identifier, sequence, flags >>> 1, (flags & 1) != 0, extensions);
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putShort((short) identifier).put((byte) sequence);
    out.put((byte) (reserved << 1 | (local ? 1 : 0)));
    if (extensions != null) {
      extensions.emit(out);
    }
  }
}
