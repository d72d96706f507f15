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
  private @Nullable Handle handle;
  private int rings;

  @SuppressWarnings("NullAway") // the provider is only handed back by provider()
  Interruption() {
    super(null);
  }

  /** From here on, an interrupt of the calling thread rings; at once if it came before. */
  void begin(Handle waitedFor) {
    handle = waitedFor;
    begin();
  }

  /** From here on it does not; afterwards the handle is as quiet as without the interrupt. */
  void finish() {
    end();
    if (rings > 0 && handle != null) {
      handle.hush(rings);
      rings = 0;
    }
    handle = null;
  }

  /** Called by the interrupting thread under a lock that begin and end take too. */
  @Override
  public Selector wakeup() {
    if (handle != null) {
      rings++;
      handle.ringForInterrupt();
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
