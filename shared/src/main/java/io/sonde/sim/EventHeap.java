// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.util.Arrays;

/**
 * What is still to happen, earliest first; what is due at one time keeps the order of its arrival.
 */
final class EventHeap {
  private long[] times = new long[64];
  private long[] orders = new long[64];
  private long[] events = new long[64];
  private int size;
  private long added;

  /** Puts in an event, any 64 bits, due at {@code time}. */
  void add(long time, long event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    int hole = size++;
    long order = added++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      // a later arrival never overtakes its like, so equal times stop here
      if (times[parent] <= time) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    set(hole, time, order, event);
  }

  /** Time of the earliest event; {@link Long#MAX_VALUE} if there is none. */
  long nextTime() {
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** The earliest event; there must be one. */
  long peek() {
    return events[0];
  }

  /** Takes out the earliest event; there must be one. */
  long take() {
    long first = events[0];
    int last = --size;
    int hole = 0;
    for (int child = 1; child < last; child = 2 * hole + 1) {
      if (child + 1 < last && before(child + 1, child)) {
        child++;
      }
      if (!before(child, last)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    set(hole, times[last], orders[last], events[last]);
    return first;
  }

  private boolean before(int one, int other) {
    return times[one] < times[other] || (times[one] == times[other] && orders[one] < orders[other]);
  }

  private void move(int from, int to) {
    set(to, times[from], orders[from], events[from]);
  }

  private void set(int at, long time, long order, long event) {
    times[at] = time;
    orders[at] = order;
    events[at] = event;
  }
}
