// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire.icmp;

import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/** Numbers of IANA's "Address Family Numbers" that stand before an address in objects. */
final class AddressFamily {
  static final int IPV4 = 1;
  static final int IPV6 = 2;

  private AddressFamily() {}

  static int of(IpFamily family) {
    return family == IpFamily.IPV4 ? IPV4 : IPV6;
  }

  /** Null for any other number. */
  static @Nullable IpFamily family(int number) {
    return switch (number) {
      case IPV4 -> IpFamily.IPV4;
      case IPV6 -> IpFamily.IPV6;
      default -> null;
    };
  }
}
