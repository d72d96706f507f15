// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor with its kind and its time-out, and the one loop that waits for it: a call is tried
 * first, and polled for only when the kernel says that it would have to wait. Results are those of
 * the call, or negative as {@link Failure} reads them; nothing is thrown while waiting.
 */
final class Endpoint {
  /** Where nothing tells when to go on: nanoseconds until the first look. */
  static final long FIRST_PAUSE = 500_000;

  private static final long LONGEST_PAUSE = 10_000_000;

  final Handle handle;
  final AddressFamily family;
  final SocketType type;
  final int protocol;

  private volatile @Nullable Duration timeout;
  private volatile long timeoutNanos = -1;

  Endpoint(Handle handle, AddressFamily family, SocketType type, int protocol) {
    this.handle = handle;
    this.family = family;
    this.type = type;
    this.protocol = protocol;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  boolean isBlocking() {
    return timeoutNanos != 0;
  }

  /**
   * @param nullable null: calls wait without limit; zero: they do not wait
   * @param nanos the same as {@link Deadline#nanos} has it
   */
  void timeout(@Nullable Duration nullable, long nanos) {
    timeout = nullable;
    timeoutNanos = nanos;
  }

  /** Up to when a call that starts now waits; the error queue is never waited for. */
  long deadline(int flags) {
    boolean atOnce = (flags & (SocketH.MSG_DONTWAIT | SocketH.MSG_ERRQUEUE)) != 0;
    return atOnce ? Deadline.AT_ONCE : Deadline.in(timeoutNanos);
  }

  boolean isUnix() {
    return family.value() == SocketH.AF_UNIX;
  }

  /** The pause after {@code pause}. */
  static long longer(long pause) {
    return Math.min(Math.max(FIRST_PAUSE, 2 * pause), LONGEST_PAUSE);
  }

  /** Octets in memory of what came. TCP drops what MSG_TRUNC asks for in place of copying it. */
  int copied(long length, int room, int flags) {
    boolean dropped = type.isStream() && !isUnix() && (flags & SocketH.MSG_TRUNC) != 0;
    return dropped ? 0 : (int) Math.min(length, room);
  }

  /** Refuses an address that the socket's family cannot have. */
  void checkFamily(SocketAddr address) {
    if (!(address instanceof SocketAddr.Other) && address.family().value() != family.value()) {
      throw new IllegalArgumentException(
          "an address of family "
              + address.family()
              + " ("
              + address
              + ") on a socket of "
              + family);
    }
  }

  /** Makes a call until it need not wait, the deadline has passed, or the handle closes. */
  long perform(
      Call call,
      int fd,
      long data,
      long length,
      int flags,
      long name,
      long nameLength,
      long deadline) {
    long pause = call == Call.CONNECT ? FIRST_PAUSE : 0;
    boolean waited = false;
    while (true) {
      if (handle.isClosing()) {
        return -ErrnoH.EBADF;
      }
      long result = call.make(fd, data, length, flags, name, nameLength);
      if (result == -ErrnoH.EINTR) {
        continue;
      }
      if (result != -ErrnoH.EAGAIN || deadline == Deadline.AT_ONCE) {
        return result;
      }
      if (waited && Deadline.left(deadline) == 0) {
        return Failure.TIMED_OUT; // false readiness must not carry it on for ever
      }
      int ready = pause > 0 ? rest(pause, deadline) : await(fd, call.events, deadline);
      if (ready < 0) {
        return ready;
      }
      waited = true;
      if (pollMisleads(call)) {
        pause = longer(pause);
      }
    }
  }

  /**
   * Whether poll says writable although the call cannot go on: to a local socket, it looks at the
   * queue of a connected peer only, and not at the backlog of a server.
   */
  private boolean pollMisleads(Call call) {
    return call == Call.CONNECT || call.sends() && isUnix() && !type.isStream();
  }

  /**
   * Waits until a descriptor is ready.
   *
   * @param fd negative: only closing, an interrupt and time end the wait
   * @return what poll returned, above 0; TIMED_OUT, INTERRUPTED, or −errno
   */
  int await(int fd, int events, long deadline) {
    int event = handle.event();
    if (event < 0) {
      return event;
    }
    Scratch scratch = Scratch.own();
    scratch.interruption.begin(handle);
    try {
      scratch.poll.put(0, fd, events);
      scratch.poll.put(1, event, FcntlH.POLLIN);
      while (true) {
        if (handle.isClosing()) {
          return -ErrnoH.EBADF;
        }
        if (Thread.currentThread().isInterrupted()) {
          return Failure.INTERRUPTED;
        }
        long left = Deadline.left(deadline);
        int ready = scratch.poll.await(2, left);
        if (ready < 0 && ready != -ErrnoH.EINTR) {
          return ready;
        }
        int found = ready > 0 ? scratch.poll.returned(0) : 0;
        if (found != 0) {
          return handle.isClosing() ? -ErrnoH.EBADF : found;
        }
        if (left == 0) {
          return Failure.TIMED_OUT;
        }
      }
    } finally {
      scratch.interruption.finish();
    }
  }

  /** Waits for some time where nothing tells when to go on: 1, or as {@link #await}. */
  int rest(long nanos, long deadline) {
    long left = Deadline.left(deadline);
    boolean cut = left >= 0 && left <= nanos;
    int waited = await(-1, 0, cut ? deadline : Deadline.in(nanos));
    return waited == Failure.TIMED_OUT && !cut ? 1 : waited;
  }

  /** The flag that every descriptor has here, lest a call wait where close cannot wake it. */
  static void setNonBlocking(int fd, boolean nonBlocking) {
    int flags = Libc.fcntl(fd, FcntlH.F_GETFL, 0);
    int wanted = nonBlocking ? flags | FcntlH.O_NONBLOCK : flags & ~FcntlH.O_NONBLOCK;
    if (flags >= 0 && wanted != flags) {
      Libc.fcntl(fd, FcntlH.F_SETFL, wanted);
    }
  }

  /**
   * A call that never waits.
   *
   * @param target what it is about, for the message
   */
  int atOnce(String call, Object target, IntUnaryOperator body) throws IOException {
    int result = handle.enter();
    if (result >= 0) {
      try {
        result = body.applyAsInt(result);
      } finally {
        handle.leave();
      }
    }
    if (result < 0) {
      throw Failure.of(call, target, result, 0);
    }
    return result;
  }
}
