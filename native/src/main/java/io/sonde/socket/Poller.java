// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.EpollEvent;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many sockets watched at once, epoll(7), level-triggered: an event is reported as long as its
 * cause lasts. Registered sockets stay reachable. A socket that is closed is dropped and reported
 * once with {@link #CLOSED}. All methods may be called by several threads at once.
 */
public final class Poller implements AutoCloseable {
  /** Receiving would not wait. */
  public static final int IN = FcntlH.POLLIN;

  /** Something exceptional, such as urgent data of TCP. */
  public static final int PRI = FcntlH.POLLPRI;

  /** Sending would not wait. */
  public static final int OUT = FcntlH.POLLOUT;

  /** An error is pending, or the error queue has an entry; reported always. */
  public static final int ERR = FcntlH.POLLERR;

  /** Both directions have ended; reported always. */
  public static final int HUP = FcntlH.POLLHUP;

  /** The socket was closed, and is registered no more; reported always, once. */
  public static final int CLOSED = FcntlH.POLLNVAL;

  /** The peer will send no more. */
  public static final int RDHUP = FcntlH.POLLRDHUP;

  /**
   * A socket and what happened to it.
   *
   * @param events any of the constants of {@link Poller}, combined by OR
   */
  public record Ready(Socket socket, int events) {}

  private static final int KNOWN = IN | PRI | OUT | ERR | HUP | RDHUP;
  private static final int MOST = 256;
  private static final long BELL = 0;

  /** A socket under the number that epoll gives back. */
  private record Registration(long key, Socket socket, int fd) {}

  private final Handle epoll;
  private final Handle.ClosingListener listener = this::closing;
  private final Map<Handle, Registration> byHandle = new HashMap<>();
  private final Map<Long, Socket> byKey = new HashMap<>();
  private final Deque<Socket> closedSockets = new ArrayDeque<>();
  private long lastKey = BELL;
  private boolean woken;

  private Poller(int fd) {
    epoll = Handle.owning(fd);
  }

  /**
   * A poller without sockets.
   *
   * @throws IOException EMFILE
   */
  public static Poller open() throws IOException {
    int fd = Libc.epollCreate1(FcntlH.EPOLL_CLOEXEC);
    if (fd < 0) {
      throw Failure.of("epoll_create1", "", fd, 0);
    }
    Poller poller = new Poller(fd);
    int bell = poller.epoll.event();
    int result = bell < 0 ? bell : control(fd, FcntlH.EPOLL_CTL_ADD, bell, IN, BELL);
    if (result < 0) {
      poller.close();
      throw Failure.of("epoll_ctl", "", result, 0);
    }
    return poller;
  }

  private static int control(int epoll, int operation, int fd, int events, long key) {
    Block event = Scratch.own().data(EpollEvent.SIZE);
    EpollEvent.put(event.bytes, 0, events, key);
    int result = Libc.epollCtl(epoll, operation, fd, event.address);
    Reference.reachabilityFence(event);
    return result;
  }

  private static int checked(int events) {
    if ((events & ~KNOWN) != 0) {
      throw new IllegalArgumentException(
          "events must be IN, PRI, OUT, RDHUP, ERR, HUP: 0x" + Integer.toHexString(events));
    }
    return events;
  }

  /**
   * Watches a socket.
   *
   * @param events {@link #IN}, {@link #PRI}, {@link #OUT}, {@link #RDHUP}, combined by OR; 0 for
   *     errors alone
   * @throws IllegalArgumentException if it is registered, or for other events
   * @throws IOException EBADF if the socket or the poller is closed
   */
  public void add(Socket socket, int events) throws IOException {
    checked(events);
    withBoth(socket, (poller, fd) -> add(socket, events, poller, fd));
  }

  private synchronized int add(Socket socket, int events, int poller, int fd) {
    Handle handle = socket.handle();
    if (byHandle.containsKey(handle)) {
      throw new IllegalArgumentException(socket + " is registered");
    }
    Registration made = new Registration(++lastKey, socket, fd);
    int result = control(poller, FcntlH.EPOLL_CTL_ADD, fd, events, made.key());
    if (result < 0) {
      return result;
    }
    byHandle.put(handle, made);
    byKey.put(made.key(), socket);
    if (!handle.listen(listener)) {
      forget(handle);
      control(poller, FcntlH.EPOLL_CTL_DEL, fd, 0, BELL);
      return -ErrnoH.EBADF;
    }
    return 0;
  }

  /**
   * Watches a registered socket for other events.
   *
   * @param events as in {@link #add}
   * @throws IllegalArgumentException if it is not registered, or for other events
   * @throws IOException EBADF if the socket or the poller is closed
   */
  public void modify(Socket socket, int events) throws IOException {
    checked(events);
    withBoth(
        socket,
        (poller, fd) ->
            control(poller, FcntlH.EPOLL_CTL_MOD, fd, events, registered(socket).key()));
  }

  /**
   * Watches a socket no more.
   *
   * @throws IllegalArgumentException if it is not registered
   * @throws IOException EBADF if the socket or the poller is closed
   */
  public void remove(Socket socket) throws IOException {
    withBoth(
        socket,
        (poller, fd) -> {
          registered(socket);
          socket.handle().forget(listener);
          forget(socket.handle());
          return control(poller, FcntlH.EPOLL_CTL_DEL, fd, 0, BELL);
        });
  }

  private interface Body {
    int run(int poller, int fd);
  }

  /** Neither number is released while {@code body} uses it. */
  private void withBoth(Socket socket, Body body) throws IOException {
    int poller = epoll.enter();
    int result = poller;
    if (poller >= 0) {
      try {
        result = socket.handle().enter();
        if (result >= 0) {
          try {
            result = body.run(poller, result);
          } finally {
            socket.handle().leave();
          }
        }
      } finally {
        epoll.leave();
      }
    }
    if (result < 0) {
      throw Failure.of("epoll_ctl", socket, result, 0);
    }
  }

  private synchronized Registration registered(Socket socket) {
    Registration found = byHandle.get(socket.handle());
    if (found == null) {
      throw new IllegalArgumentException(socket + " is not registered");
    }
    return found;
  }

  private synchronized @Nullable Registration forget(Handle handle) {
    Registration found = byHandle.remove(handle);
    if (found != null) {
      byKey.remove(found.key());
    }
    return found;
  }

  /** By the thread that closes; duplicates would keep epoll reporting without the removal. */
  private void closing(Handle handle) {
    int poller = epoll.enter();
    if (poller < 0) {
      return;
    }
    try {
      synchronized (this) {
        Registration found = forget(handle);
        if (found != null) {
          control(poller, FcntlH.EPOLL_CTL_DEL, found.fd(), 0, BELL);
          closedSockets.add(found.socket());
        }
      }
      epoll.ring();
    } finally {
      epoll.leave();
    }
  }

  /**
   * Waits until something happens to a registered socket.
   *
   * @param timeoutOrNull null: without limit; zero: does not wait
   * @return what happened; empty after the time-out or {@link #wakeup}
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws IOException EBADF if the poller is closed, also meanwhile
   */
  public List<Ready> poll(@Nullable Duration timeoutOrNull) throws IOException {
    long deadline = Deadline.in(Deadline.nanos(timeoutOrNull));
    List<Ready> ready = new ArrayList<>();
    int result = epoll.enter();
    if (result >= 0) {
      Interruption interruption = Scratch.own().interruption;
      interruption.begin(epoll);
      try {
        result = poll(result, deadline, ready);
      } finally {
        interruption.finish();
        epoll.leave();
      }
    }
    if (result < 0) {
      throw Failure.of("epoll_wait", "", result, 0);
    }
    return ready;
  }

  private int poll(int fd, long deadline, List<Ready> ready) {
    Block events = Scratch.own().data(MOST * EpollEvent.SIZE);
    while (!epoll.isClosing()) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      boolean ends = takeClosed(ready) || interrupted;
      long left = Deadline.left(deadline);
      int count = Libc.epollWait(fd, events.address, MOST, ends ? 0 : milliseconds(left));
      Reference.reachabilityFence(events);
      if (count < 0 && count != -ErrnoH.EINTR) {
        return count;
      }
      collect(events, count, ready);
      if (!ready.isEmpty() || count == 0 && left == 0) {
        return 0;
      }
      if (ends) {
        return interrupted ? Failure.INTERRUPTED : 0;
      }
    }
    return -ErrnoH.EBADF;
  }

  /** Whether there is a reason to return: a closed socket, or a wake-up. */
  private synchronized boolean takeClosed(List<Ready> ready) {
    boolean ends = woken || !closedSockets.isEmpty();
    closedSockets.forEach(socket -> ready.add(new Ready(socket, CLOSED)));
    closedSockets.clear();
    woken = false;
    return ends;
  }

  private void collect(Block events, int count, List<Ready> ready) {
    for (int i = 0; i < count; i++) {
      long key = EpollEvent.data(events.bytes, i);
      Socket socket;
      synchronized (this) {
        socket = byKey.get(key);
      }
      if (key == BELL) {
        epoll.hush(0);
      } else if (socket != null) {
        ready.add(new Ready(socket, EpollEvent.events(events.bytes, i)));
      }
    }
  }

  /** Rounded up, lest a wait end early. */
  private static int milliseconds(long nanos) {
    return nanos < 0 ? -1 : (int) Math.min((nanos + 999_999) / 1_000_000, Integer.MAX_VALUE);
  }

  /** Ends the poll that waits, or the next one, with what there is, usually nothing. */
  public void wakeup() {
    synchronized (this) {
      woken = true;
    }
    if (epoll.enter() >= 0) {
      epoll.ring();
      epoll.leave();
    }
  }

  /** Forgets every socket and ends polls that wait with EBADF. Does nothing the second time. */
  @Override
  public void close() {
    List<Handle> handles;
    synchronized (this) {
      handles = List.copyOf(byHandle.keySet());
      byHandle.clear();
      byKey.clear();
    }
    handles.forEach(handle -> handle.forget(listener));
    epoll.close();
  }
}
