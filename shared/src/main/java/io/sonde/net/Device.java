// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.util.List;

/**
 * A network interface as the host has it now.
 *
 * @param name its name
 * @param index its number, at least 1
 * @param mtu octets of the longest IP packet
 * @param linkType what its frames begin with
 * @param hardwareAddress link-layer address, six octets on Ethernet; empty if it has none
 * @param addresses its IP addresses
 * @param up whether it is switched on; it may be without a carrier all the same
 */
public record Device(
    String name,
    int index,
    int mtu,
    LinkType linkType,
    Octets hardwareAddress,
    List<Address> addresses,
    boolean up) {
  /**
   * An address of a device.
   *
   * @param address the address
   * @param prefixLength leading bits that its network has in common
   */
  public record Address(IpAddress address, int prefixLength) {}
}
