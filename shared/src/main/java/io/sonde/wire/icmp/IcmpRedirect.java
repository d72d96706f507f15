// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.Derived;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Redirect of ICMP: RFC 792. That of ICMPv6 is a message of Neighbor Discovery.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |     Type      |     Code      |          Checksum             |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                 Gateway Internet Address                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |      Internet Header + 64 bits of Original Data Datagram      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param gatewayAddress router to use from now on; IPv4
 * @param originalDatagram the quote, everything up to the end of the message
 */
public record IcmpRedirect(IcmpHeader header, IpAddress gatewayAddress, Octets originalDatagram)
    implements IcmpMessage {
  /** Octets, without the quote. */
  public static final int LENGTH = 8;

  /** Refuses an IPv6 gateway. */
  public IcmpRedirect {
    Fields.ipv4("gateway address", gatewayAddress);
  }

  /**
   * A redirect whose checksum {@code emit} is to compute.
   *
   * @param code 0 network, 1 host, 2 type of service and network, 3 type of service and host
   */
  public static IcmpRedirect of(int code, IpAddress gatewayAddress, Octets originalDatagram) {
    IcmpHeader header = IcmpHeader.of(IpFamily.IPV4, IcmpType.REDIRECT, code);
    return new IcmpRedirect(header, gatewayAddress, originalDatagram);
  }

  static IcmpRedirect parse(IcmpHeader header, ByteBuffer in) throws MalformedPacketException {
    Fields.require(in, header.layer(), IcmpHeader.LENGTH, LENGTH - IcmpHeader.LENGTH);
    return new IcmpRedirect(header, IpAddress.take(IpFamily.IPV4, in), Octets.rest(in));
  }

  @Override
  public void emitBody(ByteBuffer out, Set<Derived> derived) {
    gatewayAddress.emit(out);
    originalDatagram.emit(out);
  }
}
