// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.lang.ref.Reference;

/** Socket options of one {@code int}, through memory that is made once. One thread at a time. */
public final class SocketOptions {
  private final Block memory = Block.allocate(16);

  /** Sets an option: 0 or −errno. */
  public int set(int fd, int level, int name, int value) {
    memory.bytes.putInt(0, value);
    int result = Libc.setsockopt(fd, level, name, memory.address, 4);
    Reference.reachabilityFence(memory);
    return result;
  }

  /** An option's value as 32 unsigned bits (options of one octet as well), or −errno. */
  public long get(int fd, int level, int name) {
    memory.bytes.putInt(0, 0).putInt(8, 4);
    int result = Libc.getsockopt(fd, level, name, memory.address, memory.address + 8);
    Reference.reachabilityFence(memory);
    return result < 0 ? result : Integer.toUnsignedLong(memory.bytes.getInt(0));
  }
}
