// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.MalformedPacketException;
import io.sonde.wire.Octets;

/** The IP header that an ICMP error quotes, in the columns of the BSD ping. */
final class QuoteText {
  private final OptionText options;

  QuoteText(OptionText options) {
    this.options = options;
  }

  /**
   * Appends a heading and the header below it, each line with a line feed before it; nothing if no
   * whole header is quoted. iputils prints the 16-bit fields as the host's processor loads them;
   * here they are the numbers on the wire.
   */
  void append(StringBuilder out, IpFamily family, Octets quote) {
    try {
      if (family == IpFamily.IPV6) {
        appendIpv6(out, Ipv6Header.parse(quote.buffer()));
      } else {
        appendIpv4(out, Ipv4Header.parseLeniently(quote.buffer()));
      }
    } catch (MalformedPacketException tooShort) {
      // the error itself is printed; a quote without a whole header has nothing to add
    }
  }

  private void appendIpv4(StringBuilder out, Ipv4Header header) {
    out.append("\nVr HL TOS  Len   ID Flg  off TTL Pro  cks      Src      Dst Data\n ");
    hex(out, header.version(), 1).append("  ");
    hex(out, header.internetHeaderLength(), 1).append("  ");
    hex(out, header.typeOfService(), 2).append(' ');
    hex(out, header.totalLength(), 4).append(' ');
    hex(out, header.identification(), 4).append("   ");
    int flags =
        (header.reservedFlag() ? 4 : 0)
            | (header.dontFragment() ? 2 : 0)
            | (header.moreFragments() ? 1 : 0);
    hex(out, flags, 1).append(' ');
    hex(out, header.fragmentOffset(), 4).append("  ");
    hex(out, header.timeToLive(), 2).append("  ");
    hex(out, header.protocol(), 2).append(' ');
    hex(out, header.headerChecksum(), 4).append(' ');
    out.append(header.source()).append("  ").append(header.destination()).append(' ');
    options.append(out, header.options());
  }

  private void appendIpv6(StringBuilder out, Ipv6Header header) {
    out.append("\nVr  TC  Flow  Len Nxt Hop      Src      Dst Data\n ");
    hex(out, header.version(), 1).append("  ");
    hex(out, header.trafficClass(), 2).append(' ');
    hex(out, header.flowLabel(), 5).append(' ');
    hex(out, header.payloadLength(), 4).append("  ");
    hex(out, header.nextHeader(), 2).append("  ");
    hex(out, header.hopLimit(), 2).append(' ');
    out.append(header.source()).append("  ").append(header.destination()).append(' ');
  }

  private static StringBuilder hex(StringBuilder out, int value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(Character.forDigit(value >>> shift & 0xf, 16));
    }
    return out;
  }
}
