// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final Refusals refusals = new Refusals();

  @Test
  void deliversOneErrorForEachRefusal() {
    refusals.add(0, 1);
    refusals.add(0, 2);
    refusals.add(0, 2);
    int delivered = 0;
    for (long low : new long[] {1, 1, 2, 2, 2, 2, 2}) {
      delivered += refusals.take(0, low) ? 1 : 0;
    }
    assertEquals(3, delivered);
  }

  @Test
  void passesOverWhatTheKernelLost() {
    refusals.add(0, 1);
    refusals.add(0, 2);
    assertTrue(refusals.take(0, 2));
    assertFalse(refusals.take(0, 1), "the first one's error can only have come before");
  }

  @Test
  void keepsTheNewestWhenThereAreTooMany() {
    for (int i = 0; i < 3000; i++) {
      refusals.add(7, i);
    }
    assertFalse(refusals.take(7, 0));
    assertTrue(refusals.take(7, 2999));
    assertFalse(refusals.take(7, 2999));
  }
}
