// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.InternetChecksum;

/** Right checksums of layers in place, the pseudo header among them (RFC 1071, RFC 8200 8.1). */
final class Checksums {
  private static final int LOOSE_SOURCE_ROUTE = 131;
  private static final int STRICT_SOURCE_ROUTE = 137;

  private Checksums() {}

  /** The checksum over {@code from … to - 1}, whose two octets at {@code skip} do not count. */
  static long over(PacketLayout packet, int from, int to, int skip) {
    return InternetChecksum.fold(sum(packet, 0, from, to, skip));
  }

  private static long sum(PacketLayout packet, long sum, int from, int to, int skip) {
    long first = InternetChecksum.add(sum, packet.view(), from, skip - from);
    return InternetChecksum.add(first, packet.view(), skip + 2, Math.max(0, to - skip - 2));
  }

  /**
   * The checksum of a layer that IP carries, over the pseudo header and {@code from … to - 1}.
   *
   * @param length what the pseudo header says
   * @return {@link Field#UNKNOWN} if no IP layer carries it
   */
  static long withPseudoHeader(
      PacketLayout packet, int layer, int protocol, int from, int to, int skip, int length) {
    int ip = layer - 1;
    int last = -1;
    int home = -1;
    while (ip >= 0 && packet.specs[ip] instanceof ExtensionSpec extension) {
      int there = extension.lastDestination(packet, ip);
      last = there >= 0 && last < 0 ? there : last;
      int at = extension.homeAddress(packet, ip);
      home = at >= 0 ? at : home;
      ip--;
    }
    if (ip < 0) {
      return Field.UNKNOWN;
    }
    int start = packet.start[ip];
    long sum = (long) protocol + (length >>> 16) + (length & 0xffff);
    if (packet.specs[ip] instanceof IpSpec) {
      sum = InternetChecksum.add(sum, packet.view(), start + 12, 4);
      int destination = last(packet, start + IpSpec.LENGTH, packet.headerEnd[ip], start + 16);
      sum = InternetChecksum.add(sum, packet.view(), destination, 4);
    } else if (packet.specs[ip] instanceof Ip6Spec) {
      sum = InternetChecksum.add(sum, packet.view(), home < 0 ? start + 8 : home, 16);
      sum = InternetChecksum.add(sum, packet.view(), last < 0 ? start + 24 : last, 16);
    } else {
      return Field.UNKNOWN;
    }
    return InternetChecksum.fold(sum(packet, sum, from, to, skip));
  }

  /** The last address of a source route that has not come to its end (RFC 1122 3.2.1.8). */
  private static int last(PacketLayout packet, int optionsFrom, int optionsTo, int otherwise) {
    int at = optionsFrom;
    while (at < optionsTo) {
      int type = packet.u8(at);
      if (type <= 1) {
        if (type == 0) {
          break;
        }
        at++;
        continue;
      }
      int length = optionsTo - at < 2 ? 0 : packet.u8(at + 1);
      if (length < 2 || length > optionsTo - at) {
        break;
      }
      boolean route = type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE;
      if (route && length >= 7 && packet.u8(at + 2) <= length) {
        return at + length - 4;
      }
      at += length;
    }
    return otherwise;
  }
}
