// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The hop-by-hop options header and the destination options header, RFC 8200 sections 4.3 and 4.6.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |  Next Header  |  Hdr Ext Len  |            Options            |
 * +---------------+---------------+-------------------------------+
 * </pre>
 *
 * @param type {@link IpProtocol#HOP_BY_HOP} or {@link IpProtocol#DESTINATION_OPTIONS}
 * @param headerExtensionLength units of 8 octets behind the first 8, 0 … 255
 * @param options padding included; what is missing to a multiple of 8 octets is padded by {@code
 *     emit}
 */
public record Ipv6OptionsHeader(
    int type, int nextHeader, int headerExtensionLength, List<Ipv6Option> options)
    implements Ipv6Extension {
  /** Octets, and the unit of the length. */
  public static final int LENGTH = 8;

  private static final int MAXIMUM_LENGTH = 256 * 8;

  /** Checks that each value fits its field. */
  public Ipv6OptionsHeader {
    if (type != IpProtocol.HOP_BY_HOP && type != IpProtocol.DESTINATION_OPTIONS) {
      throw new IllegalArgumentException("type (" + type + ") must be 0 or 60");
    }
    FieldWidth.check("nextHeader", nextHeader, 8);
    FieldWidth.check("headerExtensionLength", headerExtensionLength, 8);
    options = List.copyOf(options);
    int octets = 2 + optionOctets(options);
    if (octets > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("options (" + octets + " octets) must not exceed 2046");
    }
  }

  /**
   * Reads the header at the position of {@code in}, which moves behind it.
   *
   * @param lenient whether options that cannot be walked are kept as {@link Ipv6Option.Unreadable}
   * @throws MalformedPacketException if octets are missing, or unless lenient an option's length
   *     cannot be; the position stays
   */
  public static Ipv6OptionsHeader parse(int type, ByteBuffer in, boolean lenient)
      throws MalformedPacketException {
    String layer =
        type == IpProtocol.HOP_BY_HOP ? "IPv6 hop-by-hop options" : "IPv6 destination options";
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(layer, 0, LENGTH, in.remaining());
    }
    int at = in.position();
    int length = Ipv6Extension.lengthAt(in, at, type);
    if (length > in.remaining()) {
      throw new MalformedPacketException(layer, LENGTH, length - LENGTH, in.remaining() - LENGTH);
    }
    List<Ipv6Option> options = Ipv6Option.parseAll(in.slice(at + 2, length - 2), lenient);
    in.position(at + length);
    return new Ipv6OptionsHeader(
        type, BigEndian.octet(in, at), BigEndian.octet(in, at + 1), options);
  }

  @Override
  public int length() {
    return (2 + optionOctets(options) + 7) / 8 * 8;
  }

  @Override
  public void emit(ByteBuffer out) {
    out.put((byte) nextHeader).put((byte) headerExtensionLength);
    for (Ipv6Option option : options) {
      option.emit(out);
    }
    int padding = length() - 2 - optionOctets(options);
    if (padding == 1) {
      new Ipv6Option.Pad1().emit(out);
    } else if (padding > 1) {
      new Ipv6Option.PadN(Octets.of(new byte[padding - 2])).emit(out);
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

  private static int optionOctets(List<Ipv6Option> options) {
    int octets = 0;
    for (Ipv6Option option : options) {
      octets += option.length();
    }
    return octets;
  }
}
