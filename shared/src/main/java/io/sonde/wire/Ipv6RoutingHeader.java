// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The IPv6 routing header, RFC 8200 section 4.4.
 *
 * <pre>
 * +---------------+---------------+---------------+---------------+
 * |  Next Header  |  Hdr Ext Len  |  Routing Type | Segments Left |
 * +---------------+---------------+---------------+---------------+
 * |                      type-specific data                       |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param headerExtensionLength units of 8 octets behind the first 8, 0 … 255
 * @param routingType 0: deprecated by RFC 5095, 2: mobile node (RFC 6275), 3: RPL (RFC 6554), 4:
 *     segment routing (RFC 8754)
 * @param segmentsLeft nodes still to be visited, 0 … 255
 * @param data by type; shorter than 4 octets and a multiple of 8 it is padded with zeros
 */
public record Ipv6RoutingHeader(
    int nextHeader, int headerExtensionLength, int routingType, int segmentsLeft, Data data)
    implements Ipv6Extension {
  /** Octets, and the unit of the length. */
  public static final int LENGTH = 8;

  /** Source route, deprecated. */
  public static final int SOURCE_ROUTE = 0;

  /** Home address of a mobile node. */
  public static final int MOBILE = 2;

  /** RPL source route with compressed addresses; kept as it is. */
  public static final int RPL = 3;

  /** Segment routing. */
  public static final int SEGMENT_ROUTING = 4;

  private static final String LAYER = "IPv6 routing header";

  /** Checks that each value fits its field. */
  public Ipv6RoutingHeader {
    FieldWidth.check("nextHeader", nextHeader, 8);
    FieldWidth.check("headerExtensionLength", headerExtensionLength, 8);
    FieldWidth.check("routingType", routingType, 8);
    FieldWidth.check("segmentsLeft", segmentsLeft, 8);
    FieldWidth.check("headerExtensionLength", (4L + data.length() + 7) / 8 - 1, 8);
  }

  /**
   * Reads the header at the position of {@code in}, which moves behind it. Data that do not have
   * their type's shape are {@link UnknownData}.
   *
   * @throws MalformedPacketException if octets are missing; the position stays
   */
  public static Ipv6RoutingHeader parse(ByteBuffer in) throws MalformedPacketException {
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int at = in.position();
    int length = Ipv6Extension.lengthAt(in, at, IpProtocol.ROUTING);
    if (length > in.remaining()) {
      throw new MalformedPacketException(LAYER, LENGTH, length - LENGTH, in.remaining() - LENGTH);
    }
    int routingType = BigEndian.octet(in, at + 2);
    in.position(at + 4);
    Octets octets = Octets.take(in, length - 4);
    Data data =
        switch (routingType) {
          case SOURCE_ROUTE, MOBILE -> Addresses.of(octets);
          case SEGMENT_ROUTING -> Segments.of(octets);
          default -> null;
        };
    return new Ipv6RoutingHeader(
        BigEndian.octet(in, at),
        BigEndian.octet(in, at + 1),
        routingType,
        BigEndian.octet(in, at + 3),
        data != null ? data : new UnknownData(octets));
  }

  /** Where the packet ends up; {@code destination} if that is where it goes already. */
  public IpAddress finalDestination(IpAddress destination) {
    IpAddress last = segmentsLeft == 0 ? null : data.last();
    return last != null ? last : destination;
  }

  @Override
  public int type() {
    return IpProtocol.ROUTING;
  }

  @Override
  public int length() {
    return Math.max(LENGTH, (4 + data.length() + 7) / 8 * 8);
  }

  @Override
  public void emit(ByteBuffer out) {
    int at = out.position();
    out.put((byte) nextHeader).put((byte) headerExtensionLength);
    out.put((byte) routingType).put((byte) segmentsLeft);
    data.emit(out);
    while (out.position() - at < length()) {
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
      BigEndian.putOctet(out, at + 1, (out.position() - at) / 8 - 1);
    }
  }

  /** What follows the first four octets; open, by routing type. */
  public interface Data {
    /** Octets. */
    int length();

    /** Writes the data at the position of {@code out}. */
    void emit(ByteBuffer out);

    /** The address visited last; null if the data do not tell. */
    default @Nullable IpAddress last() {
      return null;
    }
  }

  /**
   * Data of types 0 and 2.
   *
   * @param reserved 32 bits, 0
   * @param addresses to be visited, in order; exactly one in type 2
   */
  public record Addresses(long reserved, List<IpAddress> addresses) implements Data {
    /** Checks that the values fit and the addresses are IPv6. */
    public Addresses {
      FieldWidth.check("reserved", reserved, 32);
      addresses = ipv6(addresses);
    }

    static @Nullable Addresses of(Octets octets) {
      if (octets.length() % 16 != 4) {
        return null;
      }
      ByteBuffer in = octets.buffer().position(4);
      return new Addresses(BigEndian.unsignedInt(in, 0), takeAddresses(in, octets.length() / 16));
    }

    @Override
    public int length() {
      return 4 + 16 * addresses.size();
    }

    @Override
    public void emit(ByteBuffer out) {
      BigEndian.putInt(out, out.position(), reserved);
      out.position(out.position() + 4);
      addresses.forEach(address -> address.emit(out));
    }

    @Override
    public @Nullable IpAddress last() {
      return addresses.isEmpty() ? null : addresses.get(addresses.size() - 1);
    }
  }

  /**
   * Data of type 4, RFC 8754 section 2.
   *
   * @param lastEntry index of the last element of the list, counted from 0
   * @param flags 8 bits, 0
   * @param tag of a class of packets; 0: none
   * @param segments in reverse: the first is visited last
   * @param typeLengthValues HMAC, padding and others, as they are
   */
  public record Segments(
      int lastEntry, int flags, int tag, List<IpAddress> segments, Octets typeLengthValues)
      implements Data {
    /** Checks that the values fit and the segments are IPv6. */
    public Segments {
      FieldWidth.check("lastEntry", lastEntry, 8);
      FieldWidth.check("flags", flags, 8);
      FieldWidth.check("tag", tag, 16);
      segments = ipv6(segments);
    }

    static @Nullable Segments of(Octets octets) {
      int count = octets.at(0) + 1;
      if (4 + 16 * count > octets.length()) {
        return null;
      }
      ByteBuffer in = octets.buffer().position(4);
      return new Segments(
          octets.at(0),
          octets.at(1),
          BigEndian.unsignedShort(in, 2),
          takeAddresses(in, count),
          Octets.rest(in));
    }

    @Override
    public int length() {
      return 4 + 16 * segments.size() + typeLengthValues.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      out.put((byte) lastEntry).put((byte) flags).put((byte) (tag >>> 8)).put((byte) tag);
      segments.forEach(segment -> segment.emit(out));
      typeLengthValues.emit(out);
    }

    @Override
    public @Nullable IpAddress last() {
      return segments.isEmpty() ? null : segments.get(0);
    }
  }

  /** Data of any other type, or without their type's shape. */
  public record UnknownData(Octets octets) implements Data {
    @Override
    public int length() {
      return octets.length();
    }

    @Override
    public void emit(ByteBuffer out) {
      octets.emit(out);
    }
  }

  private static List<IpAddress> takeAddresses(ByteBuffer in, int count) {
    List<IpAddress> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(IpAddress.take(IpFamily.IPV6, in));
    }
    return addresses;
  }

  private static List<IpAddress> ipv6(List<IpAddress> addresses) {
    for (IpAddress address : addresses) {
      if (address.family() != IpFamily.IPV6) {
        throw new IllegalArgumentException("a routing header holds IPv6 addresses");
      }
    }
    return List.copyOf(addresses);
  }
}
