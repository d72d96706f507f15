// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MtuSearchTest {
  private static final int OVERHEAD = 28;

  /** Runs a search on a path with one narrow link. */
  private static MtuSearch.Result search(int own, int path, boolean speaks, int named) {
    MtuSearch search = new MtuSearch(OVERHEAD, 68, own);
    for (int probes = 0; !search.isOver(); probes++) {
      assertTrue(probes < 100, "the search ends");
      int size = search.sizeOf(probes + 1);
      assertTrue(size >= 0 && size <= search.largest(), "size " + size);
      if (size + OVERHEAD <= path) {
        search.answered(size);
      } else if (speaks) {
        search.tooBig(size, named, "192.0.2.1");
      } else {
        search.lost(size);
      }
    }
    return search.result();
  }

  @Test
  void aPathAsWideAsTheOwnLinkTakesOneProbe() {
    assertEquals(new MtuSearch.Result(1500, "", false), search(1500, 9000, true, 0));
  }

  @Test
  void believesARouterThatNamesTheMtu() {
    assertEquals(new MtuSearch.Result(1400, "192.0.2.1", false), search(1500, 1400, true, 1400));
  }

  @Test
  void searchesWhenTheRouterNamesNone() {
    assertEquals(new MtuSearch.Result(1400, "192.0.2.1", false), search(1500, 1400, true, 0));
  }

  @Test
  void searchesWhenTheRouterNamesNonsense() {
    assertEquals(new MtuSearch.Result(1400, "192.0.2.1", false), search(1500, 1400, true, 20));
    assertEquals(new MtuSearch.Result(1400, "192.0.2.1", false), search(1500, 1400, true, 9000));
  }

  @Test
  void tellsASilentBlackHole() {
    assertEquals(new MtuSearch.Result(1400, "", true), search(1500, 1400, false, 0));
  }

  @Test
  void findsNothingWhereNothingAnswers() {
    assertEquals(new MtuSearch.Result(0, "", false), search(1500, 20, false, 0));
  }

  @Test
  void findsEveryMtu() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      int own = 576 + random.nextInt(64_959);
      int path = 68 + random.nextInt(own - 68 + 1);
      boolean speaks = random.nextBoolean();
      assertEquals(path, search(own, path, speaks, random.nextBoolean() ? path : 0).mtu());
    }
  }
}
