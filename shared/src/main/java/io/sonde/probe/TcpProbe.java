// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.Derived;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.TcpOption;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * TCP probes, RFC 9293: bare segments, by default the SYN that a host would send. The upper half of
 * the sequence number is the token; an answer acknowledges it, or, if the probe had an
 * acknowledgment itself, repeats that.
 */
public final class TcpProbe extends TraceProbe {
  /** Window that Linux offers in a SYN over Ethernet. */
  private static final int WINDOW = 64_240;

  private final TcpHeader segment;
  private final int low;

  /**
   * Probes from one port to another.
   *
   * @param random any number; decides the lower half of the sequence numbers
   * @param controlBits of the segments
   * @param options of the segments
   */
  public TcpProbe(
      ProbeHeader header,
      Tokens tokens,
      int sourcePort,
      int destinationPort,
      long random,
      int controlBits,
      List<TcpOption> options) {
    super(header, tokens);
    low = 1 + (int) Long.remainderUnsigned(random, 0xfff0); // what is added to it never carries
    segment = new TcpHeader(sourcePort, destinationPort, low, 0, controlBits, WINDOW, options);
  }

  @Override
  public int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  protected int leastTransport() {
    return segment.length();
  }

  @Override
  protected boolean isSizable() {
    return false;
  }

  @Override
  protected void emit(ByteBuffer octets) {
    segment.emit(octets, header.pseudoHeader(protocol()), ByteBuffer.allocate(0), Derived.ALL);
  }

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {
    long number = Integer.toUnsignedLong(tokens.of(index) << 16 | low);
    TcpHeader.patchSequenceNumber(octets, at, number);
    if (segment.has(TcpHeader.ACK)) {
      TcpHeader.patchAcknowledgmentNumber(octets, at, number);
    }
  }

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    long number = TcpHeader.sequenceNumberAt(octets, at);
    return (int) number - low << 16 == 0 ? (int) (number >>> 16) : -1;
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    return ports(octets, at, segment.sourcePort(), segment.destinationPort());
  }

  @Override
  protected int replyAt(ByteBuffer octets, int at, int length, TraceMatch match) {
    if (length < TcpHeader.LENGTH
        || TcpHeader.destinationPortAt(octets, at) != segment.sourcePort()
        || TcpHeader.sourcePortAt(octets, at) != segment.destinationPort()
        || (TcpHeader.controlBitsAt(octets, at) & (TcpHeader.ACK | TcpHeader.RST)) == 0) {
      return NOT_OURS;
    }
    int flags = TcpHeader.controlBitsAt(octets, at);
    boolean reset = (flags & TcpHeader.RST) != 0;
    boolean acknowledges = (flags & TcpHeader.ACK) != 0;
    boolean accepts = !reset && acknowledges && (flags & TcpHeader.SYN) != 0;
    match.replied(
        reset ? AnswerKind.TCP_RESET : accepts ? AnswerKind.TCP_SYN_ACK : AnswerKind.TCP_OTHER,
        flags);
    // RFC 9293 section 3.10.7.1: a reset of what has an ACK takes its number from there
    long number =
        acknowledges
            ? TcpHeader.acknowledgmentNumberAt(octets, at)
            : TcpHeader.sequenceNumberAt(octets, at);
    int found = tokens.indexOf((int) (number >>> 16));
    int beyond = ((int) number & 0xffff) - low;
    return found >= 0 && beyond >= 0 && beyond <= 2 ? found : NOT_OURS;
  }
}
