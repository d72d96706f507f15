// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import java.io.IOException;
import java.util.PriorityQueue;

/** Work that is due at times, in their order; equal times keep the order of their adding. */
final class Timers {
  /** What is to be done. */
  interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  private record Entry(long due, long number, Work work) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(due - other.due, 0);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long added;

  void add(long due, Work work) {
    entries.add(new Entry(due, added++, work));
  }

  /** Does what is due. */
  void run(long now) throws IOException {
    for (Entry first = entries.peek(); first != null; first = entries.peek()) {
      if (first.due - now > 0) {
        return;
      }
      entries.remove();
      first.work.run();
    }
  }

  /** Nanoseconds until the first is due, at most {@code most}; 0 if it is. */
  long wait(long now, long most) {
    Entry first = entries.peek();
    return first == null ? most : Math.min(most, Math.max(0, first.due - now));
  }
}
