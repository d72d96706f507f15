// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.QuotedDatagram;
import io.sonde.wire.icmp.IcmpExtensions;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.nio.ByteBuffer;

/**
 * Whether something received is an answer to a probe of a trace, and what it says.
 *
 * <p>A quote is believed that goes to our destination with our protocol and holds a token that is
 * out in either of its places. Everything else that differs from what was sent is noted for the
 * finding that it is, not held against the answer: routers quote what they have received, and
 * translators, tunnels and old kernels have been at it before. What a match leaves lives until the
 * next one; nothing is allocated a packet.
 */
public final class TraceMatch {
  /** Verdict: nobody's, or somebody else's. */
  public static final int FOREIGN = 0;

  /** Verdict: an answer of the far end itself, {@link #kind}. */
  public static final int REPLY = 1;

  /** Verdict: an ICMP error about a probe. */
  public static final int ERROR = 2;

  /** Difference of a quote: source address. */
  public static final int SOURCE = 1;

  /** Difference of a quote: one of the two ports. */
  public static final int PORTS = 2;

  /** Difference of a quote: length. */
  public static final int LENGTH = 4;

  /** Difference of a quote: the token is right in one of its two places only. */
  public static final int TOKEN = 8;

  /** Difference of a quote: neither port, or the ICMP identifier. Then it is not ours. */
  static final int STRANGER = 16;

  /** Octets behind the IP header that a router has to quote (RFC 792). */
  private static final int LEAST_QUOTE = 8;

  private static final int ICMP_HEADER = 8;

  private final TraceProbe probe;
  private final ProbeHeader header;
  private final Tokens tokens;
  private final boolean ipv4;

  private AnswerKind kind = AnswerKind.TIME_EXCEEDED;
  private int index;
  private int type;
  private int code;
  private int mtu;
  private int tcpFlags;
  private int differences;
  private int quotedTimeToLive;
  private int quotedTrafficClass;
  private int quotedOctets;
  private int icmpOffset;
  private int icmpLength;

  /**
   * @param probe whose packets are answered
   */
  public TraceMatch(TraceProbe probe) {
    this.probe = probe;
    header = probe.header;
    tokens = probe.tokens;
    ipv4 = probe.family() == IpFamily.IPV4;
  }

  /**
   * Judges a received slot of kind {@link PacketBatch#PACKET} or {@link PacketBatch#ERROR}.
   *
   * @param protocol what the channel that it came by listens to
   */
  public int judge(PacketBatch in, int slot, int protocol) {
    forget();
    if (in.kind[slot] == PacketBatch.ERROR) {
      return queued(in, slot);
    }
    int at = in.start[slot];
    int length = in.length[slot];
    int upper = protocol;
    if (in.content[slot] == PacketBatch.IP) {
      if (length < Ipv4Header.LENGTH || Ipv4Header.versionAt(in.octets, at) != 4) {
        return FOREIGN;
      }
      int skip = Ipv4Header.headerLengthAt(in.octets, at);
      if (skip < Ipv4Header.LENGTH || skip > length) {
        return FOREIGN;
      }
      upper = Ipv4Header.protocolAt(in.octets, at);
      at += skip;
      length -= skip;
    }
    boolean icmp = upper == (ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6);
    if (icmp && length >= ICMP_HEADER && isError(BigEndian.octet(in.octets, at))) {
      return error(in.octets, at, length);
    }
    boolean fromTarget =
        ProbeHeader.is(header.destination(), in.addressHigh[slot], in.addressLow[slot]);
    if (upper != probe.protocol() || !(fromTarget || probe.isAnsweredByAnybody())) {
      return FOREIGN;
    }
    if (in.content[slot] == PacketBatch.PAYLOAD) {
      return payload(in.octets, at, length);
    }
    index = probe.replyAt(in.octets, at, length, this);
    return index == TraceProbe.NOT_OURS ? FOREIGN : REPLY;
  }

  /** Forgets the last match. */
  public void forget() {
    index = -1;
    mtu = 0;
    tcpFlags = 0;
    differences = 0;
    quotedTimeToLive = -1;
    quotedTrafficClass = -1;
    quotedOctets = 0;
    icmpLength = 0;
  }

  /** Notes what kind of reply it was. */
  void replied(AnswerKind how, int flags) {
    kind = how;
    tcpFlags = flags;
  }

  /** A datagram that came without its header: of the socket's own peer. */
  private int payload(ByteBuffer octets, int at, int length) {
    index = tokens.indexOf(probe.payloadTokenAt(octets, at, length));
    kind = AnswerKind.UDP_REPLY;
    return REPLY;
  }

  /** An error without its message: the host says what it was about. */
  private int queued(PacketBatch in, int slot) {
    type = in.errorType[slot];
    code = in.errorCode[slot];
    mtu = in.detail[slot];
    kind = AnswerKind.ofError(header.family(), type, code);
    int at = in.start[slot];
    int length = in.length[slot];
    if (in.content[slot] == PacketBatch.TRANSPORT && length >= LEAST_QUOTE) {
      index = tokens.indexOf(probe.tokenAt(in.octets, at, length));
    } else if (in.content[slot] == PacketBatch.PAYLOAD) {
      index = tokens.indexOf(probe.payloadTokenAt(in.octets, at, length));
    }
    return ERROR;
  }

  private boolean isError(int icmpType) {
    return ipv4
        ? icmpType == IcmpType.DESTINATION_UNREACHABLE
            || icmpType == IcmpType.SOURCE_QUENCH
            || icmpType == IcmpType.REDIRECT
            || icmpType == IcmpType.TIME_EXCEEDED
            || icmpType == IcmpType.PARAMETER_PROBLEM
        : icmpType >= 1 && icmpType < Icmpv6Type.ECHO_REQUEST;
  }

  private int error(ByteBuffer octets, int at, int length) {
    if (ipv4 && InternetChecksum.fold(InternetChecksum.add(0, octets, at, length)) != 0) {
      return FOREIGN; // the kernel drops such an ICMPv6 message itself
    }
    type = BigEndian.octet(octets, at);
    code = BigEndian.octet(octets, at + 1);
    kind = AnswerKind.ofError(header.family(), type, code);
    icmpOffset = at;
    icmpLength = length;
    if (kind == AnswerKind.TOO_BIG) {
      mtu =
          ipv4
              ? BigEndian.unsignedShort(octets, at + 6)
              : (int) Math.min(Integer.MAX_VALUE, BigEndian.unsignedInt(octets, at + 4));
    }
    int words = BigEndian.octet(octets, ipv4 ? at + 5 : at + 4);
    boolean extensible = kind != AnswerKind.SOURCE_QUENCH && kind != AnswerKind.REDIRECT;
    int quote = at + ICMP_HEADER;
    int quoted = length - ICMP_HEADER;
    if (extensible && (ipv4 || kind != AnswerKind.TOO_BIG)) {
      quoted =
          IcmpExtensions.originalDatagramLength(header.family(), words, octets, quote, at + length);
    }
    return quotes(octets, quote, quoted) ? ERROR : FOREIGN;
  }

  private boolean quotes(ByteBuffer octets, int quote, int quoted) {
    if (!QuotedDatagram.hasAddresses(octets, quote, quoted)
        || QuotedDatagram.version(octets, quote, quoted) != header.family().version()
        || QuotedDatagram.protocol(octets, quote, quoted) != probe.protocol()
        || !header.goesTo(
            QuotedDatagram.destinationHigh(octets, quote),
            QuotedDatagram.destinationLow(octets, quote))) {
      return false;
    }
    int at = QuotedDatagram.transportOffset(octets, quote, quoted);
    int there = at < 0 ? 0 : quote + quoted - at;
    boolean whole = there >= LEAST_QUOTE;
    int byTransport = whole ? tokens.indexOf(probe.tokenAt(octets, at, there)) : -1;
    int byNumber =
        probe.ownsNumber()
            ? tokens.indexOf(Ipv4Header.identificationAt(octets, quote))
            : byTransport;
    if (byTransport < 0 && byNumber < 0) {
      return false;
    }
    boolean otherSource =
        !ProbeHeader.is(
            header.source(),
            QuotedDatagram.sourceHigh(octets, quote),
            QuotedDatagram.sourceLow(octets, quote));
    // whoever rewrites addresses or ports corrects the checksum, but leaves the identification
    index = byTransport < 0 || (byNumber >= 0 && otherSource) ? byNumber : byTransport;
    differences = otherSource ? SOURCE : 0;
    if (whole) {
      differences |= probe.differences(octets, at, there, index);
      differences |= probe.tokenAt(octets, at, there) >= 0 && byTransport != byNumber ? TOKEN : 0;
      if ((differences & STRANGER) != 0) {
        return false;
      }
    }
    differences |= hasLength(octets, quote) ? 0 : LENGTH;
    quotedTimeToLive = QuotedDatagram.timeToLive(octets, quote, quoted);
    quotedTrafficClass =
        ipv4 ? Ipv4Header.typeOfServiceAt(octets, quote) : Ipv6Header.trafficClassAt(octets, quote);
    quotedOctets = Math.min(quoted, probe.lengthSent(index));
    return true;
  }

  /**
   * Whether the quoted IP header has the length that was sent. BSD hosts quote it without the
   * header, or in their own byte order.
   */
  private boolean hasLength(ByteBuffer octets, int quote) {
    int sent = probe.lengthSent(index);
    if (!ipv4) {
      return Ipv6Header.payloadLengthAt(octets, quote) == sent - Ipv6Header.LENGTH;
    }
    int length = Ipv4Header.totalLengthAt(octets, quote);
    int swapped = (length & 0xff) << 8 | length >>> 8;
    int bare = sent - Ipv4Header.headerLengthAt(octets, quote);
    return length == sent || swapped == sent || length == bare || swapped == bare;
  }

  /** Kind of the last match. */
  public AnswerKind kind() {
    return kind;
  }

  /** Probe that the last match speaks of, from 0; −1: it does not say. */
  public int index() {
    return index;
  }

  /** ICMP type of an error. */
  public int type() {
    return type;
  }

  /** ICMP code of an error. */
  public int code() {
    return code;
  }

  /** MTU that an error names; 0: none. */
  public int mtu() {
    return mtu;
  }

  /** Control bits of a TCP reply. */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** In what a quote differs from what was sent: {@link #SOURCE} … {@link #TOKEN}. */
  public int differences() {
    return differences;
  }

  /** TTL or hop limit as quoted; −1: unknown. */
  public int quotedTimeToLive() {
    return quotedTimeToLive;
  }

  /** TOS or traffic class as quoted; −1: unknown. */
  public int quotedTrafficClass() {
    return quotedTrafficClass;
  }

  /** Octets of the probe that were quoted; 0: unknown. */
  public int quotedOctets() {
    return quotedOctets;
  }

  /** Index in the batch of an error's ICMP message. */
  public int icmpOffset() {
    return icmpOffset;
  }

  /** Octets of an error's ICMP message; 0: it is not there. */
  public int icmpLength() {
    return icmpLength;
  }
}
