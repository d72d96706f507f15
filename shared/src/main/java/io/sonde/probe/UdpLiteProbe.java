// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.BigEndian;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.UdpHeader;
import java.nio.ByteBuffer;

/**
 * UDP-Lite probes, RFC 3828: UDP whose length field says how many octets the checksum covers. A
 * coverage of the header alone leaves the token to the IPv4 identification or the payload.
 */
public final class UdpLiteProbe extends DatagramProbe {
  /** Least coverage: the header (RFC 3828 section 3.1). */
  public static final int LEAST_COVERAGE = UdpHeader.LENGTH;

  private final int coverage;

  /**
   * Probes from one port to another.
   *
   * @param coverage octets that the checksum covers, 8 …; 0: all
   */
  public UdpLiteProbe(
      ProbeHeader header, Tokens tokens, int sourcePort, int destinationPort, int coverage) {
    super(header, tokens, sourcePort, destinationPort);
    this.coverage = coverage;
  }

  @Override
  public int protocol() {
    return IpProtocol.UDP_LITE;
  }

  @Override
  protected int leastTransport() {
    int least = family() == IpFamily.IPV6 ? UdpHeader.LENGTH + 4 : UdpHeader.LENGTH;
    return Math.max(least, coverage);
  }

  @Override
  boolean covers(int offset, int length) {
    return coverage == 0 || offset + 2 <= coverage;
  }

  @Override
  protected void emit(ByteBuffer octets) {
    int length = octets.capacity();
    new UdpHeader(sourcePort, destinationPort, coverage, 0).emit(octets);
    long sum = InternetChecksum.add(0, header.pseudoHeader(protocol()), length);
    sum = InternetChecksum.add(sum, octets, 0, coverage == 0 ? length : coverage);
    int checksum = InternetChecksum.fold(sum);
    BigEndian.putShort(octets, 6, checksum == 0 ? 0xffff : checksum); // 0 is not allowed
  }
}
