// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.BigEndian;
import io.sonde.wire.Derived;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;

/**
 * Echo requests, RFC 792 and RFC 4443 section 4. The sequence number is the token; the first word
 * of data makes up for it, so that the checksum, which routers take for ports, stays.
 */
public final class EchoTraceProbe extends TraceProbe {
  private static final int SEQUENCE = 6;
  private static final int MAKE_UP = IcmpEcho.LENGTH;

  private final int identifier;
  private final int flow;
  private final int requestType;
  private final int replyType;

  /**
   * @param identifier ICMP identifier, 0 … 65535
   * @param flow what the second word of data is, which decides the checksum
   */
  public EchoTraceProbe(ProbeHeader header, Tokens tokens, int identifier, int flow) {
    super(header, tokens);
    this.identifier = identifier;
    this.flow = flow;
    boolean ipv4 = header.family() == IpFamily.IPV4;
    requestType = ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST;
    replyType = ipv4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY;
  }

  @Override
  public int protocol() {
    return header.family() == IpFamily.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
  }

  @Override
  protected int leastTransport() {
    return IcmpEcho.LENGTH;
  }

  @Override
  protected void emit(ByteBuffer octets) {
    ByteBuffer data = ByteBuffer.allocate(octets.capacity() - IcmpEcho.LENGTH);
    if (data.capacity() >= 4) {
      BigEndian.putShort(data, 2, flow);
    }
    IcmpEcho.request(header.family(), identifier, 0)
        .emit(octets, header.pseudoHeader(protocol()), data, Derived.ALL);
  }

  @Override
  protected void carry(ByteBuffer octets, int at, int length, int index) {
    int token = tokens.of(index);
    if (length < MAKE_UP + 2) {
      IcmpEcho.patchSequence(octets, at, token);
    } else {
      BigEndian.putShort(octets, at + SEQUENCE, token);
      BigEndian.putShort(octets, at + MAKE_UP, ~token); // the two add up to 0: no sum changes
    }
  }

  @Override
  protected int tokenAt(ByteBuffer octets, int at, int length) {
    return BigEndian.octet(octets, at) == requestType ? IcmpEcho.sequenceAt(octets, at) : -1;
  }

  @Override
  protected int differences(ByteBuffer octets, int at, int length, int index) {
    return IcmpEcho.identifierAt(octets, at) == identifier ? 0 : TraceMatch.STRANGER;
  }

  @Override
  protected boolean isAnsweredByAnybody() {
    return true;
  }

  @Override
  protected int replyAt(ByteBuffer octets, int at, int length, TraceMatch match) {
    if (length < IcmpEcho.LENGTH
        || IcmpEcho.typeAt(octets, at) != replyType
        || IcmpEcho.identifierAt(octets, at) != identifier) {
      return NOT_OURS;
    }
    match.replied(AnswerKind.ECHO_REPLY, 0);
    int found = tokens.indexOf(IcmpEcho.sequenceAt(octets, at));
    return found < 0 ? NOT_OURS : found;
  }
}
