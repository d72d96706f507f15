// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.function.IntConsumer;

/**
 * SIGINT, SIGQUIT and SIGTERM by signalfd(2). The JVM keeps them from programs, unless it is
 * started with them blocked: every thread inherits that, and they wait to be read. Where they are
 * not blocked they end the process as ever.
 */
public final class SignalQueue {
  private static final int SIGSET = 128;
  private static final int SIGINFO = 128;
  private static final int[] SIGNALS = {FcntlH.SIGINT, FcntlH.SIGQUIT, FcntlH.SIGTERM};

  /** Number of SIGQUIT. */
  public static final int QUIT = FcntlH.SIGQUIT;

  private SignalQueue() {}

  /**
   * Begins to read the signals that are blocked, in a daemon thread.
   *
   * @param listener called in that thread with the number of each signal
   * @return whether any of them is blocked; if none is, nothing has been started
   * @throws IOException if the process has no descriptor left (EMFILE, ENFILE)
   */
  public static boolean listen(IntConsumer listener) throws IOException {
    Block mask = Block.allocate(SIGSET);
    Failure.check(Libc.sigmask(FcntlH.SIG_BLOCK, 0, mask.address), "pthread_sigmask", "");
    long wanted = 0;
    for (int signal : SIGNALS) {
      wanted |= bit(signal);
    }
    wanted &= mask.bytes.getLong(0);
    if (wanted == 0
        || wanted == bit(FcntlH.SIGQUIT)) { // HotSpot blocks SIGQUIT in all threads but one
      return false;
    }
    Block set = Block.allocate(SIGSET);
    set.bytes.putLong(0, wanted);
    int fd = Failure.check(Libc.signalfd(-1, set.address, FcntlH.SFD_CLOEXEC), "signalfd", "");
    Reference.reachabilityFence(set);
    Thread reader = new Thread(null, () -> read(fd, listener), "signals", 1 << 18);
    reader.setDaemon(true);
    reader.start();
    return true;
  }

  private static long bit(int signal) {
    return 1L << signal - 1;
  }

  private static void read(int fd, IntConsumer listener) {
    Block info = Block.allocate(SIGINFO);
    while (true) {
      long octets = Libc.read(fd, info.address, SIGINFO);
      if (octets == SIGINFO) {
        listener.accept(info.bytes.getInt(0));
      } else if (octets != -ErrnoH.EINTR) {
        return;
      }
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
