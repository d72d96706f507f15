// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;

/** What tests do to one thread of this process: interrupt its system calls, take its powers. */
public final class ThreadControl {
  /** A real-time signal that no JVM uses. */
  private static final int SIGNAL = 60;

  private static final int CAPABILITY_VERSION_3 = 0x20080522;

  static {
    NativeLibrary process = NativeLibrary.getProcess();
    Native.register(ThreadControl.class, process);
    // getpid is a handler that does nothing and may be called at any moment
    signal(SIGNAL, Pointer.nativeValue(process.getFunction("getpid")));
    siginterrupt(SIGNAL, 1); // without SA_RESTART: calls end with EINTR
  }

  private final long thread = pthread_self();
  private final int number = gettid();

  private ThreadControl() {}

  private static native long signal(int signal, long handler);

  private static native int siginterrupt(int signal, int flag);

  private static native long pthread_self();

  private static native int pthread_kill(long thread, int signal);

  private static native int gettid();

  private static native int capget(long header, long data);

  private static native int capset(long header, long data);

  /** The calling thread. */
  public static ThreadControl ofThisThread() {
    return new ThreadControl();
  }

  /** Its number in {@code /proc/self/task}. */
  public int number() {
    return number;
  }

  /** Ends the system call it is in with EINTR; the thread must be alive. */
  public void interruptCall() {
    pthread_kill(thread, SIGNAL);
  }

  /**
   * Takes a capability, capabilities(7), from the calling thread for good.
   *
   * @param capability its number, below 32
   */
  public static void drop(int capability) {
    Block header = Block.allocate(8);
    header.bytes.putInt(0, CAPABILITY_VERSION_3);
    Block sets = Block.allocate(24); // effective, permitted, inheritable; twice
    boolean read = capget(header.address, sets.address) == 0;
    sets.bytes.putInt(0, sets.bytes.getInt(0) & ~(1 << capability));
    if (!read || capset(header.address, sets.address) != 0) {
      throw new IllegalStateException("capset: errno " + Native.getLastError());
    }
    Reference.reachabilityFence(header);
    Reference.reachabilityFence(sets);
  }
}
