// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventHeapTest {
  private record Event(long time, long what) {}

  @Test
  void earliestFirstAndEqualTimesInOrderOfArrival() {
    SplittableRandom random = new SplittableRandom(5);
    EventHeap heap = new EventHeap();
    List<Event> expected = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      if (expected.isEmpty() || random.nextInt(5) < 3) {
        Event event = new Event(random.nextInt(200), i);
        expected.add(event);
        heap.add(event.time, event.what);
      } else {
        // List.sort is stable
        Event first = expected.stream().min(Comparator.comparingLong(Event::time)).orElseThrow();
        assertEquals(first.time, heap.nextTime());
        assertEquals(first.what, heap.take());
        expected.remove(first);
      }
      if (expected.size() > 300) {
        expected.sort(Comparator.comparingLong(Event::time));
        for (Event event : expected) {
          assertEquals(event.what, heap.take());
        }
        expected.clear();
        assertEquals(Long.MAX_VALUE, heap.nextTime());
      }
    }
  }
}
