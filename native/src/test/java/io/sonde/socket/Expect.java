// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Ways in which a call is expected to fail. */
final class Expect {
  /** How late a call may be in a test: the machine may be busy, and tests are no measurements. */
  static final long LATE_MILLIS = 300;

  private Expect() {}

  static SystemCallException errno(Errno expected, Executable call) {
    SystemCallException e = assertThrows(SystemCallException.class, call);
    assertEquals(expected, e.errno(), e::getMessage);
    return e;
  }

  /** EAGAIN of a call that may not wait. */
  static WouldBlockException wouldBlock(Executable call) {
    WouldBlockException e = assertThrows(WouldBlockException.class, call);
    assertEquals(Errno.EAGAIN, e.errno());
    return e;
  }

  static void illegal(Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message != null && !message.isBlank(), "an illegal argument is explained");
  }

  /** A time-out that is neither early nor very late. */
  static SocketTimeoutException timeOut(long millis, Executable call) {
    long begin = System.nanoTime();
    SocketTimeoutException e = assertThrows(SocketTimeoutException.class, call);
    long nanos = System.nanoTime() - begin;
    assertTrue(nanos >= TimeUnit.MILLISECONDS.toNanos(millis), () -> nanos + " ns is early");
    assertSoon(begin, millis);
    return e;
  }

  /** That the time since {@code begin} is not much more than {@code millis}. */
  static void assertSoon(long begin, long millis) {
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertTrue(took < millis + LATE_MILLIS, () -> took + " ms, not about " + millis);
  }

  /** That a call does not wait. */
  static <T> T atOnce(ThrowingSupplier<T> call) throws Throwable {
    long begin = System.nanoTime();
    T result = call.get();
    assertSoon(begin, 0);
    return result;
  }
}
