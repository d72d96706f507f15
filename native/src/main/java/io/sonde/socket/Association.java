// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrnoH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import java.io.IOException;
import java.lang.ref.Reference;

/** What ties a socket to addresses: names, listening, accepting, connecting. */
final class Association {
  private static final long NONE = 0;

  private final Endpoint endpoint;

  Association(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  void bind(SocketAddr address) throws IOException {
    endpoint.checkFamily(address);
    Scratch scratch = Scratch.own();
    int length = scratch.encode(address);
    endpoint.atOnce("bind", address, fd -> Libc.bind(fd, scratch.name.address, length));
  }

  void listen(int backlog) throws IOException {
    endpoint.atOnce("listen", "", fd -> Libc.listen(fd, backlog));
  }

  void shutdown(Shutdown how) throws IOException {
    endpoint.atOnce("shutdown", how, fd -> Libc.shutdown(fd, how.how));
  }

  SocketAddr ownName() throws IOException {
    return name("getsockname", Libc::getsockname);
  }

  SocketAddr peerName() throws IOException {
    return name("getpeername", Libc::getpeername);
  }

  private interface NameCall {
    int make(int fd, long name, long length);
  }

  private SocketAddr name(String symbol, NameCall call) throws IOException {
    Scratch scratch = Scratch.own();
    scratch.expectName();
    endpoint.atOnce(
        symbol, "", fd -> call.make(fd, scratch.name.address, scratch.nameLengthAddress()));
    return received(scratch);
  }

  /** The name that the kernel wrote; a family without names has one that is empty. */
  SocketAddr received(Scratch scratch) {
    SocketAddr name = scratch.receivedName(endpoint.isUnix());
    return name != null ? name : new SocketAddr.Other(endpoint.family.value(), new byte[0]);
  }

  /** The new descriptor; its peer is in the thread's {@link Scratch#name}. */
  int accept(Scratch scratch) throws IOException {
    scratch.expectName();
    long result = endpoint.handle.enter();
    if (result >= 0) {
      int fd = (int) result;
      try {
        // a duplicate that was detached shares the flag, and may have taken it off
        Endpoint.setNonBlocking(fd, true);
        result =
            endpoint.perform(
                Call.ACCEPT,
                fd,
                NONE,
                NONE,
                SocketH.SOCK_CLOEXEC | SocketH.SOCK_NONBLOCK,
                scratch.name.address,
                scratch.nameLengthAddress(),
                endpoint.deadline(0));
      } finally {
        endpoint.handle.leave();
      }
    }
    if (result < 0) {
      throw Failure.of(Call.ACCEPT, "", result);
    }
    return (int) result;
  }

  void connect(SocketAddr address) throws IOException {
    long result = outcome(address);
    if (result < 0) {
      throw Failure.of(Call.CONNECT, address, result);
    }
  }

  /** 0 or the errno. */
  int connectEx(SocketAddr address) throws IOException {
    long result = outcome(address);
    if (result == Failure.INTERRUPTED) {
      throw Failure.of(Call.CONNECT, address, result);
    }
    return result == Failure.TIMED_OUT ? ErrnoH.ETIMEDOUT : (int) -result;
  }

  private long outcome(SocketAddr address) {
    endpoint.checkFamily(address);
    Scratch scratch = Scratch.own();
    int length = scratch.encode(address);
    int fd = endpoint.handle.enter();
    if (fd < 0) {
      return fd;
    }
    try {
      Endpoint.setNonBlocking(fd, true);
      long deadline = endpoint.deadline(0);
      return connect(fd, scratch.name.address, length, deadline);
    } finally {
      endpoint.handle.leave();
      Reference.reachabilityFence(scratch);
    }
  }

  private long connect(int fd, long name, int length, long deadline) {
    long result = endpoint.perform(Call.CONNECT, fd, NONE, NONE, 0, name, length, deadline);
    boolean pending = result == -ErrnoH.EINPROGRESS || result == -ErrnoH.EALREADY;
    if (!pending || deadline == Deadline.AT_ONCE) {
      return result;
    }
    boolean inet =
        endpoint.family.value() == SocketH.AF_INET || endpoint.family.value() == SocketH.AF_INET6;
    while (true) {
      int ready = endpoint.await(fd, Call.CONNECT.events, deadline);
      if (ready < 0) {
        return ready;
      }
      if (!inet) {
        return -new SocketOptions().get(fd, SocketH.SOL_SOCKET, SocketH.SO_ERROR);
      }
      // asking by connect once more leaves the socket as a waiting connect would: connected, or
      // ready for the next attempt; SO_ERROR would leave a 0 or ECONNABORTED for the next call
      result = endpoint.perform(Call.CONNECT, fd, NONE, NONE, 0, name, length, Deadline.AT_ONCE);
      if (result != -ErrnoH.EALREADY) {
        return result == -ErrnoH.EISCONN ? 0 : result;
      }
    }
  }
}
