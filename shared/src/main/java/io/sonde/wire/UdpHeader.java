// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The User Datagram Protocol header, RFC 768.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |
 * +-------------------------------+-------------------------------+
 * |            Length             |           Checksum            |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param sourcePort 0 … 65535; 0: no answer is expected
 * @param destinationPort 0 … 65535
 * @param length octets of header and payload; 0 in an IPv6 jumbogram (RFC 2675 section 4)
 * @param checksum 0 over IPv4: the sender computed none. Over IPv6 a 0 is an error (RFC 8200
 *     section 8.1) except in tunnels that RFC 6935 allows. A computed 0 goes out as 0xffff
 */
public record UdpHeader(int sourcePort, int destinationPort, int length, int checksum) {
  /** Octets. */
  public static final int LENGTH = 8;

  private static final String LAYER = "UDP header";

  /** Checks that each value fits its field. */
  public UdpHeader {
    FieldWidth.check("sourcePort", sourcePort, 16);
    FieldWidth.check("destinationPort", destinationPort, 16);
    FieldWidth.check("length", length, 16);
    FieldWidth.check("checksum", checksum, 16);
  }

  /** A header whose length and checksum are left to {@link #emit}. */
  public UdpHeader(int sourcePort, int destinationPort) {
    this(sourcePort, destinationPort, 0, 0);
  }

  /**
   * Reads the header at the position of {@code in}, which moves behind it.
   *
   * @throws MalformedPacketException if fewer than 8 octets remain; the position stays
   */
  public static UdpHeader parse(ByteBuffer in) throws MalformedPacketException {
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int at = in.position();
    in.position(at + LENGTH);
    return new UdpHeader(
        sourcePortAt(in, at), destinationPortAt(in, at), lengthAt(in, at), checksumAt(in, at));
  }

  /** Writes the header as the record has it. */
  public void emit(ByteBuffer out) {
    int at = out.position();
    BigEndian.putShort(out, at, sourcePort);
    BigEndian.putShort(out, at + 2, destinationPort);
    BigEndian.putShort(out, at + 4, length);
    BigEndian.putShort(out, at + 6, checksum);
    out.position(at + LENGTH);
  }

  /**
   * Writes the header for {@code payload}, which stays where it is.
   *
   * @param pseudoHeader null: nothing is known of the layer below, so the checksum goes out as the
   *     record has it
   * @param derived LENGTH: 8 and the payload, 0 if that is more than 65535 (RFC 2675); CHECKSUM
   */
  public void emit(
      ByteBuffer out,
      @Nullable PseudoHeader pseudoHeader,
      ByteBuffer payload,
      Set<Derived> derived) {
    int at = out.position();
    emit(out);
    int octets = LENGTH + payload.remaining();
    if (derived.contains(Derived.LENGTH)) {
      BigEndian.putShort(out, at + 4, octets > 0xffff ? 0 : octets);
    }
    if (pseudoHeader != null && derived.contains(Derived.CHECKSUM)) {
      BigEndian.putShort(out, at + 6, 0);
      long sum = InternetChecksum.add(0, pseudoHeader, octets);
      sum = InternetChecksum.add(sum, out, at, LENGTH);
      sum = InternetChecksum.add(sum, payload, payload.position(), payload.remaining());
      BigEndian.putShort(out, at + 6, neverZero(InternetChecksum.fold(sum)));
    }
  }

  /** Source port of the header at {@code offset}. */
  public static int sourcePortAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset);
  }

  /** Destination port of the header at {@code offset}. */
  public static int destinationPortAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 2);
  }

  /** Length field of the header at {@code offset}. */
  public static int lengthAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 4);
  }

  /** Checksum field of the header at {@code offset}. */
  public static int checksumAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 6);
  }

  /** Writes a source port into a datagram and keeps its checksum right (RFC 1624). */
  public static void patchSourcePort(ByteBuffer buffer, int offset, int port) {
    patchWord(buffer, offset, offset, port);
  }

  /** Writes a destination port into a datagram and keeps its checksum right (RFC 1624). */
  public static void patchDestinationPort(ByteBuffer buffer, int offset, int port) {
    patchWord(buffer, offset, offset + 2, port);
  }

  /**
   * Writes a 16-bit word that the checksum covers and keeps the checksum right (RFC 1624); a
   * checksum of 0, which says that there is none, stays.
   *
   * @param offset of the UDP header
   * @param index of the word: an even number of octets from {@code offset}
   */
  public static void patchWord(ByteBuffer buffer, int offset, int index, int word) {
    int before = BigEndian.unsignedShort(buffer, index);
    BigEndian.putShort(buffer, index, word);
    int old = checksumAt(buffer, offset);
    if (old != 0) {
      int patched = InternetChecksum.update(old, before, word & 0xffff);
      BigEndian.putShort(buffer, offset + 6, neverZero(patched));
    }
  }

  private static int neverZero(int checksum) {
    return checksum == 0 ? 0xffff : checksum;
  }
}
