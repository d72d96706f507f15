// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.Derived;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import io.sonde.wire.PseudoHeader;
import io.sonde.wire.QuotedDatagram;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpHeader;
import io.sonde.wire.icmp.IcmpMessage;
import io.sonde.wire.icmp.Icmpv6Type;
import io.sonde.wire.icmp.NodeInformation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Node information queries, RFC 4620. The nonce of a query is 48 bits of a cookie and the probe's
 * wire sequence, so an answer is told from every other run's.
 */
public final class NodeInformationProbe implements ProbeMethod {
  private static final int NONCE_OFFSET = 8;
  private static final long COOKIE_BITS = ~0xffffL;

  /**
   * What all queries of a run have in common.
   *
   * @param source address the packet names; :: leaves it to the host
   * @param destination where it goes
   * @param hopLimit 0 … 255
   * @param trafficClass 0 … 255
   * @param flowLabel 0 … 0xfffff
   * @param cookie of which the upper 48 bits begin each nonce
   * @param queryType see {@link NodeInformation}
   * @param flags of the query
   * @param subjectKind code of the query
   * @param subject its data
   */
  public record Request(
      IpAddress source,
      IpAddress destination,
      int hopLimit,
      int trafficClass,
      int flowLabel,
      long cookie,
      int queryType,
      int flags,
      int subjectKind,
      Octets subject) {}

  private final Request request;
  private final PseudoHeader pseudoHeader;
  private final int packetLength;

  private int wireSequence = -1;
  private int type;
  private int code;
  private int icmpOffset;
  private int icmpLength;
  private int quoteOffset;
  private int quoteLength;

  /** Queries of one run. */
  public NodeInformationProbe(Request request) {
    this.request = request;
    pseudoHeader = new PseudoHeader(request.source(), request.destination(), IpProtocol.ICMPV6);
    packetLength = Ipv6Header.LENGTH + NodeInformation.LENGTH + request.subject().length();
  }

  @Override
  public int packetLength() {
    return packetLength;
  }

  @Override
  public void write(PacketBatch out, int slot, long sequence) {
    int start = out.slot(slot);
    out.start[slot] = start;
    out.length[slot] = packetLength;
    ByteBuffer packet = out.octets.slice(start, packetLength);
    new Ipv6Header(
            request.trafficClass(),
            request.flowLabel(),
            request.hopLimit(),
            request.source(),
            request.destination())
        .emit(packet, IpProtocol.ICMPV6, packetLength - Ipv6Header.LENGTH, Derived.ALL);
    long nonce = (request.cookie() & COOKIE_BITS) | (sequence & 0xffff);
    IcmpHeader header =
        IcmpHeader.of(IpFamily.IPV6, Icmpv6Type.NODE_INFORMATION_QUERY, request.subjectKind());
    new NodeInformation(header, request.queryType(), request.flags(), nonce, request.subject())
        .emit(packet, pseudoHeader, ByteBuffer.allocate(0), Derived.ALL);
  }

  @Override
  public void patch(PacketBatch out, int slot, long sequence) {
    write(out, slot, sequence); // a query is asked by people, seldom and of few nodes
  }

  @Override
  public int match(PacketBatch in, int slot) {
    wireSequence = -1;
    quoteLength = 0;
    if (in.kind[slot] == PacketBatch.ERROR) {
      return FOREIGN; // raw sockets bring errors as packets
    }
    icmpOffset = in.start[slot];
    icmpLength = in.length[slot];
    if (icmpLength < IcmpEcho.LENGTH) {
      return FOREIGN;
    }
    type = IcmpEcho.typeAt(in.octets, icmpOffset);
    code = IcmpEcho.codeAt(in.octets, icmpOffset);
    if (type == Icmpv6Type.NODE_INFORMATION_QUERY) {
      return REQUEST;
    }
    if (type == Icmpv6Type.NODE_INFORMATION_REPLY) {
      return matchesNonce(in.octets, icmpOffset, icmpLength) ? REPLY : FOREIGN;
    }
    if (type >= Icmpv6Type.ECHO_REQUEST) {
      return OTHER;
    }
    quoteOffset = icmpOffset + IcmpEcho.LENGTH;
    quoteLength = icmpLength - IcmpEcho.LENGTH;
    int transport = QuotedDatagram.transportOffset(in.octets, quoteOffset, quoteLength);
    boolean ours =
        transport >= 0
            && QuotedDatagram.protocol(in.octets, quoteOffset, quoteLength) == IpProtocol.ICMPV6
            && quoteOffset + quoteLength - transport >= NodeInformation.LENGTH
            && IcmpEcho.typeAt(in.octets, transport) == Icmpv6Type.NODE_INFORMATION_QUERY
            && matchesNonce(in.octets, transport, quoteOffset + quoteLength - transport);
    return ours ? ERROR : OTHER;
  }

  private boolean matchesNonce(ByteBuffer octets, int message, int length) {
    if (length < NodeInformation.LENGTH) {
      return false;
    }
    long nonce = octets.getLong(message + NONCE_OFFSET);
    if (((nonce ^ request.cookie()) & COOKIE_BITS) != 0) {
      return false;
    }
    wireSequence = (int) nonce & 0xffff;
    return true;
  }

  /** The reply that was matched last; null if it cannot be read. */
  public @Nullable NodeInformation reply(ByteBuffer octets) {
    try {
      IcmpMessage message = IcmpMessage.parse(IpFamily.IPV6, octets.slice(icmpOffset, icmpLength));
      return message instanceof NodeInformation reply ? reply : null;
    } catch (MalformedPacketException e) {
      return null;
    }
  }

  @Override
  public int wireSequence() {
    return wireSequence;
  }

  @Override
  public int identifier() {
    return -1;
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public int icmpOffset() {
    return icmpOffset;
  }

  @Override
  public int icmpLength() {
    return icmpLength;
  }

  @Override
  public int quoteOffset() {
    return quoteOffset;
  }

  @Override
  public int quoteLength() {
    return quoteLength;
  }
}
