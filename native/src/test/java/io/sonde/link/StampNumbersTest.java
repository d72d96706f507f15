// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StampNumbersTest {
  private final StampNumbers numbers = new StampNumbers();

  @Test
  void tellsTheChannelsNumber() {
    numbers.handled(numbers.next(), 0);
    numbers.handled(numbers.next(), 5); // 1 … 4 asked for no stamp
    numbers.handled(numbers.next(), -1); // died
    numbers.handled(numbers.next(), 6);
    assertEquals(4, numbers.outstanding());
    assertEquals(0, numbers.numberOf(0));
    assertEquals(5, numbers.numberOf(1));
    assertEquals(2, numbers.outstanding());
    assertEquals(6, numbers.numberOf(3));
    assertEquals(0, numbers.outstanding(), "a stamp that is overtaken is not waited for");
  }

  @Test
  void knowsNothingThatWasNeverGiven() {
    assertEquals(-1, numbers.numberOf(0));
    numbers.handled(numbers.next(), 0);
    for (int id : new int[] {1, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertEquals(-1, numbers.numberOf(id), "id " + id);
    }
    assertEquals(1, numbers.outstanding());
  }

  @Test
  void forgetsWhatIsTooOld() {
    for (int i = 0; i <= StampNumbers.REMEMBERED; i++) {
      numbers.handled(numbers.next(), 100 + i);
    }
    assertEquals(-1, numbers.numberOf(0));
    assertEquals(101, numbers.numberOf(1));
  }

  @Test
  void countsBeyond32Bits() {
    long first = (1L << 32) - 2;
    for (long id = first; id < first + 4; id++) {
      numbers.handled(id, id);
    }
    assertEquals(first, numbers.numberOf(-2));
    assertEquals(first + 1, numbers.numberOf(-1));
    assertEquals(first + 2, numbers.numberOf(0));
    assertEquals(first + 3, numbers.numberOf(1));
    assertEquals(-1, numbers.numberOf(2));
  }

  @Test
  void saysNothingOnceTheCountIsLost() {
    numbers.handled(numbers.next(), 0);
    numbers.lose();
    assertEquals(-1, numbers.numberOf(0));
    assertEquals(0, numbers.outstanding());
  }
}
