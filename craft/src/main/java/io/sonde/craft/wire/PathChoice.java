// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Which way a packet leaves, and why. A raw socket is enough where the kernel sends the header as
 * it stands: raw(7) writes the total length and the header checksum of IPv4 itself, fills in a
 * source or identification of 0, and refuses a header longer than the packet and a packet longer
 * than the link's MTU.
 *
 * @param path the way
 * @param reason what speaks for it; empty: nothing in particular does
 * @param notHonoured keys of what leaves otherwise on this way, as {@code ip.id}
 */
public record PathChoice(Path path, String reason, List<String> notHonoured) {
  /** The usual way of an IP packet. */
  static final PathChoice USUAL = new PathChoice(Path.RAW, "");

  /** The way of a whole frame. */
  static final PathChoice FRAME = new PathChoice(Path.PACKET, "it begins with a link header");

  /** A packet socket, because the user said so. */
  static final PathChoice ASKED = new PathChoice(Path.PACKET, "it was asked for");

  private static final PathChoice LONG =
      new PathChoice(Path.PACKET, "it is longer than the MTU; a raw socket would refuse it");

  private static final PathChoice[] LITERAL = {
    literal("ip.version", "refuse"),
    literal("ip.ihl", "refuse"),
    literal("ip.len", "correct"),
    literal("ip.chksum", "correct"),
    literal("ip.id", "replace"),
    literal("ip.src", "replace"),
    literal("ip6.version", "refuse"),
    literal("ip6.len", "refuse"),
    literal("ip6.dst", "refuse"),
    literal("ip.dst", "refuse")
  };
  private static final int VERSION = 0;
  private static final int HEADER_LENGTH = 1;
  private static final int LENGTH = 2;
  private static final int CHECKSUM = 3;
  private static final int IDENTIFICATION = 4;
  private static final int SOURCE = 5;
  private static final int VERSION_6 = 6;
  private static final int LENGTH_6 = 7;
  private static final int DESTINATION_6 = 8;
  private static final int DESTINATION = 9;

  private PathChoice(Path path, String reason) {
    this(path, reason, List.of());
  }

  /** A regular socket, because the user said so. */
  static PathChoice bySocket(List<String> notHonoured) {
    return new PathChoice(Path.SOCKET, "it was asked for", notHonoured);
  }

  private static PathChoice literal(String field, String verb) {
    return new PathChoice(Path.PACKET, field + " is literal; a raw socket would " + verb + " it");
  }

  /** Whether the packet itself is the reason, so that the user may wonder. */
  boolean isNoteworthy() {
    return !reason.isEmpty() && !equals(FRAME) && !equals(ASKED) && path != Path.SOCKET;
  }

  /** A raw socket all the same, because the user said so: the reason is then a warning. */
  PathChoice byRaw() {
    return path == Path.RAW ? this : new PathChoice(Path.RAW, reason);
  }

  /**
   * The way of an IP packet.
   *
   * @param mtu of the link; {@link Integer#MAX_VALUE} where it does not matter
   */
  static PathChoice of(IpPacket packet, int mtu) {
    int literal = packet.family() == IpFamily.IPV4 ? ipv4(packet) : ipv6(packet);
    if (literal >= 0) {
      return LITERAL[literal];
    }
    return packet.length() > mtu ? LONG : USUAL;
  }

  private static int ipv4(IpPacket packet) {
    ByteBuffer octets = packet.octets();
    int at = packet.at();
    int first = BigEndian.octet(octets, at);
    int header = (first & 0xf) * 4;
    if (first >>> 4 != 4) {
      return VERSION;
    }
    if (header < packet.headerLength() || header > packet.length()) {
      return HEADER_LENGTH;
    }
    if (BigEndian.unsignedShort(octets, at + 2) != packet.length()) {
      return LENGTH;
    }
    if (InternetChecksum.fold(InternetChecksum.add(0, octets, at, header)) != 0) {
      return CHECKSUM;
    }
    if (BigEndian.unsignedShort(octets, at + 4) == 0) {
      return IDENTIFICATION;
    }
    if (BigEndian.bits(octets, at + 12) == 0) {
      return SOURCE;
    }
    return BigEndian.bits(octets, at + 16) == 0 ? DESTINATION : -1;
  }

  private static int ipv6(IpPacket packet) {
    ByteBuffer octets = packet.octets();
    int at = packet.at();
    if (BigEndian.octet(octets, at) >>> 4 != 6) {
      return VERSION_6;
    }
    if (BigEndian.unsignedShort(octets, at + 4) != packet.length() - packet.headerLength()) {
      return LENGTH_6;
    }
    return (packet.destinationHigh() | packet.destinationLow()) == 0 ? DESTINATION_6 : -1;
  }
}
