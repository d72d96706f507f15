// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight table = new InFlight();

  private long add() {
    return table.add(table.newest(), 10, 20, 56, false);
  }

  @Test
  void numbersProbesFromOne() {
    assertEquals(1, add());
    assertEquals(2, add());
    assertEquals(2, table.newest());
    assertEquals(2, table.outstanding());
  }

  @Test
  void findsByWireSequence() {
    add();
    add();
    assertEquals(1, table.find(1));
    assertEquals(2, table.find(2));
    assertEquals(0, table.find(0), "probe 0 does not exist");
    assertEquals(0, table.find(3), "never sent");
    assertEquals(0, table.find(65_535), "never sent");
  }

  @Test
  void keepsEverythingWhileItGrows() {
    for (long sequence = 1; sequence <= InFlight.GENERATION; sequence++) {
      table.add(sequence - 1, sequence * 3, sequence * 5, (int) sequence % 100, sequence % 2 == 0);
      table.stamp(sequence, sequence * 7);
      if (sequence % 3 == 0) {
        table.answer(sequence, sequence * 11);
      }
    }
    for (long sequence = 1; sequence <= InFlight.GENERATION; sequence++) {
      assertEquals(sequence, table.find((int) sequence & 0xffff));
      assertEquals(sequence, table.findNumber(sequence - 1));
      assertEquals(sequence * 3, table.sentNanos(sequence));
      assertEquals(sequence * 5, table.sentEpochNanos(sequence));
      assertEquals(sequence * 7, table.stamp(sequence));
      assertEquals((int) sequence % 100, table.size(sequence));
      assertEquals(sequence % 2 == 0, table.isShared(sequence));
      boolean answered = sequence % 3 == 0;
      assertEquals(answered ? InFlight.ANSWERED : InFlight.OUTSTANDING, table.state(sequence));
      assertEquals(answered ? sequence * 11 : 0, table.roundTrip(sequence));
    }
  }

  @Test
  void wireSequenceMeansTheNewestGeneration() {
    for (int i = 0; i < 70_000; i++) {
      add();
    }
    assertEquals(65_537, table.find(1));
    assertEquals(65_536, table.find(0));
    assertEquals(65_535, table.find(65_535));
    assertEquals(InFlight.UNKNOWN, table.state(1), "forgotten");
    assertEquals(70_000 - 65_536 + 1, table.oldest());
    assertEquals(70_000 - 65_536, InFlight.displacedBy(70_000));
    assertEquals(0, InFlight.displacedBy(65_536));
    assertEquals(1, InFlight.displacedBy(65_537));
    assertEquals(InFlight.GENERATION, table.outstanding());
  }

  @Test
  void refusedProbesUseUpNoChannelNumber() {
    table.add(0, 0, 0, 0, false);
    table.add(-1, 0, 0, 0, false);
    table.add(1, 0, 0, 0, false);
    assertEquals(1, table.findNumber(0));
    assertEquals(3, table.findNumber(1));
    assertEquals(0, table.findNumber(-1));
  }

  @Test
  void agreesWithAMapOverRandomRuns() {
    SplittableRandom random = new SplittableRandom(1);
    Map<Long, Integer> model = new HashMap<>();
    for (int i = 0; i < 300_000; i++) {
      if (table.newest() == 0 || random.nextInt(3) == 0) {
        model.put(add(), InFlight.OUTSTANDING);
        model.remove(table.newest() - InFlight.GENERATION);
      } else {
        long sequence = table.oldest() + random.nextLong(table.newest() - table.oldest() + 1);
        int state = 1 + random.nextInt(4);
        table.settle(sequence, state);
        model.put(sequence, state);
        assertEquals(sequence, table.find((int) sequence & 0xffff));
      }
    }
    model.forEach((sequence, state) -> assertEquals(state, table.state(sequence)));
    long open = model.values().stream().filter(s -> s == InFlight.OUTSTANDING).count();
    assertEquals(open, table.outstanding());
    assertTrue(table.newest() > InFlight.GENERATION, "the run wraps");
  }

  @Test
  void countsCopies() {
    long sequence = add();
    assertEquals(1, table.countCopy(sequence));
    assertEquals(2, table.countCopy(sequence));
  }
}
