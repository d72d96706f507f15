// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.ping.picture.Timeline.Mark;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private static final long BEGIN = 1_795_339_282_442_686_000L;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aShortRunHasAWindowForEachProbe() {
    Timeline timeline = new Timeline(BEGIN);
    for (int i = 0; i < 100; i++) {
      timeline.answered(BEGIN + i * SECOND, 1000 + i);
    }
    int seen = 0;
    for (int i = 0; i < timeline.windows(); i++) {
      assertTrue(timeline.answers(i) <= 1);
      if (timeline.answers(i) == 1) {
        assertEquals(1000 + seen, timeline.shortest(i));
        assertEquals(1000 + seen, timeline.longest(i));
        assertEquals(seen, (i + 1) * timeline.width() / SECOND);
        seen++;
      }
    }
    assertEquals(100, seen);
  }

  @Test
  void whatCameBeforeTheBeginIsInTheFirstWindow() {
    Timeline timeline = new Timeline(BEGIN);
    timeline.mark(BEGIN - 5 * SECOND, Mark.LATE);
    assertEquals(1, timeline.marks(0, Mark.LATE));
    assertEquals(1, timeline.windows());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void nothingIsLostByWidening(long seed) {
    Random random = new Random(seed);
    Timeline timeline = new Timeline(BEGIN);
    long answers = 0;
    double total = 0;
    long shortest = Long.MAX_VALUE;
    long longest = 0;
    long[] marks = new long[Mark.values().length];
    long time = BEGIN;
    for (int i = 0; i < 5000; i++) {
      time += (long) (random.nextDouble() * seed * SECOND);
      if (random.nextInt(4) > 0) {
        long roundTrip = 1L + random.nextInt(1_000_000);
        timeline.answered(time, roundTrip);
        answers++;
        total += roundTrip;
        shortest = Math.min(shortest, roundTrip);
        longest = Math.max(longest, roundTrip);
      } else {
        Mark mark = Mark.values()[random.nextInt(marks.length)];
        timeline.mark(time, mark);
        marks[mark.ordinal()]++;
      }
    }
    long counted = 0;
    double summed = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int i = 0; i < timeline.windows(); i++) {
      if (timeline.answers(i) > 0) {
        counted += timeline.answers(i);
        summed += timeline.mean(i) * timeline.answers(i);
        least = Math.min(least, timeline.shortest(i));
        most = Math.max(most, timeline.longest(i));
      }
    }
    assertTrue(timeline.windows() <= Timeline.WINDOWS);
    assertEquals(answers, counted);
    assertEquals(total, summed, 1);
    assertEquals(shortest, least);
    assertEquals(longest, most);
    for (Mark mark : Mark.values()) {
      assertEquals(marks[mark.ordinal()], timeline.marks(mark), mark.toString());
    }
  }
}
