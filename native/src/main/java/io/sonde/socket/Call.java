// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;

/**
 * A system call that may have to wait for its socket. Each takes a subset of the same arguments, so
 * that one loop waits for all of them.
 */
enum Call {
  RECV("recv", FcntlH.POLLIN) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.recv(fd, data, length, flags);
    }
  },
  RECVFROM("recvfrom", FcntlH.POLLIN) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.recvfrom(fd, data, length, flags, name, nameLength);
    }
  },
  /** {@code data}: a msghdr. */
  RECVMSG("recvmsg", FcntlH.POLLIN) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.recvmsg(fd, data, flags);
    }
  },
  /** {@code data}: an array of mmsghdr; {@code length}: how many. */
  RECVMMSG("recvmmsg", FcntlH.POLLIN) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.recvmmsg(fd, data, (int) length, flags);
    }
  },
  SEND("send", FcntlH.POLLOUT) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.send(fd, data, length, flags);
    }
  },
  SENDTO("sendto", FcntlH.POLLOUT) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.sendto(fd, data, length, flags, name, (int) nameLength);
    }
  },
  /** {@code data}: a msghdr. */
  SENDMSG("sendmsg", FcntlH.POLLOUT) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.sendmsg(fd, data, flags);
    }
  },
  /** {@code data}: an array of mmsghdr; {@code length}: how many. */
  SENDMMSG("sendmmsg", FcntlH.POLLOUT) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.sendmmsg(fd, data, (int) length, flags);
    }
  },
  ACCEPT("accept", FcntlH.POLLIN) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.accept4(fd, name, nameLength, flags);
    }
  },
  CONNECT("connect", FcntlH.POLLOUT) {
    @Override
    long make(int fd, long data, long length, int flags, long name, long nameLength) {
      return Libc.connect(fd, name, (int) nameLength);
    }
  };

  /** Its name in messages: that of C, where accept4 is called accept. */
  final String symbol;

  /** What to poll for when it cannot go on. */
  final int events;

  Call(String symbol, int events) {
    this.symbol = symbol;
    this.events = events;
  }

  /** The result, or −errno; never waits. */
  abstract long make(int fd, long data, long length, int flags, long name, long nameLength);

  /** Whether it sends data. */
  boolean sends() {
    return this == SEND || this == SENDTO || this == SENDMSG || this == SENDMMSG;
  }
}
