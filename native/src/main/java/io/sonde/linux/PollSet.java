// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** An array of struct pollfd (descriptor 0, events 4, revents 6) and a time-out. */
public final class PollSet {
  private static final int POLLFD = 8;
  private static final int TIMESPEC = 16;

  private final Block block;
  private final ByteBuffer bytes;

  /**
   * @param capacity descriptors it can hold
   */
  public PollSet(int capacity) {
    block = Block.allocate(TIMESPEC + capacity * POLLFD);
    bytes = block.bytes;
  }

  /** Sets entry {@code i}. {@code events}: POLLIN …; errors are reported always */
  public void put(int i, int fd, int events) {
    bytes.putInt(TIMESPEC + i * POLLFD, fd);
    bytes.putInt(TIMESPEC + i * POLLFD + 4, events & 0xffff);
  }

  /** What the last wait found for entry {@code i}. */
  public int returned(int i) {
    return Short.toUnsignedInt(bytes.getShort(TIMESPEC + i * POLLFD + 6));
  }

  /**
   * Waits with the clock's full resolution.
   *
   * @param count entries in use
   * @param nanos longest wait; below 0: without limit
   * @return entries with something, 0 after the time, −EINTR after a signal
   */
  public int await(int count, long nanos) {
    long timeout = 0;
    if (nanos >= 0) {
      bytes.putLong(0, nanos / 1_000_000_000);
      bytes.putLong(8, nanos % 1_000_000_000);
      timeout = block.address;
    }
    int result = Libc.ppoll(block.address + TIMESPEC, count, timeout);
    Reference.reachabilityFence(block);
    return result;
  }
}
