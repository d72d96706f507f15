// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The IPv6 header, RFC 8200 section 3, without the extension headers that may follow it ({@link
 * Ipv6Chain}).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+---------------+---------------------------------------+
 * |Version| Traffic Class |              Flow Label               |
 * +-------+---------------+-------+---------------+---------------+
 * |         Payload Length        |  Next Header  |   Hop Limit   |
 * +-------------------------------+---------------+---------------+
 * |                   Source Address (16 octets)                  |
 * +---------------------------------------------------------------+
 * |                Destination Address (16 octets)                |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param version 0 … 15; 6
 * @param trafficClass DSCP in the upper six bits, ECN in the lower two
 * @param flowLabel 0 … 2^20 − 1; 0: not labelled (RFC 6437)
 * @param payloadLength octets behind this header, extension headers included; 0 in a jumbogram (RFC
 *     2675) and in captures taken before the network card has cut a large segment up
 * @param nextHeader number of what follows, see {@link IpProtocol}
 * @param hopLimit 0 … 255
 */
public record Ipv6Header(
    int version,
    int trafficClass,
    int flowLabel,
    int payloadLength,
    int nextHeader,
    int hopLimit,
    IpAddress source,
    IpAddress destination) {
  /** Octets. */
  public static final int LENGTH = 40;

  /** Octets that every link takes in one packet (section 5). */
  public static final int LEAST_MTU = 1280;

  private static final String LAYER = "IPv6 header";

  /** Checks that each value fits its field. */
  public Ipv6Header {
    FieldWidth.check("version", version, 4);
    FieldWidth.check("trafficClass", trafficClass, 8);
    FieldWidth.check("flowLabel", flowLabel, 20);
    FieldWidth.check("payloadLength", payloadLength, 16);
    FieldWidth.check("nextHeader", nextHeader, 8);
    FieldWidth.check("hopLimit", hopLimit, 8);
    if (source.family() != IpFamily.IPV6 || destination.family() != IpFamily.IPV6) {
      throw new IllegalArgumentException("an IPv6 header holds IPv6 addresses");
    }
  }

  /** A header with version 6 whose length and next header are left to {@link #emit}. */
  public Ipv6Header(
      int trafficClass, int flowLabel, int hopLimit, IpAddress source, IpAddress destination) {
    this(6, trafficClass, flowLabel, 0, IpProtocol.NO_NEXT_HEADER, hopLimit, source, destination);
  }

  /**
   * Reads the header at the position of {@code in}, which moves behind it. The version is kept, not
   * judged.
   *
   * @throws MalformedPacketException if fewer than 40 octets remain; the position stays
   */
  public static Ipv6Header parse(ByteBuffer in) throws MalformedPacketException {
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int at = in.position();
    in.position(at + LENGTH);
    return new Ipv6Header(
        Ipv4Header.versionAt(in, at),
        trafficClassAt(in, at),
        flowLabelAt(in, at),
        payloadLengthAt(in, at),
        nextHeaderAt(in, at),
        hopLimitAt(in, at),
        IpAddress.at(IpFamily.IPV6, in, at + 8),
        IpAddress.at(IpFamily.IPV6, in, at + 24));
  }

  /** Writes the header as the record has it. */
  public void emit(ByteBuffer out) {
    int at = out.position();
    BigEndian.putInt(out, at, (long) version << 28 | (long) trafficClass << 20 | flowLabel);
    BigEndian.putShort(out, at + 4, payloadLength);
    BigEndian.putOctet(out, at + 6, nextHeader);
    BigEndian.putOctet(out, at + 7, hopLimit);
    out.position(at + 8);
    source.emit(out);
    destination.emit(out);
  }

  /**
   * Writes the header for what follows it.
   *
   * @param next number of the header that follows; used for NEXT_PROTOCOL
   * @param following octets that follow, extension headers included; used for LENGTH
   * @param derived LENGTH: 0 if more than 65535 octets follow; NEXT_PROTOCOL
   */
  public void emit(ByteBuffer out, int next, int following, Set<Derived> derived) {
    int at = out.position();
    emit(out);
    if (derived.contains(Derived.LENGTH)) {
      BigEndian.putShort(out, at + 4, following > 0xffff ? 0 : following);
    }
    if (derived.contains(Derived.NEXT_PROTOCOL)) {
      BigEndian.putOctet(out, at + 6, next);
    }
  }

  /**
   * What the checksum of a segment of {@code protocol} behind this header covers. With a routing
   * header whose segments are not all used the destination is that header's last address instead.
   */
  public PseudoHeader pseudoHeader(int protocol) {
    return new PseudoHeader(source, destination, protocol);
  }

  /** Traffic class of the header at {@code offset}. */
  public static int trafficClassAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset) >>> 4 & 0xff;
  }

  /** Flow label of the header at {@code offset}. */
  public static int flowLabelAt(ByteBuffer buffer, int offset) {
    return BigEndian.bits(buffer, offset) & 0xfffff;
  }

  /** Payload length in octets of the header at {@code offset}. */
  public static int payloadLengthAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 4);
  }

  /** Next header of the header at {@code offset}. */
  public static int nextHeaderAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 6);
  }

  /** Hop limit of the header at {@code offset}. */
  public static int hopLimitAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 7);
  }

  /** Octets 0 … 7 of the source of the header at {@code offset}. */
  public static long sourceHighAt(ByteBuffer buffer, int offset) {
    return BigEndian.longBits(buffer, offset + 8);
  }

  /** Octets 8 … 15 of the source of the header at {@code offset}. */
  public static long sourceLowAt(ByteBuffer buffer, int offset) {
    return BigEndian.longBits(buffer, offset + 16);
  }

  /** Octets 0 … 7 of the destination of the header at {@code offset}. */
  public static long destinationHighAt(ByteBuffer buffer, int offset) {
    return BigEndian.longBits(buffer, offset + 24);
  }

  /** Octets 8 … 15 of the destination of the header at {@code offset}. */
  public static long destinationLowAt(ByteBuffer buffer, int offset) {
    return BigEndian.longBits(buffer, offset + 32);
  }

  /** Writes the hop limit; no checksum covers it. */
  public static void patchHopLimit(ByteBuffer buffer, int offset, int hopLimit) {
    BigEndian.putOctet(buffer, offset + 7, hopLimit);
  }

  /** Writes the flow label; no checksum covers it. */
  public static void patchFlowLabel(ByteBuffer buffer, int offset, int flowLabel) {
    long first = BigEndian.unsignedInt(buffer, offset) & 0xfff0_0000L;
    BigEndian.putInt(buffer, offset, first | flowLabel & 0xfffff);
  }

  /** Writes the traffic class; no checksum covers it. */
  public static void patchTrafficClass(ByteBuffer buffer, int offset, int trafficClass) {
    long first = BigEndian.unsignedInt(buffer, offset) & 0xf00f_ffffL;
    BigEndian.putInt(buffer, offset, first | (trafficClass & 0xffL) << 20);
  }

  /** Writes the payload length; a transport's pseudo header has a length of its own. */
  public static void patchPayloadLength(ByteBuffer buffer, int offset, int payloadLength) {
    BigEndian.putShort(buffer, offset + 4, payloadLength);
  }

  /** Writes the destination, not the checksum of the layer above. */
  public static void patchDestination(ByteBuffer buffer, int offset, long high, long low) {
    BigEndian.putLong(buffer, offset + 24, high);
    BigEndian.putLong(buffer, offset + 32, low);
  }
}
