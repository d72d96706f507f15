// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
  @ParameterizedTest
  @ValueSource(
      longs = {1, 2, 3, 31, 32, 33, 63, 64, 1000, 1_048_575, 1_048_576, 3_600_000_000_000L})
  void aRoundTripLiesInItsRow(long nanos) {
    Distribution distribution = new Distribution();
    distribution.add(nanos);
    Distribution.Row[] rows = distribution.rows(10);
    assertEquals(1, rows.length);
    assertTrue(rows[0].from() <= nanos && nanos < rows[0].to(), rows[0].toString());
    assertEquals(1, rows[0].count());
  }

  @Test
  void extremes() {
    Distribution distribution = new Distribution();
    distribution.add(0);
    distribution.add(Long.MAX_VALUE);
    Distribution.Row[] rows = distribution.rows(20);
    assertTrue(rows.length <= 20);
    assertEquals(1, rows[0].count());
    assertEquals(1, rows[rows.length - 1].count());
    assertEquals(Long.MAX_VALUE, rows[rows.length - 1].to());
  }

  @Test
  void nothing() {
    assertEquals(0, new Distribution().rows(5).length);
  }

  /** Rows are counted once more, one round trip after the other. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void rowsHoldWhatTheySay(long seed) {
    Random random = new Random(seed);
    Distribution distribution = new Distribution();
    long[] all = new long[1000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) (1000 * Math.exp(random.nextGaussian() * seed));
      distribution.add(all[i]);
    }
    int most = 5 + random.nextInt(60);
    Distribution.Row[] rows = distribution.rows(most);
    assertTrue(rows.length <= most, rows.length + " of at most " + most);
    for (int i = 0; i < rows.length; i++) {
      Distribution.Row row = rows[i];
      long count =
          Arrays.stream(all).filter(v -> Math.max(v, 1) >= row.from() && v < row.to()).count();
      assertEquals(count, row.count(), row.toString());
      if (i > 0) {
        assertEquals(rows[i - 1].to(), row.from());
      }
    }
  }
}
