// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void linear() {
    Axis axis = Axis.linear(0, 10, 100, 200);
    assertEquals(100, axis.at(0));
    assertEquals(150, axis.at(5));
    assertEquals(200, axis.at(11));
    assertEquals(List.of(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), axis.ticks(5));
  }

  @Test
  void logarithmic() {
    Axis axis = Axis.logarithmic(1, 100, 0, 200);
    assertEquals(100, axis.at(10), 1e-9);
    assertEquals(List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0), axis.ticks(7));
    assertEquals(List.of(1.0, 10.0, 100.0), Axis.logarithmic(1, 100, 0, 200).ticks(2));
  }

  @Test
  void upsideDown() {
    Axis axis = Axis.linear(0, 10, 200, 100);
    assertEquals(200, axis.at(0));
    assertEquals(100, axis.at(10));
  }

  /** Ticks are few, in order, and within the range, however odd it is. */
  @Test
  void anyRange() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      double from = Math.exp(random.nextDouble() * 25);
      double to = from * (1 + Math.exp(random.nextGaussian() * 4));
      boolean linear = random.nextBoolean();
      Axis axis = linear ? Axis.linear(from, to, 0, 1) : Axis.logarithmic(from, to, 0, 1);
      List<Double> ticks = axis.ticks(6);
      assertTrue(ticks.size() <= 14, from + " to " + to + ": " + ticks);
      for (int t = 0; t < ticks.size(); t++) {
        assertTrue(ticks.get(t) >= from * 0.999 && ticks.get(t) <= to * 1.001);
        assertTrue(t == 0 || ticks.get(t) > ticks.get(t - 1), ticks.toString());
      }
    }
  }
}
