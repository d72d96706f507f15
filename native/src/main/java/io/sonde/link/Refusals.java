// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

/**
 * Local errors that are to come from the error queue, by destination. The kernel queues one for
 * each failing call, and a packet within a batch fails at least twice: once unseen, when
 * sendmmsg(2) stops before it, and once more when its errno is fetched. Of these one is delivered.
 */
final class Refusals {
  private static final int CAPACITY = 1024;

  private final long[] high = new long[CAPACITY];
  private final long[] low = new long[CAPACITY];
  private int first;
  private int size;

  /** A packet for this destination was refused. */
  void add(long destinationHigh, long destinationLow) {
    if (size == CAPACITY) {
      first = (first + 1) % CAPACITY;
      size--;
    }
    int at = (first + size) % CAPACITY;
    high[at] = destinationHigh;
    low[at] = destinationLow;
    size++;
  }

  /** Whether an error about this destination is the first of its packet. */
  boolean take(long destinationHigh, long destinationLow) {
    for (int i = 0; i < size; i++) {
      int at = (first + i) % CAPACITY;
      if (high[at] == destinationHigh && low[at] == destinationLow) {
        first = (at + 1) % CAPACITY; // what was refused before it has been lost by the kernel
        size -= i + 1;
        return true;
      }
    }
    return false;
  }
}
