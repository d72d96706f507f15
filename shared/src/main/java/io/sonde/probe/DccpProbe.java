// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpProtocol;
import java.nio.ByteBuffer;

/**
 * DCCP requests, RFC 4340 sections 5.1 and 5.2, with 48-bit sequence numbers. The checksum is the
 * token; the last word of the sequence number is it too, and the word before makes up for both.
 */
public final class DccpProbe extends TraceProbe {
  private static final int HEADER = 20;
  private static final int DATA_OFFSET = 4;
  private static final int CHECKSUM = 6;
  private static final int TYPE = 8;
  private static final int MAKE_UP = 12;
  private static final int TOKEN_COPY = 14;
  private static final int SERVICE = 16;

  /** Type of an answer (bits 3 … 6 of its octet) with the bit that says 48 bits. */
  private static final int RESPONSE = 1 << 1 | 1;

  private static final int RESET = 7 << 1 | 1;

  /** Octets of an answer up to the end of its acknowledgment number. */
  private static final int ACKNOWLEDGMENT_END = 24;

  private final int sourcePort;
  private final int destinationPort;
  private final int service;

  /**
   * Probes from one port to another.
   *
   * @param service service code, 32 bits
   */
  public DccpProbe(
      ProbeHeader header, Tokens tokens, int sourcePort, int destinationPort, int service) {
    super(header, tokens);
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.service = service;
  }

  @Override
  public int protocol() {
    return IpProtocol.DCCP;
  }

  @Override
  protected int leastTransport() {
    return HEADER;
  }

  @Override
  protected boolean isSizable() {
    return false;
  }

  @Override
  protected void emit(ByteBuffer octets) {
    BigEndian.putShort(octets, 0, sourcePort);
    BigEndian.putShort(octets, 2, destinationPort);
    BigEndian.putOctet(octets, DATA_OFFSET, HEADER / 4);
    BigEndian.putOctet(octets, TYPE, 1); // a request, X set
    BigEndian.putInt(octets, SERVICE, service);
    long sum = InternetChecksum.add(0, header.pseudoHeader(protocol()), HEADER);
    BigEndian.putShort(
        octets, CHECKSUM, InternetChecksum.fold(InternetChecksum.add(sum, octets, 0, HEADER)));
  }

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {
    int token = tokens.of(index);
    InternetChecksum.patch(octets, at + CHECKSUM, at + TOKEN_COPY, token);
    ChecksumToken.put(octets, at + CHECKSUM, at + MAKE_UP, token);
  }

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    return BigEndian.unsignedShort(octets, at + CHECKSUM);
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    return ports(octets, at, sourcePort, destinationPort);
  }

  @Override
  protected int replyAt(ByteBuffer octets, int at, int length, TraceMatch match) {
    if (length < ACKNOWLEDGMENT_END
        || BigEndian.unsignedShort(octets, at) != destinationPort
        || BigEndian.unsignedShort(octets, at + 2) != sourcePort) {
      return NOT_OURS;
    }
    int type = BigEndian.octet(octets, at + TYPE) & 0x1f;
    if (type != RESPONSE && type != RESET) {
      return NOT_OURS;
    }
    match.replied(AnswerKind.DCCP_REPLY, 0);
    return tokens.indexOf(BigEndian.unsignedShort(octets, at + ACKNOWLEDGMENT_END - 2));
  }
}
