// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import io.sonde.linux.ThreadControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.function.Executable;

/** A call on a thread of its own that is expected to wait. */
final class Waiting<T> {
  private static final long PATIENCE_SECONDS = 20;

  private final CompletableFuture<ThreadControl> started = new CompletableFuture<>();
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final Thread thread;
  private boolean ended; // guarded by started: a thread that is gone must get no signal

  private Waiting(Callable<T> call) {
    thread =
        new Thread(
            () -> {
              started.complete(ThreadControl.ofThisThread());
              try {
                outcome.complete(call.call());
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
              }
              synchronized (started) {
                ended = true;
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins the call. */
  static <T> Waiting<T> in(Callable<T> call) {
    return new Waiting<>(call);
  }

  /** Begins a call without a result. */
  static Waiting<Boolean> run(Executable call) {
    return new Waiting<>(
        () -> {
          try {
            call.execute();
            return true;
          } catch (Exception | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private ThreadControl control() {
    return started.join();
  }

  /** Returns once its thread sleeps in the kernel, which Java calls runnable. */
  Waiting<T> untilItWaits() {
    Path stat = Path.of("/proc/self/task", control().number() + "", "stat");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (int asleep = 0; asleep < 5; ) {
      if (outcome.isDone()) {
        return fail("the call did not wait: " + outcome);
      }
      if (System.nanoTime() > end) {
        return fail("the call never waited");
      }
      asleep = thread.getState() == Thread.State.RUNNABLE && sleeps(stat) ? asleep + 1 : 0;
      LockSupport.parkNanos(1_000_000);
    }
    return this;
  }

  private static boolean sleeps(Path stat) {
    try {
      String text = Files.readString(stat);
      return text.startsWith(" S", text.lastIndexOf(')') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isDone() {
    return outcome.isDone();
  }

  Thread thread() {
    return thread;
  }

  /** Ends its system call with EINTR. */
  void interruptCall() {
    ThreadControl control = control();
    synchronized (started) {
      if (!ended) {
        control.interruptCall();
      }
    }
  }

  T result() throws Exception {
    try {
      return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return fail("the call failed", e.getCause());
    } catch (TimeoutException e) {
      return fail("the call never ended", e);
    }
  }

  <E extends Throwable> E failure(Class<E> kind) throws Exception {
    try {
      return fail("the call gave " + outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return assertInstanceOf(kind, e.getCause());
    } catch (TimeoutException e) {
      return fail("the call never ended", e);
    }
  }

  void failsWith(Errno expected) throws Exception {
    SystemCallException e = failure(SystemCallException.class);
    assertEquals(expected, e.errno(), e::getMessage);
  }
}
