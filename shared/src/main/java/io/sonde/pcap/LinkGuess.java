// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

/** The link type of octets that nothing is known of: what they look like. */
final class LinkGuess {
  private static final int IPV6_HEADER = 40;

  private LinkGuess() {}

  /**
   * Raw IP if version and length say so; else Ethernet if its type fits what follows; else raw IP
   * by the version alone; else Ethernet.
   */
  static int of(byte[] octets, int length) {
    int version = length > 0 ? octet(octets, 0) >>> 4 : 0;
    if (version == 4 && length >= 20 && two(octets, 2) == length) {
      return LinkType.RAW;
    }
    if (version == 6 && length >= IPV6_HEADER && two(octets, 4) + IPV6_HEADER == length) {
      return LinkType.RAW;
    }
    if (length > 14 && fits(two(octets, 12), octet(octets, 14))) {
      return LinkType.ETHERNET;
    }
    return version == 4 || version == 6 ? LinkType.RAW : LinkType.ETHERNET;
  }

  private static boolean fits(int etherType, int first) {
    return switch (etherType) {
      case 0x0800 -> first >>> 4 == 4;
      case 0x86dd -> first >>> 4 == 6;
      case 0x0806, 0x8035 -> first == 0; // hardware types have their first octet 0
      case 0x8100, 0x88a8, 0x8847, 0x8848, 0x8863, 0x8864 -> true;
      default -> false;
    };
  }

  private static int two(byte[] octets, int at) {
    return octet(octets, at) << 8 | octet(octets, at + 1);
  }

  private static int octet(byte[] octets, int at) {
    return Byte.toUnsignedInt(octets[at]);
  }
}
