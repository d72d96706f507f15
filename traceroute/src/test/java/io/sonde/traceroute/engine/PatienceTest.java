// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.traceroute.config.Schedule.Wait;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void nothingAnswered() {
    assertEquals(5000 * MILLISECOND, new Patience(Wait.ADAPTIVE).of(1));
  }

  @Test
  void onlyRouters() {
    Patience patience = new Patience(Wait.ADAPTIVE);
    patience.answered(1, 20 * MILLISECOND, false);
    assertEquals(1000 * MILLISECOND, patience.of(1));
    patience.answered(2, 300 * MILLISECOND, false);
    assertEquals(3000 * MILLISECOND, patience.of(1));
    patience.answered(3, 900 * MILLISECOND, false);
    assertEquals(5000 * MILLISECOND, patience.of(1));
  }

  @Test
  void theTargetAnswered() {
    Patience patience = new Patience(Wait.ADAPTIVE);
    patience.answered(1, 20 * MILLISECOND, false);
    patience.answered(2, 30 * MILLISECOND, true);
    assertEquals(130 * MILLISECOND, patience.of(1));
    patience.answered(1, 250 * MILLISECOND, false);
    assertEquals(500 * MILLISECOND, patience.of(1));
  }

  @Test
  void explicit() {
    Patience patience = new Patience(new Wait(true, 2000 * MILLISECOND, 3, 10));
    assertEquals(2000 * MILLISECOND, patience.of(2));
    patience.answered(4, 50 * MILLISECOND, false);
    patience.answered(4, 5 * MILLISECOND, false);
    assertEquals(500 * MILLISECOND, patience.of(2), "ten times the first of a later hop");
    assertEquals(150 * MILLISECOND, patience.of(4), "three times the first of its own");
    assertEquals(2000 * MILLISECOND, patience.of(5), "earlier hops say nothing");
    patience.answered(2, 900 * MILLISECOND, true);
    assertEquals(2000 * MILLISECOND, patience.of(2), "never more than the longest");
  }

  @Test
  void factorsOfZeroAreSkipped() {
    Patience patience = new Patience(new Wait(true, 2000 * MILLISECOND, 0, 0));
    patience.answered(1, 5 * MILLISECOND, true);
    assertEquals(2000 * MILLISECOND, patience.of(1));
  }
}
