// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.FieldWidth;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Timestamp request and reply: RFC 792.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |      Code     |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |           Identifier          |        Sequence Number        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Originate Timestamp                                       |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Receive Timestamp                                         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Transmit Timestamp                                        |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * All three times are milliseconds since midnight UT, 0 … 2^32 - 1; see {@link #isStandard}.
 *
 * @param identifier 0 … 0xffff
 * @param sequence 0 … 0xffff
 * @param originateTimestamp when the sender last touched the request
 * @param receiveTimestamp when the echoer first touched it; 0 in a request
 * @param transmitTimestamp when the echoer last touched it; 0 in a request
 */
public record IcmpTimestamp(
    IcmpHeader header,
    int identifier,
    int sequence,
    long originateTimestamp,
    long receiveTimestamp,
    long transmitTimestamp)
    implements IcmpMessage {
  /** Octets. */
  public static final int LENGTH = 20;

  private static final long MILLISECONDS_OF_A_DAY = 86_400_000;

  /** Refuses values wider than their field. */
  public IcmpTimestamp {
    FieldWidth.check("identifier", identifier, 16);
    FieldWidth.check("sequence", sequence, 16);
    FieldWidth.check("originate timestamp", originateTimestamp, 32);
    FieldWidth.check("receive timestamp", receiveTimestamp, 32);
    FieldWidth.check("transmit timestamp", transmitTimestamp, 32);
  }

  /** A request whose checksum {@code emit} is to compute. */
  public static IcmpTimestamp request(int identifier, int sequence, long originateTimestamp) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV4, IcmpType.TIMESTAMP_REQUEST, 0);
    return new IcmpTimestamp(header, identifier, sequence, originateTimestamp, 0, 0);
  }

  /** The reply to this request, its checksum for {@code emit} to compute. */
  public IcmpTimestamp reply(long receiveTimestamp, long transmitTimestamp) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV4, IcmpType.TIMESTAMP_REPLY, 0);
    return new IcmpTimestamp(
        header, identifier, sequence, originateTimestamp, receiveTimestamp, transmitTimestamp);
  }

  /**
   * Whether a timestamp is milliseconds since midnight UT. A sender that cannot say that sets the
   * high-order bit; some hosts send their clock in host order, which mostly lies beyond a day.
   */
  public static boolean isStandard(long timestamp) {
    return timestamp < MILLISECONDS_OF_A_DAY;
  }

  static IcmpTimestamp parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new IcmpTimestamp(
        header,
        Fields.word(in),
        Fields.word(in),
        Fields.doubleWord(in),
        Fields.doubleWord(in),
        Fields.doubleWord(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    out.putShort((short) identifier).putShort((short) sequence);
    out.putInt((int) originateTimestamp).putInt((int) receiveTimestamp);
    out.putInt((int) transmitTimestamp);
  }
}
