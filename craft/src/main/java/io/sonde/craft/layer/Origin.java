// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/**
 * What a packet takes from the host that sends it, where its text does not say it. All 0 where a
 * packet is only built.
 */
public final class Origin {
  /** Link address of the interface, 48 bits. */
  public long hardware;

  /** Link address of the next hop, 48 bits. */
  public long nextHop;

  /** IPv4 address of the sender, 32 bits. */
  public long ipv4;

  /** Octets 0 … 7 of the sender's IPv6 address. */
  public long ipv6High;

  /** Octets 8 … 15 of the sender's IPv6 address. */
  public long ipv6Low;

  /** All as where nothing is sent. */
  Origin() {}
}
