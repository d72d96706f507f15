// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

/** What the frames of a device begin with. */
public enum LinkType {
  /** An Ethernet header of 14 octets. */
  ETHERNET(14),
  /** An Ethernet header whose addresses are 0. */
  LOOPBACK(14),
  /** The IP header: TUN devices, tunnels, point-to-point links. */
  RAW_IP(0),
  /** Something else. */
  OTHER(0);

  private final int headerLength;

  LinkType(int headerLength) {
    this.headerLength = headerLength;
  }

  /** Octets before the IP header; 0 for {@link #OTHER}, where they are unknown. */
  public int headerLength() {
    return headerLength;
  }
}
