// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.FieldWidth;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.PseudoHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The four octets that all messages begin with: RFC 792 and RFC 4443 section 2.1.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param family which of the two protocols, ICMP or ICMPv6; not on the wire, but the same type
 *     number means something else in the other
 * @param type 0 … 255, named by {@link IcmpTypeTable}
 * @param code 0 … 255, its meaning depends on the type
 * @param checksum 0 … 0xffff over the whole message; ICMPv6 adds the pseudo header
 */
public record IcmpHeader(IpFamily family, int type, int code, int checksum) {
  /** Octets. */
  public static final int LENGTH = 4;

  /** Where the checksum stands. */
  static final int CHECKSUM_OFFSET = 2;

  /** Refuses values wider than their field. */
  public IcmpHeader {
    FieldWidth.check("type", type, 8);
    FieldWidth.check("code", code, 8);
    FieldWidth.check("checksum", checksum, 16);
  }

  /** A header whose checksum {@code emit} is to compute. */
  public static IcmpHeader of(IpFamily family, int type, int code) {
    return new IcmpHeader(family, type, code, 0);
  }

  /** Whether the message reports on a datagram, which it quotes, instead of asking or answering. */
  public boolean isError() {
    return IcmpTypeTable.of(family).isError(type);
  }

  /** Name for a person: {@code "ICMP time exceeded"}. */
  String layer() {
    String protocol = family == IpFamily.IPV4 ? "ICMP " : "ICMPv6 ";
    return protocol + IcmpTypeTable.of(family).words(type);
  }

  /** Reads the header at the position of {@code in}, which moves behind it. */
  static IcmpHeader parse(IpFamily family, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, family == IpFamily.IPV4 ? "ICMP header" : "ICMPv6 header", 0, LENGTH);
    return new IcmpHeader(family, Fields.octet(in), Fields.octet(in), Fields.word(in));
  }

  /** Writes the header as it is. */
  void emit(ByteBuffer out) {
    out.put((byte) type).put((byte) code).putShort((short) checksum);
  }

  /**
   * Sets the checksum of the message that fills {@code message} from 0 to its position; ICMPv6
   * without a pseudo header keeps the record's.
   */
  void emitChecksum(ByteBuffer message, @Nullable PseudoHeader pseudoHeader) {
    int length = message.position();
    long sum = 0;
    if (family == IpFamily.IPV6) {
      if (pseudoHeader == null) {
        return;
      }
      sum = InternetChecksum.add(sum, pseudoHeader, length);
    }
    message.putShort(CHECKSUM_OFFSET, (short) 0);
    sum = InternetChecksum.add(sum, message, 0, length);
    message.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.fold(sum));
  }
}
