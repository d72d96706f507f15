// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JitterTest {
  @Test
  void nothingWithoutAPair() {
    Jitter jitter = new Jitter();
    assertEquals(0, jitter.pairs());
    assertTrue(Double.isNaN(jitter.mean()));
    assertTrue(Double.isNaN(jitter.rfc3550()));
    assertTrue(Double.isNaN(jitter.worst()));
  }

  @Test
  void bothDefinitions() {
    Jitter jitter = new Jitter();
    jitter.pair(1000, 1160);
    assertEquals(160, jitter.mean());
    assertEquals(10, jitter.rfc3550());
    jitter.pair(1160, 1000);
    assertEquals(160, jitter.mean());
    assertEquals(10 + 150 / 16.0, jitter.rfc3550());
    jitter.pair(1000, 1000);
    assertEquals(320 / 3.0, jitter.mean(), 1e-9);
    assertEquals((10 + 150 / 16.0) * 15 / 16, jitter.rfc3550(), 1e-9);
    assertEquals(160, jitter.worst());
    assertEquals(3, jitter.pairs());
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Jitter jitter = new Jitter();
    jitter.pair(0, 16);
    Jitter copy = new Jitter(jitter);
    copy.pair(0, 32);
    assertEquals(1, jitter.pairs());
    assertEquals(16, jitter.mean());
    assertEquals(1, jitter.rfc3550());
    assertEquals(24, copy.mean());
    assertEquals(32, copy.worst());
  }
}
