// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.BigEndian;
import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Echo request and reply: RFC 792, RFC 4443 sections 4.1 and 4.2; the information request and reply
 * of RFC 792 have the same fields. The data is the payload.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           Identifier          |        Sequence Number        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Data ...
 * +-+-+-+-+-
 * </pre>
 *
 * The static accessors read and patch a message in place, at {@code offset} octets from the start
 * of the buffer, whatever its position and order; they allocate nothing.
 *
 * @param identifier 0 … 0xffff; Linux datagram ICMP sockets replace it with the socket's own
 * @param sequence 0 … 0xffff; after 0xffff comes 0
 */
public record IcmpEcho(IcmpHeader header, int identifier, int sequence) implements IcmpMessage {
  /** Octets, without the data. */
  public static final int LENGTH = 8;

  private static final int IDENTIFIER_OFFSET = 4;
  private static final int SEQUENCE_OFFSET = 6;

  /** Refuses values wider than their field. */
  public IcmpEcho {
    FieldWidth.check("identifier", identifier, 16);
    FieldWidth.check("sequence", sequence, 16);
  }

  /** A request whose checksum {@code emit} is to compute. */
  public static IcmpEcho request(IpFamily family, int identifier, int sequence) {
    int type = family == IpFamily.IPV4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
    return new IcmpEcho(IcmpHeader.of(family, type, 0), identifier, sequence);
  }

  /** A reply whose checksum {@code emit} is to compute. */
  public static IcmpEcho reply(IpFamily family, int identifier, int sequence) {
    int type = family == IpFamily.IPV4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY;
    return new IcmpEcho(IcmpHeader.of(family, type, 0), identifier, sequence);
  }

  static IcmpEcho parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new IcmpEcho(header, Fields.word(in), Fields.word(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putShort((short) identifier).putShort((short) sequence);
  }

  /** Type of the message at {@code offset}, whatever the message is. */
  public static int typeAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset);
  }

  /** Code of the message at {@code offset}, whatever the message is. */
  public static int codeAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 1);
  }

  /** Checksum of the message at {@code offset}, whatever the message is. */
  public static int checksumAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + IcmpHeader.CHECKSUM_OFFSET);
  }

  /** Identifier of the message at {@code offset}; timestamp and address mask have it there too. */
  public static int identifierAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + IDENTIFIER_OFFSET);
  }

  /** Sequence number of the message at {@code offset}, as {@link #identifierAt}. */
  public static int sequenceAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + SEQUENCE_OFFSET);
  }

  /**
   * Sets the sequence number and corrects the checksum by what changed (RFC 1624): a right one
   * stays right, a wrong one wrong by the same amount. Exact for every message that is not all
   * zeros.
   *
   * @param sequence its lower 16 bits count
   */
  public static void patchSequence(ByteBuffer buffer, int offset, int sequence) {
    patch(buffer, offset, SEQUENCE_OFFSET, sequence);
  }

  /** Sets the identifier, as {@link #patchSequence}. */
  public static void patchIdentifier(ByteBuffer buffer, int offset, int identifier) {
    patch(buffer, offset, IDENTIFIER_OFFSET, identifier);
  }

  private static void patch(ByteBuffer buffer, int message, int field, int value) {
    int after = value & 0xffff;
    int before = BigEndian.unsignedShort(buffer, message + field);
    int checksum = InternetChecksum.update(checksumAt(buffer, message), before, after);
    BigEndian.putShort(buffer, message + field, after);
    BigEndian.putShort(buffer, message + IcmpHeader.CHECKSUM_OFFSET, checksum);
  }
}
