// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.SocketH;

/**
 * An address family, address_families(7). Families without a constant here work as well, with
 * {@link SocketAddr.Other} addresses.
 *
 * @param value the kernel's number, as in {@code AF_INET} = 2
 */
public record AddressFamily(int value) {
  /** Local sockets, unix(7). */
  public static final AddressFamily UNIX = new AddressFamily(SocketH.AF_UNIX);

  /** IPv4, ip(7). */
  public static final AddressFamily INET = new AddressFamily(SocketH.AF_INET);

  /** IPv6, ipv6(7). */
  public static final AddressFamily INET6 = new AddressFamily(SocketH.AF_INET6);

  /** The kernel's own messages, netlink(7). */
  public static final AddressFamily NETLINK = new AddressFamily(SocketH.AF_NETLINK);

  /** Frames of a network device, packet(7). */
  public static final AddressFamily PACKET = new AddressFamily(SocketH.AF_PACKET);

  /** Its C name without {@code AF_}; the number when it has no constant here. */
  @Override
  public String toString() {
    return switch (value) {
      case SocketH.AF_UNIX -> "UNIX";
      case SocketH.AF_INET -> "INET";
      case SocketH.AF_INET6 -> "INET6";
      case SocketH.AF_NETLINK -> "NETLINK";
      case SocketH.AF_PACKET -> "PACKET";
      default -> Integer.toString(value);
    };
  }
}
