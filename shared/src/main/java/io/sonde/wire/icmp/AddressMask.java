// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Address mask request and reply: RFC 950 appendix I; deprecated by RFC 6918.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |      Code     |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           Identifier          |       Sequence Number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                        Address Mask                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param identifier 0 … 0xffff
 * @param sequence 0 … 0xffff
 * @param addressMask 32 bits in the shape of an IPv4 address; 0.0.0.0 in a request
 */
public record AddressMask(IcmpHeader header, int identifier, int sequence, IpAddress addressMask)
    implements IcmpMessage {
  /** Octets. */
  public static final int LENGTH = 12;

  /** Refuses values wider than their field. */
  public AddressMask {
    FieldWidth.check("identifier", identifier, 16);
    FieldWidth.check("sequence", sequence, 16);
    Fields.ipv4("address mask", addressMask);
  }

  /** A request whose checksum {@code emit} is to compute. */
  public static AddressMask request(int identifier, int sequence) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV4, IcmpType.ADDRESS_MASK_REQUEST, 0);
    return new AddressMask(header, identifier, sequence, IpAddress.ANY_IPV4);
  }

  static AddressMask parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new AddressMask(
        header, Fields.word(in), Fields.word(in), IpAddress.take(IpFamily.IPV4, in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putShort((short) identifier).putShort((short) sequence);
    addressMask.emit(out);
  }
}
