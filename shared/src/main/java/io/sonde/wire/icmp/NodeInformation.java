// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Node information query and reply of ICMPv6: RFC 4620 section 4.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |             Qtype             |            Flags              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                                                               |
 * +                             Nonce                             +
 * |                                                               |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             Data ...
 * </pre>
 *
 * The code of a query says what its data is (the subject), the code of a reply whether it has any.
 *
 * @param queryType Qtype, 0 … 0xffff
 * @param flags 0 … 0xffff; for {@link #NODE_ADDRESSES} and {@link #IPV4_ADDRESSES} which addresses
 * @param nonce 64 bits that the reply repeats
 * @param data everything up to the end of the message
 */
public record NodeInformation(IcmpHeader header, int queryType, int flags, long nonce, Octets data)
    implements IcmpMessage {
  /** Octets, without the data. */
  public static final int LENGTH = 16;

  /** Qtype: nothing but an answer. */
  public static final int NOOP = 0;

  /** Qtype: bit map of the supported Qtypes, of drafts before RFC 4620, which left it unused. */
  public static final int SUPPORTED_QUERY_TYPES = 1;

  /** Qtype. */
  public static final int NODE_NAME = 2;

  /** Qtype: IPv6 addresses. */
  public static final int NODE_ADDRESSES = 3;

  /** Qtype. */
  public static final int IPV4_ADDRESSES = 4;

  /** Code of a query: the subject is an IPv6 address. */
  public static final int SUBJECT_IPV6 = 0;

  /** Code of a query: the subject is a name, or with NOOP there is none. */
  public static final int SUBJECT_NAME = 1;

  /** Code of a query: the subject is an IPv4 address. */
  public static final int SUBJECT_IPV4 = 2;

  /** Code of a reply. */
  public static final int SUCCESS = 0;

  /** Code of a reply. */
  public static final int REFUSED = 1;

  /** Code of a reply. */
  public static final int UNKNOWN_QUERY_TYPE = 2;

  /** Flag T of a reply: not all addresses fitted. */
  public static final int TRUNCATED = 1;

  /** Flag A: all unicast addresses, not only those of the interface that the subject is on. */
  public static final int ALL = 2;

  /** Flag C: IPv4-compatible and IPv4-mapped addresses. */
  public static final int COMPATIBLE = 4;

  /** Flag L: link-local addresses. */
  public static final int LINK_LOCAL = 8;

  /** Flag S: site-local addresses. */
  public static final int SITE_LOCAL = 16;

  /** Flag G: global addresses. */
  public static final int GLOBAL = 32;

  private static final int TIME_TO_LIVE_LENGTH = 4;

  /** Refuses values wider than their field. */
  public NodeInformation {
    FieldWidth.check("query type", queryType, 16);
    FieldWidth.check("flags", flags, 16);
  }

  /**
   * An address in a reply.
   *
   * @param timeToLive seconds for which it may be kept, 0 … 2^32 - 1; mostly 0
   */
  public record Address(long timeToLive, IpAddress address) {}

  /** A query about an address, its checksum for {@code emit} to compute. */
  public static NodeInformation query(int queryType, int flags, long nonce, IpAddress subject) {
    int code = subject.family() == IpFamily.IPV4 ? SUBJECT_IPV4 : SUBJECT_IPV6;
    return query(code, queryType, flags, nonce, Octets.of(subject.toByteArray()));
  }

  /** A query about a name, its checksum for {@code emit} to compute. */
  public static NodeInformation query(int queryType, int flags, long nonce, DomainName subject) {
    return query(SUBJECT_NAME, queryType, flags, nonce, subject.toOctets());
  }

  /** A query of NOOP, which has no subject, its checksum for {@code emit} to compute. */
  public static NodeInformation noop(long nonce) {
    return query(SUBJECT_NAME, NOOP, 0, nonce, Octets.EMPTY);
  }

  private static NodeInformation query(
      int code, int queryType, int flags, long nonce, Octets subject) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV6, Icmpv6Type.NODE_INFORMATION_QUERY, code);
    return new NodeInformation(header, queryType, flags, nonce, subject);
  }

  /** The reply to this query, its checksum for {@code emit} to compute. */
  public NodeInformation reply(int code, int flags, Octets data) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV6, Icmpv6Type.NODE_INFORMATION_REPLY, code);
    return new NodeInformation(header, queryType, flags, nonce, data);
  }

  /** Name of a query type, {@code "node-addresses"}; {@code "query-type-9"} for one without. */
  public static String queryTypeName(int queryType) {
    return switch (queryType) {
      case NOOP -> "noop";
      case SUPPORTED_QUERY_TYPES -> "supported-query-types";
      case NODE_NAME -> "node-name";
      case NODE_ADDRESSES -> "node-addresses";
      case IPV4_ADDRESSES -> "ipv4-addresses";
      default -> "query-type-" + queryType;
    };
  }

  /** The address that a query asks about; null if it asks about none or lacks octets of it. */
  public @Nullable IpAddress subjectAddress() {
    boolean ipv4 = code() == SUBJECT_IPV4;
    IpFamily family = ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
    boolean readable =
        isQuery() && (ipv4 || code() == SUBJECT_IPV6) && data.length() >= family.addressLength();
    return readable ? IpAddress.at(family, data.buffer(), 0) : null;
  }

  /** The name that a query asks about; null if it asks about none or has no readable one. */
  public @Nullable DomainName subjectName() {
    if (!isQuery() || code() != SUBJECT_NAME || data.length() == 0) {
      return null;
    }
    try {
      return DomainName.take(data.buffer());
    } catch (MalformedPacketException e) {
      return null;
    }
  }

  /** The names of a successful reply about {@link #NODE_NAME}, up to the first unreadable one. */
  public List<DomainName> names() {
    List<DomainName> names = new ArrayList<>();
    if (answers(NODE_NAME) && data.length() > TIME_TO_LIVE_LENGTH) {
      ByteBuffer in = data.buffer().position(TIME_TO_LIVE_LENGTH);
      try {
        while (in.hasRemaining()) {
          names.add(DomainName.take(in));
        }
      } catch (MalformedPacketException e) {
        return names;
      }
    }
    return names;
  }

  /**
   * The whole addresses of a successful reply about {@link #NODE_ADDRESSES} or {@link
   * #IPV4_ADDRESSES}.
   */
  public List<Address> addresses() {
    List<Address> addresses = new ArrayList<>();
    IpFamily family = answers(IPV4_ADDRESSES) ? IpFamily.IPV4 : IpFamily.IPV6;
    if (family == IpFamily.IPV4 || answers(NODE_ADDRESSES)) {
      ByteBuffer in = data.buffer();
      while (in.remaining() >= TIME_TO_LIVE_LENGTH + family.addressLength()) {
        addresses.add(new Address(Fields.doubleWord(in), IpAddress.take(family, in)));
      }
    }
    return addresses;
  }

  private boolean isQuery() {
    return type() == Icmpv6Type.NODE_INFORMATION_QUERY;
  }

  private boolean answers(int wanted) {
    return !isQuery() && code() == SUCCESS && queryType == wanted;
  }

  static NodeInformation parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new NodeInformation(
        header, Fields.word(in), Fields.word(in), in.getLong(), Octets.rest(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putShort((short) queryType).putShort((short) flags).putLong(nonce);
    data.emit(out);
  }
}
