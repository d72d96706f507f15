// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.net.PacketBatch;
import io.sonde.wire.Derived;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.Octets;
import io.sonde.wire.PseudoHeader;
import io.sonde.wire.QuotedDatagram;
import io.sonde.wire.icmp.AddressMask;
import io.sonde.wire.icmp.IcmpEcho;
import io.sonde.wire.icmp.IcmpMessage;
import io.sonde.wire.icmp.IcmpTimestamp;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * ICMP and ICMPv6 echo: RFC 792, RFC 4443 section 4. The data begins with a cookie, which tells
 * this run from every other, and goes on as a counter or the user's pattern; no time and nothing
 * else of the host is in it. Its relatives of IPv4, {@link IcmpQuery}, have no data: nothing but
 * identifier and sequence tells whose they are.
 */
public final class EchoProbe implements ProbeMethod {
  private static final int COOKIE_LENGTH = 8;
  private static final long DAY = 86_400_000_000_000L;
  private static final int CHECKSUM = 2;
  private static final int ORIGINATE = 8;

  /**
   * What all requests of a run have in common.
   *
   * @param source address the packet names; the unspecified one leaves it to the host
   * @param destination where it goes; with a source route the first hop
   * @param identifier ICMP identifier, 0 … 65535
   * @param timeToLive TTL or hop limit, 0 … 255
   * @param trafficClass TOS or traffic class, 0 … 255
   * @param flowLabel IPv6 flow label, 0 … 0xfffff
   * @param dontFragment DF of IPv4
   * @param options IPv4 header options, at most 40 octets
   * @param cookie what the first eight data octets hold, where they have room
   * @param pattern octets repeated over the data instead of a counter; empty: counter
   */
  public record Request(
      IpAddress source,
      IpAddress destination,
      int identifier,
      int timeToLive,
      int trafficClass,
      int flowLabel,
      boolean dontFragment,
      List<Ipv4Option> options,
      long cookie,
      Octets pattern) {}

  private final Request request;
  private final IpFamily family;
  private final boolean believesCookie;
  private final IcmpQuery query;
  private final LongSupplier epochNanos;
  private final int requestType;
  private final int replyType;
  private final int headerLength;
  private final boolean routed;
  private ByteBuffer template = ByteBuffer.allocate(0);
  private int size = -1;
  private int cookieLength;

  private int wireSequence = -1;
  private int identifier = -1;
  private int icmpOffset;
  private int icmpLength;
  private int type;
  private int code;
  private int quoteOffset;
  private int quoteLength;

  /**
   * @param request what all requests have in common
   * @param believesCookie whether an answer with another cookie is another's: where the host does
   *     not pick the answers by identifier
   */
  public EchoProbe(Request request, boolean believesCookie) {
    this(request, believesCookie, IcmpQuery.ECHO, () -> 0);
  }

  /**
   * One of the relatives.
   *
   * @param epochNanos wall clock, for the originate timestamp
   */
  public EchoProbe(
      Request request, boolean believesCookie, IcmpQuery query, LongSupplier epochNanos) {
    this.request = request;
    this.believesCookie = believesCookie;
    this.query = query;
    this.epochNanos = epochNanos;
    family = request.destination().family();
    boolean v4 = family == IpFamily.IPV4;
    requestType = query.requestType(family);
    replyType = query.replyType(family);
    routed =
        request.options().stream()
            .anyMatch(o -> o instanceof Ipv4Option.Route route && route.isSourceRoute());
    headerLength = v4 ? ipv4Header().length() : Ipv6Header.LENGTH;
  }

  @Override
  public void size(int wanted) {
    int octets = query == IcmpQuery.ECHO ? wanted : 0;
    if (octets == size) {
      return;
    }
    size = octets;
    template = ByteBuffer.allocate(headerLength + query.length() + octets);
    ByteBuffer data = ByteBuffer.allocate(octets);
    fill(data);
    message()
        .emit(
            template.position(headerLength),
            new PseudoHeader(
                request.source(),
                request.destination(),
                family == IpFamily.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6),
            data,
            Derived.ALL);
    template.position(0);
    emitIp();
    template.clear();
  }

  private IcmpMessage message() {
    return switch (query) {
      case ECHO -> IcmpEcho.request(family, request.identifier(), 0);
      case TIMESTAMP -> IcmpTimestamp.request(request.identifier(), 0, 0);
      case ADDRESS_MASK -> AddressMask.request(request.identifier(), 0);
    };
  }

  private void fill(ByteBuffer data) {
    Octets pattern = request.pattern();
    for (int i = 0; i < size; i++) {
      data.put(i, (byte) (pattern.length() == 0 ? i : pattern.at(i % pattern.length())));
    }
    // a short payload is all pattern, so that -s 8 -p shows what was asked for
    cookieLength =
        pattern.length() > 0 && size < 2 * COOKIE_LENGTH ? 0 : Math.min(COOKIE_LENGTH, size);
    for (int i = 0; i < cookieLength; i++) {
      data.put(i, (byte) (request.cookie() >>> (56 - 8 * i)));
    }
  }

  private Ipv4Header ipv4Header() {
    return Ipv4Header.builder(request.source(), request.destination())
        .typeOfService(request.trafficClass())
        .dontFragment(request.dontFragment())
        .timeToLive(request.timeToLive())
        .options(request.options())
        .build();
  }

  private void emitIp() {
    int payload = query.length() + size;
    if (family == IpFamily.IPV4) {
      ipv4Header().emit(template, IpProtocol.ICMP, payload, Derived.ALL);
    } else {
      new Ipv6Header(
              request.trafficClass(),
              request.flowLabel(),
              request.timeToLive(),
              request.source(),
              request.destination())
          .emit(template, IpProtocol.ICMPV6, payload, Derived.ALL);
    }
  }

  @Override
  public boolean isSizable() {
    return query == IcmpQuery.ECHO;
  }

  @Override
  public int overhead() {
    return headerLength + query.length();
  }

  @Override
  public int packetLength() {
    return template.capacity();
  }

  @Override
  public void write(PacketBatch out, int slot, long sequence) {
    int start = out.slot(slot);
    out.start[slot] = start;
    out.length[slot] = template.capacity();
    out.octets.put(start, template, 0, template.capacity());
    patch(out, slot, sequence);
  }

  @Override
  public void patch(PacketBatch out, int slot, long sequence) {
    int message = out.start[slot] + headerLength;
    IcmpEcho.patchSequence(out.octets, message, (int) sequence & 0xffff);
    if (query == IcmpQuery.TIMESTAMP) {
      int sinceMidnight = (int) (Math.floorMod(epochNanos.getAsLong(), DAY) / 1_000_000);
      InternetChecksum.patch(
          out.octets, message + CHECKSUM, message + ORIGINATE, sinceMidnight >>> 16);
      InternetChecksum.patch(
          out.octets, message + CHECKSUM, message + ORIGINATE + 2, sinceMidnight & 0xffff);
    }
  }

  @Override
  public int match(PacketBatch in, int slot) {
    wireSequence = -1;
    identifier = -1;
    quoteLength = 0;
    return in.kind[slot] == PacketBatch.ERROR ? matchError(in, slot) : matchPacket(in, slot);
  }

  private int matchError(PacketBatch in, int slot) {
    type = in.errorType[slot];
    code = in.errorCode[slot];
    icmpOffset = in.start[slot];
    icmpLength = 0;
    boolean destinationKnown = (in.originalHigh[slot] | in.originalLow[slot]) != 0;
    if (destinationKnown && !isDestination(in.originalHigh[slot], in.originalLow[slot])) {
      return OTHER; // the kernel goes by the identifier alone, which may be anybody's
    }
    if (in.content[slot] == PacketBatch.TRANSPORT && in.length[slot] >= IcmpEcho.LENGTH) {
      // the request as it was sent: the kernel has matched it to this socket
      quoteOffset = in.start[slot];
      quoteLength = in.length[slot];
      identifier = IcmpEcho.identifierAt(in.octets, quoteOffset);
      wireSequence = IcmpEcho.sequenceAt(in.octets, quoteOffset);
    }
    return isNotice() ? NOTICE : ERROR;
  }

  private int matchPacket(PacketBatch in, int slot) {
    icmpOffset = in.start[slot];
    icmpLength = in.length[slot];
    if (in.content[slot] == PacketBatch.IP && !skipIpHeader(in)) {
      return FOREIGN;
    }
    if (icmpLength < IcmpEcho.LENGTH) {
      return FOREIGN;
    }
    type = IcmpEcho.typeAt(in.octets, icmpOffset);
    code = IcmpEcho.codeAt(in.octets, icmpOffset);
    boolean corrupt =
        in.content[slot] == PacketBatch.IP
            && family == IpFamily.IPV4
            && InternetChecksum.fold(InternetChecksum.add(0, in.octets, icmpOffset, icmpLength))
                != 0;
    if (type == replyType || type == requestType) {
      identifier = IcmpEcho.identifierAt(in.octets, icmpOffset);
      wireSequence = IcmpEcho.sequenceAt(in.octets, icmpOffset);
      if (type == requestType) {
        return REQUEST;
      }
      if (identifier != request.identifier()) {
        return FOREIGN;
      }
      if (corrupt) {
        return CORRUPT;
      }
      return believesCookie && !cookieMatches(in.octets) ? FOREIGN : REPLY;
    }
    if (isError() && quotesOurs(in.octets)) {
      return corrupt ? CORRUPT : isNotice() ? NOTICE : ERROR;
    }
    return corrupt ? CORRUPT : OTHER;
  }

  /** Moves on to the ICMP message of a whole IPv4 packet; false if it holds none. */
  private boolean skipIpHeader(PacketBatch in) {
    ByteBuffer octets = in.octets;
    if (icmpLength < Ipv4Header.LENGTH || Ipv4Header.versionAt(octets, icmpOffset) != 4) {
      return false;
    }
    int header = Ipv4Header.headerLengthAt(octets, icmpOffset);
    if (header < Ipv4Header.LENGTH
        || header > icmpLength
        || Ipv4Header.protocolAt(octets, icmpOffset) != IpProtocol.ICMP) {
      return false;
    }
    icmpOffset += header;
    icmpLength -= header;
    return true;
  }

  private boolean isError() {
    return family == IpFamily.IPV4
        ? type == 3 || type == 4 || type == 5 || type == 11 || type == 12
        : type >= 1 && type <= 127 || type == 137;
  }

  /** Redirects and source quench tell of a probe but do not end it. */
  private boolean isNotice() {
    return family == IpFamily.IPV4 ? type == 4 || type == 5 : type == 137;
  }

  private boolean quotesOurs(ByteBuffer octets) {
    int header =
        type == 137 ? 40 : IcmpEcho.LENGTH; // RFC 4861 section 4.5: two addresses, then options
    if (icmpLength <= header || type == 137) {
      return false;
    }
    quoteOffset = icmpOffset + header;
    quoteLength = icmpLength - header;
    int transport = QuotedDatagram.transportOffset(octets, quoteOffset, quoteLength);
    int protocol = family == IpFamily.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    if (transport < 0
        || quoteOffset + quoteLength - transport < IcmpEcho.LENGTH
        || QuotedDatagram.protocol(octets, quoteOffset, quoteLength) != protocol
        || !isDestination(
            QuotedDatagram.destinationHigh(octets, quoteOffset),
            QuotedDatagram.destinationLow(octets, quoteOffset))
        || IcmpEcho.typeAt(octets, transport) != requestType
        || IcmpEcho.identifierAt(octets, transport) != request.identifier()) {
      return false;
    }
    identifier = request.identifier();
    wireSequence = IcmpEcho.sequenceAt(octets, transport);
    return true;
  }

  /** Whether a quote's destination is where the requests went; a source route changes it. */
  private boolean isDestination(long high, long low) {
    IpAddress destination = request.destination();
    return routed
        || destination.isUnspecified()
        || (high == destination.high() && low == destination.low());
  }

  private boolean cookieMatches(ByteBuffer octets) {
    int length = Math.min(cookieLength, icmpLength - IcmpEcho.LENGTH);
    int data = headerLength + IcmpEcho.LENGTH;
    for (int i = 0; i < length; i++) {
      if (octets.get(icmpOffset + IcmpEcho.LENGTH + i) != template.get(data + i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int wireSequence() {
    return wireSequence;
  }

  @Override
  public int identifier() {
    return identifier;
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

  /** What is asked. */
  public IcmpQuery query() {
    return query;
  }

  /**
   * A number behind identifier and sequence of the last matched reply, 0 … 2^32 − 1; −1: the reply
   * ends before it.
   *
   * @param index 0 for the first
   */
  public long number(ByteBuffer octets, int index) {
    int at = IcmpEcho.LENGTH + 4 * index;
    return icmpLength < at + 4 ? -1 : Integer.toUnsignedLong(octets.getInt(icmpOffset + at));
  }

  /**
   * The first data octet of the last matched reply that differs from what was sent.
   *
   * @param sent data octets that its probe carried
   * @return its index in the data; −1 if all that came back are right
   */
  public int wrongOctet(ByteBuffer octets, int sent) {
    if (query != IcmpQuery.ECHO) {
      return -1;
    }
    int length = Math.min(sent, icmpLength - IcmpEcho.LENGTH);
    int at = icmpOffset + IcmpEcho.LENGTH;
    int data = headerLength + IcmpEcho.LENGTH;
    if (length > template.capacity() - data) {
      length =
          template.capacity() - data; // a reply to a longer probe of a sweep: the counter goes on
    }
    int i = 0;
    for (; i + 8 <= length && octets.getLong(at + i) == template.getLong(data + i); i += 8) {}
    for (; i < length; i++) {
      if (octets.get(at + i) != template.get(data + i)) {
        return i;
      }
    }
    return -1;
  }

  /** The data octet sent at an index, 0 … 255. */
  public int sentOctet(int index) {
    return Byte.toUnsignedInt(template.get(headerLength + IcmpEcho.LENGTH + index));
  }
}
