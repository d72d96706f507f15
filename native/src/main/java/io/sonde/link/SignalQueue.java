// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.PollSet;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * SIGHUP, SIGINT, SIGQUIT and SIGTERM by signalfd(2). The JVM keeps them from programs, unless it
 * is started with them blocked: every thread inherits that, and they wait to be read. Where they
 * are not blocked they end the process as ever. To be closed before the JVM exits, which otherwise
 * gives a thread that waits in a system call 300 ms to come back.
 */
public final class SignalQueue implements AutoCloseable {
  private static final int SIGSET = 128;
  private static final int SIGINFO = 128;
  private static final int[] SIGNALS = {
    FcntlH.SIGHUP, FcntlH.SIGINT, FcntlH.SIGQUIT, FcntlH.SIGTERM
  };

  /** Number of SIGQUIT. */
  public static final int QUIT = FcntlH.SIGQUIT;

  /** Number of SIGHUP. */
  public static final int HANGUP = FcntlH.SIGHUP;

  private final int signals;
  private final int closing;
  private final @Nullable Thread reader;

  private SignalQueue(int signals, int closing, @Nullable IntConsumer listener) {
    this.signals = signals;
    this.closing = closing;
    reader = listener == null ? null : new Thread(null, () -> read(listener), "signals", 1 << 18);
  }

  /**
   * Begins to read the signals that are blocked, in a daemon thread.
   *
   * @param listener called in that thread with the number of each signal
   * @throws IOException if the process has no descriptor left (EMFILE, ENFILE)
   */
  public static SignalQueue listen(IntConsumer listener) throws IOException {
    Block mask = Block.allocate(SIGSET);
    Failure.check(Libc.sigmask(FcntlH.SIG_BLOCK, 0, mask.address), "pthread_sigmask", "");
    long wanted = 0;
    for (int signal : SIGNALS) {
      wanted |= bit(signal);
    }
    wanted &= mask.bytes.getLong(0);
    if (wanted == 0
        || wanted == bit(FcntlH.SIGQUIT)) { // HotSpot blocks SIGQUIT in all threads but one
      return new SignalQueue(-1, -1, null);
    }
    Block set = Block.allocate(SIGSET);
    set.bytes.putLong(0, wanted);
    int closing = Failure.check(Libc.eventfd(0, FcntlH.EFD_CLOEXEC), "eventfd", "");
    int signals = Libc.signalfd(-1, set.address, FcntlH.SFD_CLOEXEC);
    Reference.reachabilityFence(set);
    if (signals < 0) {
      Libc.close(closing);
      throw Failure.of(signals, "signalfd", "", "");
    }
    SignalQueue queue = new SignalQueue(signals, closing, listener);
    queue.start();
    return queue;
  }

  private void start() {
    if (reader != null) {
      reader.setDaemon(true);
      reader.start();
    }
  }

  /** Whether any of the signals is blocked; if none is, nothing has been started. */
  public boolean isListening() {
    return reader != null;
  }

  private static long bit(int signal) {
    return 1L << signal - 1;
  }

  private void read(IntConsumer listener) {
    Block info = Block.allocate(SIGINFO);
    PollSet ready = new PollSet(2);
    while (true) {
      ready.put(0, signals, FcntlH.POLLIN);
      ready.put(1, closing, FcntlH.POLLIN);
      int result = ready.await(2, -1);
      if (result < 0 && result != -ErrnoH.EINTR) {
        return;
      }
      if (result > 0 && ready.returned(1) != 0) {
        return;
      }
      if (result > 0 && Libc.read(signals, info.address, SIGINFO) == SIGINFO) {
        listener.accept(info.bytes.getInt(0));
      }
    }
  }

  /** Ends the reader; the signals stay blocked. */
  @Override
  public void close() {
    if (reader == null) {
      return;
    }
    Block one = Block.allocate(8);
    one.bytes.putLong(0, 1);
    Libc.write(closing, one.address, 8);
    Reference.reachabilityFence(one);
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    Libc.close(signals);
    Libc.close(closing);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends the process by a signal as if it had not been blocked; returns only if something else
   * handles it.
   */
  public static void endBy(int signal) {
    Block set = Block.allocate(SIGSET);
    set.bytes.putLong(0, bit(signal));
    Libc.sigmask(FcntlH.SIG_UNBLOCK, set.address, 0);
    Libc.kill(Libc.getpid(), signal);
    Reference.reachabilityFence(set);
  }
}
