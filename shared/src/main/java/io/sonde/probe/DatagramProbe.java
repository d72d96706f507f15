// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.BigEndian;
import io.sonde.wire.UdpHeader;
import java.nio.ByteBuffer;

/**
 * What UDP and UDP-Lite probes share: two ports, a checksum, and a payload whose first word makes
 * up for the token in the checksum and whose second is the token again, for whoever sees nothing
 * but the payload.
 */
abstract class DatagramProbe extends TraceProbe {
  private static final int CHECKSUM = 6;
  private static final int MAKE_UP = UdpHeader.LENGTH;
  private static final int TOKEN_COPY = UdpHeader.LENGTH + 2;

  final int sourcePort;
  final int destinationPort;

  DatagramProbe(ProbeHeader header, Tokens tokens, int sourcePort, int destinationPort) {
    super(header, tokens);
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
  }

  /** Whether the checksum covers the word at {@code offset} of a segment of {@code length}. */
  abstract boolean covers(int offset, int length);

  /** Whether the checksum is the token. */
  boolean inChecksum(int length) {
    return length >= MAKE_UP + 2 && covers(MAKE_UP, length);
  }

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {
    int token = tokens.of(index);
    if (length >= TOKEN_COPY + 2) {
      if (covers(TOKEN_COPY, length)) {
        UdpHeader.patchWord(octets, at, at + TOKEN_COPY, token);
      } else {
        BigEndian.putShort(octets, at + TOKEN_COPY, token);
      }
    }
    if (inChecksum(length)) {
      ChecksumToken.put(octets, at + CHECKSUM, at + MAKE_UP, token);
    }
  }

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    if (inChecksum(transportLength())) {
      return UdpHeader.checksumAt(octets, at);
    }
    return length < TOKEN_COPY + 2 ? -1 : BigEndian.unsignedShort(octets, at + TOKEN_COPY);
  }

  @Override
  protected int payloadTokenAt(ByteBuffer octets, int at, int length) {
    return length < 4 ? -1 : BigEndian.unsignedShort(octets, at + 2);
  }

  /** Destination port of probe {@code index}. */
  int portOf(int index) {
    return destinationPort;
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    return ports(octets, at, sourcePort, portOf(index));
  }

  @Override
  protected int replyAt(ByteBuffer octets, int at, int length, TraceMatch match) {
    if (length < UdpHeader.LENGTH || UdpHeader.destinationPortAt(octets, at) != sourcePort) {
      return NOT_OURS;
    }
    match.replied(AnswerKind.UDP_REPLY, 0);
    int token = payloadTokenAt(octets, at + UdpHeader.LENGTH, length - UdpHeader.LENGTH);
    return tokens.indexOf(token);
  }
}
