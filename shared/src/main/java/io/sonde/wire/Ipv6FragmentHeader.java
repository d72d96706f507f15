// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The IPv6 fragment header, RFC 8200 section 4.5.
 *
 * <pre>
 * +---------------+---------------+-------------------------+---+-+
 * |  Next Header  |   Reserved    |     Fragment Offset     |Res|M|
 * +---------------+---------------+-------------------------+---+-+
 * |                         Identification                        |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param nextHeader first header of the fragmented part, the same in every fragment
 * @param reserved 8 bits, 0
 * @param fragmentOffset units of 8 octets, 0 … 8191
 * @param reservedBits 2 bits, 0
 * @param identification 32 bits
 */
public record Ipv6FragmentHeader(
    int nextHeader,
    int reserved,
    int fragmentOffset,
    int reservedBits,
    boolean moreFragments,
    long identification)
    implements Ipv6Extension {
  /** Octets. */
  public static final int LENGTH = 8;

  private static final String LAYER = "IPv6 fragment header";

  /** Checks that each value fits its field. */
  public Ipv6FragmentHeader {
    FieldWidth.check("nextHeader", nextHeader, 8);
    FieldWidth.check("reserved", reserved, 8);
    FieldWidth.check("fragmentOffset", fragmentOffset, 13);
    FieldWidth.check("reservedBits", reservedBits, 2);
    FieldWidth.check("identification", identification, 32);
  }

  /**
   * Reads the header at the position of {@code in}, which moves behind it.
   *
   * @throws MalformedPacketException if fewer than 8 octets remain; the position stays
   */
  public static Ipv6FragmentHeader parse(ByteBuffer in) throws MalformedPacketException {
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int at = in.position();
    in.position(at + LENGTH);
    int offset = BigEndian.unsignedShort(in, at + 2);
    return new Ipv6FragmentHeader(
        BigEndian.octet(in, at),
        BigEndian.octet(in, at + 1),
        offset >>> 3,
        offset >>> 1 & 3,
        (offset & 1) != 0,
        BigEndian.unsignedInt(in, at + 4));
  }

  @Override
  public int type() {
    return IpProtocol.FRAGMENT;
  }

  @Override
  public int length() {
    return LENGTH;
  }

  @Override
  public void emit(ByteBuffer out) {
    int at = out.position();
    BigEndian.putOctet(out, at, nextHeader);
    BigEndian.putOctet(out, at + 1, reserved);
    BigEndian.putShort(
        out, at + 2, fragmentOffset << 3 | reservedBits << 1 | (moreFragments ? 1 : 0));
    BigEndian.putInt(out, at + 4, identification);
    out.position(at + LENGTH);
  }

  @Override
  public void emit(ByteBuffer out, int next, Set<Derived> derived) {
    int at = out.position();
    emit(out);
    if (derived.contains(Derived.NEXT_PROTOCOL)) {
      BigEndian.putOctet(out, at, next);
    }
  }

  /** Fragment offset of the header at {@code offset}, in units of 8 octets. */
  public static int fragmentOffsetAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 2) >>> 3;
  }
}
