// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Extended echo reply: RFC 8335 section 3. The code says whether the interface was found. Whatever
 * follows is the payload: some proxies send back the structure and data of the request.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           Identifier          |Sequence Number|State|Res|A|4|6|
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param identifier 0 … 0xffff
 * @param sequence 0 … 255
 * @param state 0 … 7, of the neighbour's entry in the proxy's table: 0 reserved, 1 incomplete, 2
 *     reachable, 3 stale, 4 delay, 5 probe, 6 failed; 0 for an interface of the proxy
 * @param reserved 2 bits, 0 from a sender that follows the RFC
 * @param active the interface is of the proxy and up
 * @param ipv4 IPv4 runs on it
 * @param ipv6 IPv6 runs on it
 */
public record ExtendedEchoReply(
    IcmpHeader header,
    int identifier,
    int sequence,
    int state,
    int reserved,
    boolean active,
    boolean ipv4,
    boolean ipv6)
    implements IcmpMessage {
  /** Octets. */
  public static final int LENGTH = 8;

  private static final String[] STATES = {
    "reserved", "incomplete", "reachable", "stale", "delay", "probe", "failed"
  };

  /** Refuses values wider than their field. */
  public ExtendedEchoReply {
    FieldWidth.check("identifier", identifier, 16);
    FieldWidth.check("sequence", sequence, 8);
    FieldWidth.check("state", state, 3);
    FieldWidth.check("reserved", reserved, 2);
  }

  /** Name of a state: {@code "reachable"}; {@code "state-7"} for the one without. */
  public static String stateName(int state) {
    return state >= 0 && state < STATES.length ? STATES[state] : "state-" + state;
  }

  static ExtendedEchoReply parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    int identifier = Fields.word(in);
    int sequence = Fields.octet(in);
    int bits = Fields.octet(in);
    return new ExtendedEchoReply(
        header,
        identifier,
        sequence,
        bits >>> 5,
        bits >>> 3 & 3,
        (bits & 4) != 0,
        (bits & 2) != 0,
        (bits & 1) != 0);
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    int flags = (active ? 4 : 0) | (ipv4 ? 2 : 0) | (ipv6 ? 1 : 0);
    out.putShort((short) identifier).put((byte) sequence);
    out.put((byte) (state << 5 | reserved << 3 | flags));
  }
}
