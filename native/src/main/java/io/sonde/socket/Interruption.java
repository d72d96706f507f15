// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thread's wait that {@link Thread#interrupt} ends at once. The JDK lets only selectors and
 * channels hear of an interrupt; this is a selector that selects nothing, whose wake-up rings at
 * the handle that its thread waits for.
 */
final class Interruption extends AbstractSelector {
  private final Object lock = new Object();
  private @Nullable Handle handle; // guarded by lock
  private int rings; // guarded by lock
  private Thread waiting = Thread.currentThread(); // guarded by lock

  @SuppressWarnings("NullAway") // the provider is only handed back by provider()
  Interruption() {
    super(null);
  }

  /** From here on, an interrupt of the calling thread rings; at once if it came before. */
  void begin(Handle waitedFor) {
    synchronized (lock) {
      handle = waitedFor;
      waiting = Thread.currentThread();
    }
    begin();
  }

  /** From here on it does not; afterwards the handle is as quiet as without the interrupt. */
  void finish() {
    end();
    synchronized (lock) {
      if (rings > 0 && handle != null) {
        handle.hush(rings);
        rings = 0;
      }
      handle = null;
    }
  }

  /**
   * Called by the interrupting thread, from some release of the JDK on after its own lock is free:
   * the wait that it meant may be over, and another may have begun, whose thread has nothing to
   * hear.
   */
  @Override
  public Selector wakeup() {
    synchronized (lock) {
      if (handle != null && waiting.isInterrupted()) {
        rings++;
        handle.ringForInterrupt();
      }
    }
    return this;
  }

  @Override
  protected void implCloseSelector() {}

  @Override
  protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<SelectionKey> keys() {
    return Set.of();
  }

  @Override
  public Set<SelectionKey> selectedKeys() {
    return Set.of();
  }

  @Override
  public int selectNow() {
    return 0;
  }

  @Override
  public int select(long timeout) {
    return 0;
  }

  @Override
  public int select() {
    return 0;
  }
}
