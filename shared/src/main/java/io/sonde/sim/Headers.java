// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import java.nio.ByteBuffer;

/** IP headers as nodes write them in front of their own packets. */
final class Headers {
  private Headers() {}

  /** Octets of a header without options. */
  static int length(IpFamily family) {
    return family == IpFamily.IPV4 ? Ipv4Header.LENGTH : Ipv6Header.LENGTH;
  }

  /** Writes the checksum of an IPv4 header whose other fields stand. */
  static void seal(ByteBuffer octets, int at) {
    octets.putShort(at + 10, (short) 0);
    long sum = InternetChecksum.add(0, octets, at, Ipv4Header.headerLengthAt(octets, at));
    octets.putShort(at + 10, (short) InternetChecksum.fold(sum));
  }

  /** Writes a header without options; that of IPv4 with identification 0. */
  static void write(
      ByteBuffer octets,
      int at,
      IpFamily family,
      int length,
      int protocol,
      int hopLimit,
      int trafficClass,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow) {
    if (family == IpFamily.IPV4) {
      octets
          .putInt(at, 0x45 << 24 | trafficClass << 16 | length)
          .putInt(at + 4, 0)
          .putInt(at + 8, hopLimit << 24 | protocol << 16)
          .putInt(at + 12, (int) sourceLow)
          .putInt(at + 16, (int) destinationLow);
      seal(octets, at);
    } else {
      octets
          .putInt(at, 6 << 28 | trafficClass << 20)
          .putInt(at + 4, (length - Ipv6Header.LENGTH) << 16 | protocol << 8 | hopLimit)
          .putLong(at + 8, sourceHigh)
          .putLong(at + 16, sourceLow)
          .putLong(at + 24, destinationHigh)
          .putLong(at + 32, destinationLow);
    }
  }
}
