// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The IP authentication header, RFC 4302 section 2, behind IPv4 or IPv6.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |  Next Header  | Payload Length|            Reserved           |
 * +---------------+---------------+-------------------------------+
 * |                 Security Parameters Index (SPI)               |
 * +---------------------------------------------------------------+
 * |                     Sequence Number Field                     |
 * +---------------------------------------------------------------+
 * |                 Integrity Check Value (variable)              |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param payloadLength of this header, in units of 4 octets less 2: least 1. Alone among the
 *     extension headers it does not count units of 8
 * @param reserved 16 bits, 0
 * @param securityParametersIndex 32 bits
 * @param sequenceNumber 32 bits
 * @param integrityCheckValue a multiple of 4 octets, of 8 with the header over IPv6; shorter, it is
 *     padded with zeros to the next 4
 */
public record AuthenticationHeader(
    int nextHeader,
    int payloadLength,
    int reserved,
    long securityParametersIndex,
    long sequenceNumber,
    Octets integrityCheckValue)
    implements Ipv6Extension {
  /** Octets without the integrity check value. */
  public static final int LENGTH = 12;

  private static final String LAYER = "authentication header";

  /** Checks that each value fits its field. */
  public AuthenticationHeader {
    FieldWidth.check("nextHeader", nextHeader, 8);
    FieldWidth.check("payloadLength", payloadLength, 8);
    FieldWidth.check("reserved", reserved, 16);
    FieldWidth.check("securityParametersIndex", securityParametersIndex, 32);
    FieldWidth.check("sequenceNumber", sequenceNumber, 32);
    FieldWidth.check("payloadLength", (integrityCheckValue.length() + 3) / 4 + 1L, 8);
  }

  /**
   * Reads the header at the position of {@code in}, which moves behind it.
   *
   * @throws MalformedPacketException if octets are missing or the length is below 12 octets; the
   *     position stays
   */
  public static AuthenticationHeader parse(ByteBuffer in) throws MalformedPacketException {
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int at = in.position();
    int length = Ipv6Extension.lengthAt(in, at, IpProtocol.AH);
    if (length < LENGTH) {
      throw new MalformedPacketException(LAYER, 1, "payload length 0, least 1");
    }
    if (length > in.remaining()) {
      throw new MalformedPacketException(LAYER, LENGTH, length - LENGTH, in.remaining() - LENGTH);
    }
    in.position(at + LENGTH);
    Octets value = Octets.take(in, length - LENGTH);
    return new AuthenticationHeader(
        BigEndian.octet(in, at),
        BigEndian.octet(in, at + 1),
        BigEndian.unsignedShort(in, at + 2),
        BigEndian.unsignedInt(in, at + 4),
        BigEndian.unsignedInt(in, at + 8),
        value);
  }

  @Override
  public int type() {
    return IpProtocol.AH;
  }

  @Override
  public int length() {
    return LENGTH + (integrityCheckValue.length() + 3) / 4 * 4;
  }

  @Override
  public void emit(ByteBuffer out) {
    int at = out.position();
    BigEndian.putOctet(out, at, nextHeader);
    BigEndian.putOctet(out, at + 1, payloadLength);
    BigEndian.putShort(out, at + 2, reserved);
    BigEndian.putInt(out, at + 4, securityParametersIndex);
    BigEndian.putInt(out, at + 8, sequenceNumber);
    out.position(at + LENGTH);
    integrityCheckValue.emit(out);
    while ((out.position() - at) % 4 != 0) {
      out.put((byte) 0);
    }
  }

  @Override
  public void emit(ByteBuffer out, int next, Set<Derived> derived) {
    int at = out.position();
    emit(out);
    if (derived.contains(Derived.NEXT_PROTOCOL)) {
      BigEndian.putOctet(out, at, next);
    }
    if (derived.contains(Derived.LENGTH)) {
      BigEndian.putOctet(out, at + 1, (out.position() - at) / 4 - 2);
    }
  }
}
