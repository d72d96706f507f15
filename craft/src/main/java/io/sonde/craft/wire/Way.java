// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.LinkType;
import io.sonde.wire.IpAddress;

/**
 * How packets for one destination leave the host.
 *
 * @param source address that the host would give them
 * @param interfaceIndex number of the device
 * @param device its name
 * @param linkType what its frames begin with
 * @param mtu octets of the longest IP packet
 * @param hardware link address of the device, 48 bits; 0 if it has none
 * @param nextHop neighbour that takes them: a router, or the destination itself
 * @param broadcast whether the destination is a broadcast address of the device's network
 */
public record Way(
    IpAddress source,
    int interfaceIndex,
    String device,
    LinkType linkType,
    int mtu,
    long hardware,
    IpAddress nextHop,
    boolean broadcast) {
  private static final long ALL = 0xffff_ffff_ffffL;

  /** Whether a neighbour has to be asked for its link address. */
  boolean asks() {
    return linkType == LinkType.ETHERNET && !broadcast && !nextHop.isMulticast();
  }

  /** The link address of those that need not be asked for it. */
  long knownLinkAddress() {
    if (linkType != LinkType.ETHERNET) {
      return 0;
    }
    return broadcast ? ALL : LinkAddresses.group(nextHop);
  }
}
