// SPDX-License-Identifier: Apache-2.0
/**
 * Sockets of Linux as the kernel has them, with the kernel's own errors: every family, type and
 * protocol that socket(2) takes, ancillary data, error queues, batches.
 *
 * <p>{@link io.sonde.socket.Socket} is the face; addresses are {@link io.sonde.socket.SocketAddr},
 * options {@link io.sonde.socket.SockOpt}, numbers {@link io.sonde.socket.SocketConstants}. Every
 * descriptor is close-on-exec. A call that waits ends with data, a time-out, an interrupt or a
 * close by another thread, whichever is first, and no call ever uses a number that was closed.
 * Octets of raw and packet sockets are neither added nor changed.
 *
 * <p>Man pages: socket(7), ip(7), ipv6(7), tcp(7), udp(7), raw(7), icmp(7), unix(7), packet(7),
 * netlink(7), cmsg(3). RFC 3493 (basic API for IPv6), RFC 3542 (advanced API for IPv6).
 */
@NullMarked
package io.sonde.socket;

import org.jspecify.annotations.NullMarked;
