// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;

/** Link addresses of six octets as numbers of 48 bits. */
final class LinkAddresses {
  private static final int LENGTH = 6;

  private LinkAddresses() {}

  /** The number; 0 for anything that has not six octets. */
  static long of(Octets octets) {
    long address = 0;
    for (int i = 0; octets.length() == LENGTH && i < LENGTH; i++) {
      address = address << 8 | octets.at(i) & 0xff;
    }
    return address;
  }

  /** Where packets for a group go (RFC 1112 section 6.4, RFC 2464 section 7). */
  static long group(IpAddress address) {
    return address.family() == IpFamily.IPV4
        ? 0x01005e000000L | address.low() & 0x7fffff
        : 0x333300000000L | address.low() & 0xffffffffL;
  }
}
