// SPDX-License-Identifier: Apache-2.0
package io.sonde.linux;

import java.nio.ByteBuffer;

/**
 * Layout of struct epoll_event, packed on x86-64 only: events 0, 64 bits of the user's behind it.
 */
public final class EpollEvent {
  /** Offset of the user's 64 bits. */
  public static final int DATA = packed() ? 4 : 8;

  /** Octets of one. */
  public static final int SIZE = DATA + 8;

  private EpollEvent() {}

  private static boolean packed() {
    String machine = System.getProperty("os.arch", "");
    return machine.equals("amd64") || machine.equals("x86_64");
  }

  /** Writes event {@code index} of an array. */
  public static void put(ByteBuffer b, int index, int events, long data) {
    b.putInt(index * SIZE, events);
    b.putLong(index * SIZE + DATA, data);
  }

  /** Events of entry {@code index}. */
  public static int events(ByteBuffer b, int index) {
    return b.getInt(index * SIZE);
  }

  /** The user's 64 bits of entry {@code index}. */
  public static long data(ByteBuffer b, int index) {
    return b.getLong(index * SIZE + DATA);
  }
}
