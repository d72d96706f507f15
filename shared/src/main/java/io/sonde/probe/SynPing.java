// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.BigEndian;
import io.sonde.wire.Derived;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.PseudoHeader;
import io.sonde.wire.QuotedDatagram;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.TcpOption;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bare SYN segments, RFC 9293. The probe's number is the upper half of the sequence number, which
 * answers acknowledge and routers quote; the lower half tells this run from others. The host knows
 * of no connection and resets each SYN-ACK by itself, so that nothing stays half open at the
 * target.
 */
public final class SynPing extends PortPing {
  /** Window and segment size that Linux offers in a SYN over Ethernet. */
  private static final int WINDOW = 64_240;

  private static final int SEGMENT_IPV4 = 1460;
  private static final int SEGMENT_IPV6 = 1440;
  private static final int ICMP_HEADER = 8;

  /** Octets behind the IP header that a router has to quote (RFC 792). */
  private static final int LEAST_QUOTE = 8;

  private final int low;
  private final int errors;
  private final TcpHeader header;

  /**
   * SYNs from one port to another.
   *
   * @param errors index of the channel that brings ICMP messages
   */
  public SynPing(Request request, int errors) {
    super(request);
    this.errors = errors;
    low = (int) (request.cookie() & 0x7fff) + 1; // what an answer adds to it never carries
    int segment = ipv4 ? SEGMENT_IPV4 : SEGMENT_IPV6;
    header = header(List.of(new TcpOption.MaximumSegmentSize(segment)));
    build(header.length());
  }

  private TcpHeader header(List<TcpOption> options) {
    return new TcpHeader(
        request.sourcePort(), request.port(), low, 0, TcpHeader.SYN, WINDOW, options);
  }

  @Override
  int protocol() {
    return IpProtocol.TCP;
  }

  @Override
  void emit(ByteBuffer octets, PseudoHeader pseudoHeader) {
    header.emit(octets, pseudoHeader, ByteBuffer.allocate(0), Derived.ALL);
  }

  @Override
  void carry(ByteBuffer octets, int at, long sequence) {
    TcpHeader.patchSequenceNumber(octets, at, (sequence & 0xffff) << 16 | low);
  }

  @Override
  int judge(PacketBatch in, int slot) {
    if (in.kind[slot] != PacketBatch.PACKET) {
      return IGNORED; // ICMP comes whole, by a channel of its own
    }
    length = in.length[slot];
    if (in.content[slot] == PacketBatch.IP && !skipIpHeader(in.octets)) {
      return IGNORED;
    }
    return in.channel[slot] == errors ? error(in.octets) : segment(in, slot);
  }

  private boolean skipIpHeader(ByteBuffer octets) {
    if (length < Ipv4Header.LENGTH || Ipv4Header.versionAt(octets, offset) != 4) {
      return false;
    }
    int skip = Ipv4Header.headerLengthAt(octets, offset);
    if (skip < Ipv4Header.LENGTH || skip > length) {
      return false;
    }
    offset += skip;
    length -= skip;
    return true;
  }

  private int segment(PacketBatch in, int slot) {
    ByteBuffer octets = in.octets;
    if (length < TcpHeader.LENGTH
        || !isFromTarget(in, slot)
        || TcpHeader.sourcePortAt(octets, offset) != request.port()
        || TcpHeader.destinationPortAt(octets, offset) != request.sourcePort()) {
      return IGNORED;
    }
    int flags = TcpHeader.controlBitsAt(octets, offset);
    boolean reset = (flags & TcpHeader.RST) != 0;
    if ((flags & TcpHeader.ACK) == 0 || !(reset || (flags & TcpHeader.SYN) != 0)) {
      return IGNORED;
    }
    long acknowledged = TcpHeader.acknowledgmentNumberAt(octets, offset) - 1;
    if ((acknowledged & 0xffff) != low) {
      return FOREIGN;
    }
    wireSequence = (int) (acknowledged >>> 16) & 0xffff;
    answer = reset ? PingAnswer.REFUSED : PingAnswer.OPEN;
    return REPLY;
  }

  private int error(ByteBuffer octets) {
    if (length <= ICMP_HEADER) {
      return IGNORED;
    }
    type = BigEndian.octet(octets, offset);
    code = BigEndian.octet(octets, offset + 1);
    boolean isError =
        ipv4
            ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12
            : type >= 1 && type <= 127;
    quoteOffset = offset + ICMP_HEADER;
    int quoted = length - ICMP_HEADER;
    if (!isError
        || !QuotedDatagram.hasAddresses(octets, quoteOffset, quoted)
        || QuotedDatagram.protocol(octets, quoteOffset, quoted) != IpProtocol.TCP
        || !isTarget(
            QuotedDatagram.destinationHigh(octets, quoteOffset),
            QuotedDatagram.destinationLow(octets, quoteOffset))) {
      return IGNORED;
    }
    int transport = QuotedDatagram.transportOffset(octets, quoteOffset, quoted);
    if (transport < 0
        || quoteOffset + quoted - transport < LEAST_QUOTE
        || TcpHeader.sourcePortAt(octets, transport) != request.sourcePort()
        || TcpHeader.destinationPortAt(octets, transport) != request.port()
        || (TcpHeader.sequenceNumberAt(octets, transport) & 0xffff) != low) {
      return IGNORED;
    }
    quoteLength = quoted;
    wireSequence = (int) (TcpHeader.sequenceNumberAt(octets, transport) >>> 16);
    return errorVerdict();
  }
}
