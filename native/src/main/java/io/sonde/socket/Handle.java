// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A descriptor's number and the calls that use it. A call enters before it touches the number and
 * leaves after; closing lets nobody in any more and wakes those who wait, and the last one out
 * releases the number. So no call can meet a number that was opened anew.
 *
 * <p>What wakes is an eventfd beside the descriptor, which the first call that has to wait makes:
 * close(2) wakes nobody, and shutdown(2) would end the traffic of every duplicate.
 *
 * <p>Whoever cannot be reached any more has no call in flight, since a call ends with a write to
 * its handle: then a Cleaner releases the number.
 */
final class Handle {
  /** Told that the number is about to be released. */
  interface ClosingListener {
    /** Called once, by the thread that closes, while the number is still this descriptor's. */
    void closing(Handle handle);
  }

  /** The numbers, apart from the handle that a Cleaner watches. */
  private static final class Numbers implements Runnable {
    final boolean owned;
    final int descriptor;
    volatile int event = -1;
    volatile int result;
    volatile boolean givenAway;

    Numbers(int descriptor, boolean owned) {
      this.descriptor = descriptor;
      this.owned = owned;
    }

    @Override
    public void run() {
      if (owned && !givenAway) {
        result = Libc.close(descriptor);
      }
      if (event >= 0) {
        Libc.close(event);
      }
    }
  }

  private static final int CLOSING = 1 << 31;
  private static final Cleaner CLEANER = Cleaner.create();
  private static final Block ONE = one();
  private static final Block SINK = Block.allocate(8); // written by all, read by nobody
  private static final AtomicIntegerFieldUpdater<Handle> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Handle.class, "state");
  private static final AtomicIntegerFieldUpdater<Handle> RINGS =
      AtomicIntegerFieldUpdater.newUpdater(Handle.class, "rings");

  private final Numbers numbers;
  private final Cleaner.Cleanable cleanable;
  private final List<ClosingListener> listeners = new ArrayList<>(0);
  private volatile int state; // calls in flight, and whether it is closing

  @SuppressWarnings("UnusedVariable") // through RINGS
  private volatile int rings; // interrupts that rang and were not taken back

  private boolean released;

  private Handle(Numbers numbers) {
    this.numbers = numbers;
    cleanable = CLEANER.register(this, numbers);
  }

  /** A handle that closes {@code descriptor}. */
  static Handle owning(int descriptor) {
    return new Handle(new Numbers(descriptor, true));
  }

  /** A handle of a number that somebody else closes. */
  static Handle borrowing(int descriptor) {
    return new Handle(new Numbers(descriptor, false));
  }

  private static Block one() {
    Block one = Block.allocate(8);
    one.bytes.putLong(0, 1);
    return one;
  }

  /** Begins a call: the number, valid until {@link #leave}; −EBADF when it is closed. */
  int enter() {
    int before;
    do {
      before = state;
      if (before < 0) {
        return -ErrnoH.EBADF;
      }
    } while (!STATE.compareAndSet(this, before, before + 1));
    return numbers.descriptor;
  }

  /** Ends a call that {@link #enter} let in. */
  void leave() {
    if (STATE.decrementAndGet(this) == CLOSING) {
      release();
    }
  }

  /** Whether calls in flight have to come back. */
  boolean isClosing() {
    return state < 0;
  }

  /** The number; −1 when it is closed or detached. */
  int number() {
    return isClosing() ? -1 : numbers.descriptor;
  }

  /** Closes: 0, or what close(2) said unless calls in flight close it later. */
  int close() {
    if (!beginClosing()) {
      return 0;
    }
    leave();
    return state == CLOSING ? numbers.result : 0;
  }

  /** Gives the number away once no call uses it any more: the number, or −1. */
  int detach() {
    if (!beginClosing()) {
      return -1;
    }
    int number = numbers.descriptor;
    numbers.givenAway = true;
    leave();
    awaitRelease();
    return number;
  }

  private boolean beginClosing() {
    int before;
    do {
      before = state;
      if (before < 0) {
        return false;
      }
    } while (!STATE.compareAndSet(this, before, before + 1 | CLOSING));
    ring();
    List<ClosingListener> told;
    synchronized (this) {
      told = List.copyOf(listeners);
    }
    told.forEach(listener -> listener.closing(this));
    return true;
  }

  private void release() {
    cleanable.clean();
    synchronized (this) {
      released = true;
      notifyAll();
    }
  }

  /** Short, since closing woke every call; an interrupt is kept for later. */
  private synchronized void awaitRelease() {
    boolean interrupted = false;
    while (!released) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The eventfd that is readable when a call has to look around; −errno without one. */
  int event() {
    if (numbers.event < 0) {
      synchronized (this) {
        if (numbers.event < 0) {
          int made = Libc.eventfd(0, FcntlH.EFD_CLOEXEC | FcntlH.EFD_NONBLOCK);
          if (made < 0) {
            return made;
          }
          numbers.event = made;
        }
      }
    }
    return numbers.event;
  }

  /** Wakes every call that waits; the caller is one in flight, or closes. */
  void ring() {
    int event = numbers.event;
    if (event >= 0) {
      Libc.write(event, ONE.address, 8);
      Reference.reachabilityFence(ONE);
    }
  }

  /** Wakes the calls that wait because a thread was interrupted; {@link #hush} takes it back. */
  void ringForInterrupt() {
    RINGS.incrementAndGet(this);
    ring();
  }

  /**
   * Takes back a thread's own rings, so that others can wait again. The read may swallow a ring
   * that was meant for another; whoever it was for is woken once more.
   *
   * @param count rings
   */
  void hush(int count) {
    Libc.read(numbers.event, SINK.address, 8);
    if (RINGS.addAndGet(this, -count) > 0 || isClosing()) {
      ring();
    }
  }

  /** Registers who is told of closing; false when it is too late. */
  synchronized boolean listen(ClosingListener listener) {
    if (isClosing()) {
      return false;
    }
    listeners.add(listener);
    return true;
  }

  /** Forgets {@code listener}. */
  synchronized void forget(ClosingListener listener) {
    listeners.remove(listener);
  }
}
