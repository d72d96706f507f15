// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FloodWindowTest {
  @Test
  void growsByOneForEachAnswerUpToItsLimit() {
    FloodWindow window = new FloodWindow(1, 4);
    assertEquals(1, window.room());
    window.sent(1);
    assertEquals(0, window.room());
    window.settled();
    assertEquals(2, window.room());
    for (int i = 0; i < 10; i++) {
      window.sent(1);
      window.settled();
    }
    assertEquals(4, window.room());
  }

  @Test
  void halvesWhenAnswersStayAway() {
    FloodWindow window = new FloodWindow(1, 64);
    for (int i = 0; i < 63; i++) {
      window.sent(1);
      window.settled();
    }
    window.sent(64);
    assertEquals(0, window.room());
    window.stalled();
    assertEquals(32, window.room());
  }

  @Test
  void neverFallsBelowOne() {
    FloodWindow window = new FloodWindow(1, 64);
    window.stalled();
    window.stalled();
    assertEquals(1, window.room());
  }

  @Test
  void aFixedWindowStays() {
    FloodWindow window = new FloodWindow(3, 3);
    window.sent(3);
    window.stalled();
    assertEquals(3, window.room());
  }
}
