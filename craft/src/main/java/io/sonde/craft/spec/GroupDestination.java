// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.PacketLayout;

/** A layer that knows to which address a host sends it. */
interface GroupDestination {
  /** The IPv4 address; 0: none in particular. */
  default long ipv4(PacketLayout packet, int layer) {
    return 0;
  }

  /** Writes the 16 octets of the IPv6 address at {@code at}. */
  default void ipv6(PacketLayout packet, int layer, int at) {}

  /** The hop limit over IPv6. */
  default int hopLimit() {
    return Ip6Spec.DEFAULT_HOP_LIMIT;
  }
}
