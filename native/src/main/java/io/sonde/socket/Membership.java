// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.net.InetAddress;

/**
 * A multicast group on an interface: struct ip_mreqn of ip(7), struct ipv6_mreq of ipv6(7).
 *
 * @param interfaceIndex as {@code ip link} counts; 0: the kernel chooses by its routes
 */
public record Membership(InetAddress group, int interfaceIndex) {}
