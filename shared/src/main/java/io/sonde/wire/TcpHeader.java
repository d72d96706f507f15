// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Transmission Control Protocol header, RFC 9293 section 3.1.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------------------------------+-------------------------------+
 * |          Source Port          |       Destination Port        |
 * +-------------------------------+-------------------------------+
 * |                        Sequence Number                        |
 * +---------------------------------------------------------------+
 * |                    Acknowledgment Number                      |
 * +-------+-------+---------------+-------------------------------+
 * |  Data |       |C|E|U|A|P|R|S|F|                               |
 * | Offset| Rsrvd |W|C|R|C|S|S|Y|I|            Window             |
 * |       |       |R|E|G|K|H|T|N|N|                               |
 * +-------+-------+---------------+-------------------------------+
 * |           Checksum            |         Urgent Pointer        |
 * +-------------------------------+-------------------------------+
 * |                            Options                            |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param sequenceNumber of the first payload octet, or of the SYN; 32 bits
 * @param acknowledgmentNumber next octet expected; means nothing without ACK
 * @param dataOffset header length in units of 4 octets, 0 … 15; least 5
 * @param reserved four bits; the lowest is AE of accurate ECN (RFC 9768)
 * @param controlBits {@link #FIN} … {@link #CWR}
 * @param window 0 … 65535, before scaling
 * @param checksum over pseudo header, header and payload
 * @param urgentPointer means nothing without URG
 * @param options at most 40 octets; shorter than a multiple of 4 they are padded with zeros
 */
public record TcpHeader(
    int sourcePort,
    int destinationPort,
    long sequenceNumber,
    long acknowledgmentNumber,
    int dataOffset,
    int reserved,
    int controlBits,
    int window,
    int checksum,
    int urgentPointer,
    List<TcpOption> options) {
  /** Octets without options. */
  public static final int LENGTH = 20;

  /** Octets with as many options as fit. */
  public static final int MAXIMUM_LENGTH = 60;

  /** No more data from the sender. */
  public static final int FIN = 0x01;

  /** Synchronize sequence numbers. */
  public static final int SYN = 0x02;

  /** Reset the connection. */
  public static final int RST = 0x04;

  /** Push. */
  public static final int PSH = 0x08;

  /** The acknowledgment number means something. */
  public static final int ACK = 0x10;

  /** The urgent pointer means something. */
  public static final int URG = 0x20;

  /** ECN echo, RFC 3168. */
  public static final int ECE = 0x40;

  /** Congestion window reduced, RFC 3168. */
  public static final int CWR = 0x80;

  private static final String LAYER = "TCP header";

  /** Checks that each value fits its field. */
  public TcpHeader {
    FieldWidth.check("sourcePort", sourcePort, 16);
    FieldWidth.check("destinationPort", destinationPort, 16);
    FieldWidth.check("sequenceNumber", sequenceNumber, 32);
    FieldWidth.check("acknowledgmentNumber", acknowledgmentNumber, 32);
    FieldWidth.check("dataOffset", dataOffset, 4);
    FieldWidth.check("reserved", reserved, 4);
    FieldWidth.check("controlBits", controlBits, 8);
    FieldWidth.check("window", window, 16);
    FieldWidth.check("checksum", checksum, 16);
    FieldWidth.check("urgentPointer", urgentPointer, 16);
    options = List.copyOf(options);
    int octets = optionOctets(options);
    if (octets > MAXIMUM_LENGTH - LENGTH) {
      throw new IllegalArgumentException(
          "options (" + octets + " octets) must not exceed 40 octets");
    }
  }

  /** A segment's header whose data offset and checksum are left to {@link #emit}. */
  public TcpHeader(
      int sourcePort,
      int destinationPort,
      long sequenceNumber,
      long acknowledgmentNumber,
      int controlBits,
      int window,
      List<TcpOption> options) {
    this(
        sourcePort,
        destinationPort,
        sequenceNumber,
        acknowledgmentNumber,
        5,
        0,
        controlBits,
        window,
        0,
        0,
        options);
  }

  /**
   * Reads the header with its options at the position of {@code in}, which moves behind it.
   *
   * @throws MalformedPacketException if octets are missing, the data offset is below 5 units, or an
   *     option's length cannot be; the position stays
   */
  public static TcpHeader parse(ByteBuffer in) throws MalformedPacketException {
    return parse(in, false);
  }

  /**
   * As {@link #parse}, but options that cannot be walked are kept as {@link TcpOption.Unreadable}.
   *
   * @throws MalformedPacketException if octets are missing or the data offset is below 5 units
   */
  public static TcpHeader parseLeniently(ByteBuffer in) throws MalformedPacketException {
    return parse(in, true);
  }

  private static TcpHeader parse(ByteBuffer in, boolean lenient) throws MalformedPacketException {
    int at = in.position();
    if (in.remaining() < LENGTH) {
      throw new MalformedPacketException(LAYER, 0, LENGTH, in.remaining());
    }
    int headerLength = headerLengthAt(in, at);
    if (headerLength < LENGTH) {
      throw new MalformedPacketException(
          LAYER, 12, "header length " + headerLength + ", least " + LENGTH);
    }
    if (in.remaining() < headerLength) {
      throw new MalformedPacketException(
          LAYER, LENGTH, headerLength - LENGTH, in.remaining() - LENGTH);
    }
    ByteBuffer area = in.slice(at + LENGTH, headerLength - LENGTH);
    List<TcpOption> options = TcpOption.parseAll(area, lenient);
    in.position(at + headerLength);
    return new TcpHeader(
        sourcePortAt(in, at),
        destinationPortAt(in, at),
        sequenceNumberAt(in, at),
        acknowledgmentNumberAt(in, at),
        headerLength / 4,
        BigEndian.octet(in, at + 12) & 0xf,
        controlBitsAt(in, at),
        windowAt(in, at),
        checksumAt(in, at),
        BigEndian.unsignedShort(in, at + 18),
        options);
  }

  /** Octets that {@link #emit} writes: 20, the options and their padding. */
  public int length() {
    return LENGTH + (optionOctets(options) + 3) / 4 * 4;
  }

  /** Whether every bit of {@code bits} is set: {@code has(SYN | ACK)}. */
  public boolean has(int bits) {
    return (controlBits & bits) == bits;
  }

  /** Writes the header as the record has it. */
  public void emit(ByteBuffer out) {
    int at = out.position();
    BigEndian.putShort(out, at, sourcePort);
    BigEndian.putShort(out, at + 2, destinationPort);
    BigEndian.putInt(out, at + 4, sequenceNumber);
    BigEndian.putInt(out, at + 8, acknowledgmentNumber);
    BigEndian.putOctet(out, at + 12, dataOffset << 4 | reserved);
    BigEndian.putOctet(out, at + 13, controlBits);
    BigEndian.putShort(out, at + 14, window);
    BigEndian.putShort(out, at + 16, checksum);
    BigEndian.putShort(out, at + 18, urgentPointer);
    out.position(at + LENGTH);
    for (TcpOption option : options) {
      option.emit(out);
    }
    while ((out.position() - at) % 4 != 0) {
      out.put((byte) 0);
    }
  }

  /**
   * Writes the header for {@code payload}, which stays where it is.
   *
   * @param pseudoHeader null: nothing is known of the layer below, so the checksum goes out as the
   *     record has it
   * @param derived LENGTH: the data offset; CHECKSUM
   */
  public void emit(
      ByteBuffer out,
      @Nullable PseudoHeader pseudoHeader,
      ByteBuffer payload,
      Set<Derived> derived) {
    int at = out.position();
    emit(out);
    int headerLength = out.position() - at;
    if (derived.contains(Derived.LENGTH)) {
      BigEndian.putOctet(out, at + 12, headerLength / 4 << 4 | reserved);
    }
    if (pseudoHeader != null && derived.contains(Derived.CHECKSUM)) {
      BigEndian.putShort(out, at + 16, 0);
      int octets = headerLength + payload.remaining();
      long sum = InternetChecksum.add(0, pseudoHeader, octets);
      sum = InternetChecksum.add(sum, out, at, headerLength);
      sum = InternetChecksum.add(sum, payload, payload.position(), payload.remaining());
      BigEndian.putShort(out, at + 16, InternetChecksum.fold(sum));
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

  /** Sequence number of the header at {@code offset}, 32 bits. */
  public static long sequenceNumberAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedInt(buffer, offset + 4);
  }

  /** Acknowledgment number of the header at {@code offset}, 32 bits. */
  public static long acknowledgmentNumberAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedInt(buffer, offset + 8);
  }

  /** Octets that the header at {@code offset} says it has: 0 … 60, below 20 a lie. */
  public static int headerLengthAt(ByteBuffer buffer, int offset) {
    return (BigEndian.octet(buffer, offset + 12) >>> 4) * 4;
  }

  /** Control bits of the header at {@code offset}. */
  public static int controlBitsAt(ByteBuffer buffer, int offset) {
    return BigEndian.octet(buffer, offset + 13);
  }

  /** Window of the header at {@code offset}. */
  public static int windowAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 14);
  }

  /** Checksum field of the header at {@code offset}. */
  public static int checksumAt(ByteBuffer buffer, int offset) {
    return BigEndian.unsignedShort(buffer, offset + 16);
  }

  /** Writes a source port into a segment and keeps its checksum right (RFC 1624). */
  public static void patchSourcePort(ByteBuffer buffer, int offset, int port) {
    InternetChecksum.patch(buffer, offset + 16, offset, port);
  }

  /** Writes a destination port into a segment and keeps its checksum right (RFC 1624). */
  public static void patchDestinationPort(ByteBuffer buffer, int offset, int port) {
    InternetChecksum.patch(buffer, offset + 16, offset + 2, port);
  }

  /** Writes a sequence number into a segment and keeps its checksum right (RFC 1624). */
  public static void patchSequenceNumber(ByteBuffer buffer, int offset, long sequenceNumber) {
    InternetChecksum.patch(buffer, offset + 16, offset + 4, (int) (sequenceNumber >>> 16));
    InternetChecksum.patch(buffer, offset + 16, offset + 6, (int) sequenceNumber);
  }

  /** Writes an acknowledgment number into a segment and keeps its checksum right (RFC 1624). */
  public static void patchAcknowledgmentNumber(ByteBuffer buffer, int offset, long number) {
    InternetChecksum.patch(buffer, offset + 16, offset + 8, (int) (number >>> 16));
    InternetChecksum.patch(buffer, offset + 16, offset + 10, (int) number);
  }

  private static int optionOctets(List<TcpOption> options) {
    int octets = 0;
    for (TcpOption option : options) {
      octets += option.length();
    }
    return octets;
  }
}
