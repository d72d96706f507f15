// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;

/**
 * A system call that may have to wait for its socket. Each takes a subset of the same arguments, so
 * that one loop waits for all of them. The data of those of messages is a msghdr, or an array of
 * mmsghdr whose length is a count.
 */
enum Call {
  RECV("recv", FcntlH.POLLIN, (fd, data, n, flags, name, length) -> Libc.recv(fd, data, n, flags)),
  RECVFROM("recvfrom", FcntlH.POLLIN, Libc::recvfrom),
  RECVMSG(
      "recvmsg",
      FcntlH.POLLIN,
      (fd, data, n, flags, name, length) -> Libc.recvmsg(fd, data, flags)),
  RECVMMSG(
      "recvmmsg",
      FcntlH.POLLIN,
      (fd, data, n, flags, name, length) -> Libc.recvmmsg(fd, data, (int) n, flags)),
  SEND("send", FcntlH.POLLOUT, (fd, data, n, flags, name, length) -> Libc.send(fd, data, n, flags)),
  SENDTO(
      "sendto",
      FcntlH.POLLOUT,
      (fd, data, n, flags, name, length) -> Libc.sendto(fd, data, n, flags, name, (int) length)),
  SENDMSG(
      "sendmsg",
      FcntlH.POLLOUT,
      (fd, data, n, flags, name, length) -> Libc.sendmsg(fd, data, flags)),
  SENDMMSG(
      "sendmmsg",
      FcntlH.POLLOUT,
      (fd, data, n, flags, name, length) -> Libc.sendmmsg(fd, data, (int) n, flags)),
  ACCEPT(
      "accept",
      FcntlH.POLLIN,
      (fd, data, n, flags, name, length) -> Libc.accept4(fd, name, length, flags)),
  CONNECT(
      "connect",
      FcntlH.POLLOUT,
      (fd, data, n, flags, name, length) -> Libc.connect(fd, name, (int) length));

  private interface Symbol {
    long call(int fd, long data, long length, int flags, long name, long nameLength);
  }

  /** Its name in messages: that of C, where accept4 is called accept. */
  final String symbol;

  /** What to poll for when it cannot go on. */
  final int events;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Symbol libc;

  Call(String symbol, int events, Symbol libc) {
    this.symbol = symbol;
    this.events = events;
    this.libc = libc;
  }

  /** The result, or −errno; never waits. */
  long make(int fd, long data, long length, int flags, long name, long nameLength) {
    return libc.call(fd, data, length, flags, name, nameLength);
  }

  /** Whether it sends data. */
  boolean sends() {
    return this == SEND || this == SENDTO || this == SENDMSG || this == SENDMMSG;
  }
}
