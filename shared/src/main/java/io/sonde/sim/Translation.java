// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import java.nio.ByteBuffer;

/**
 * One packet, whole or quoted in an ICMP error, whose address and port are being exchanged. Its own
 * checksums follow by difference (RFC 1624), so that a wrong one stays wrong.
 */
final class Translation {
  private static final int IPV6_HEADER = 40;
  private static final int NONE = -1;

  private ByteBuffer octets = ByteBuffer.allocate(0);
  private int at;
  private int end;
  private boolean ipv4;
  private int protocol;
  private int transport;
  private boolean later;

  /** Lays this over a packet that has been read. */
  void of(PacketView packet) {
    octets = packet.octets;
    at = packet.at;
    end = packet.at + packet.length;
    ipv4 = packet.ipv4;
    protocol = packet.protocol;
    transport = packet.transport;
    later = packet.fragmentOffset != 0;
  }

  /**
   * Lays this over what an ICMP error quotes; false if not even ports or an identifier are there.
   */
  boolean ofQuote(PacketView error, Quote quote) {
    octets = error.octets;
    at = error.transport + 8;
    end = error.at + error.length;
    ipv4 = error.ipv4;
    protocol = quote.protocol;
    transport = quote.transport;
    later = false;
    boolean header = end - at >= (ipv4 ? Ipv4Header.LENGTH : IPV6_HEADER) && transport > at;
    return header && portAt(true) != NONE;
  }

  int protocol() {
    return protocol;
  }

  /** Whether it comes from an address. */
  boolean comesFrom(long high, long low) {
    return ipv4
        ? octets.getInt(at + 12) == (int) low
        : octets.getLong(at + 8) == high && octets.getLong(at + 16) == low;
  }

  /** Source or destination port, or the identifier of an ICMP query; −1 if there is none. */
  int port(boolean source) {
    int field = portAt(source);
    return field == NONE ? -1 : octets.getShort(field) & 0xffff;
  }

  /** Sets one address, and the port beside it unless there is none or {@code port} is −1. */
  void set(boolean source, long high, long low, int port) {
    int header = ipv4 ? at + 10 : NONE;
    int sum = checksumAt();
    int pseudo = protocol == IpProtocol.ICMP ? NONE : sum;
    if (ipv4) {
      int field = at + (source ? 12 : 16);
      word(field, (int) low >>> 16, header, pseudo);
      word(field + 2, (int) low, header, pseudo);
    } else {
      int field = at + (source ? 8 : 24);
      for (int i = 0; i < 4; i++) {
        word(field + 2 * i, (int) (high >>> (48 - 16 * i)), header, pseudo);
        word(field + 8 + 2 * i, (int) (low >>> (48 - 16 * i)), header, pseudo);
      }
    }
    int field = portAt(source);
    if (field != NONE && port >= 0) {
      word(field, port, NONE, sum);
    }
  }

  private void word(int field, int value, int headerSum, int transportSum) {
    int before = octets.getShort(field) & 0xffff;
    octets.putShort(field, (short) value);
    update(headerSum, before, value & 0xffff, false);
    update(transportSum, before, value & 0xffff, protocol == IpProtocol.UDP);
  }

  private void update(int sum, int before, int after, boolean zeroIsNone) {
    if (sum == NONE) {
      return;
    }
    int checksum = InternetChecksum.update(octets.getShort(sum) & 0xffff, before, after);
    octets.putShort(sum, (short) (checksum == 0 && zeroIsNone ? 0xffff : checksum));
  }

  private int portAt(boolean source) {
    if (later) {
      return NONE;
    }
    return switch (protocol) {
      case IpProtocol.UDP, IpProtocol.TCP -> within(transport + (source ? 0 : 2));
      case IpProtocol.ICMP, IpProtocol.ICMPV6 -> within(transport + 4);
      default -> NONE;
    };
  }

  /** The transport's checksum; none where it is missing or UDP goes without. */
  private int checksumAt() {
    if (later) {
      return NONE;
    }
    int field =
        switch (protocol) {
          case IpProtocol.UDP -> within(transport + 6);
          case IpProtocol.TCP -> within(transport + 16);
          case IpProtocol.ICMP, IpProtocol.ICMPV6 -> within(transport + 2);
          default -> NONE;
        };
    boolean unused = field != NONE && protocol == IpProtocol.UDP && octets.getShort(field) == 0;
    return unused ? NONE : field;
  }

  private int within(int field) {
    return field >= at && field + 2 <= end ? field : NONE;
  }
}
