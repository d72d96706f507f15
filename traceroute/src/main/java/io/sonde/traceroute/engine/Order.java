// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.traceroute.config.Range;

/**
 * Which place is probed next. What lies behind the last answer is not looked at again unless places
 * have been opened again: this is asked for at every turn of a run, most of whose turns are too few
 * to be compiled.
 */
final class Order {
  /** Result: no place is left. */
  static final int NOTHING = -1;

  private final Range range;
  private final Grid grid;
  private final boolean sweeps;
  private int ttl;
  private int place;
  private int reopened = -1;

  private Order(Range range, Grid grid, boolean sweeps) {
    this.range = range;
    this.grid = grid;
    this.sweeps = sweeps;
  }

  /**
   * One probe to each hop, then one more to each, and so on: two to one router are never back to
   * back.
   */
  static Order sweeps(Range range, Grid grid) {
    return new Order(range, grid, true);
  }

  /** All probes of a hop, then all of the next. */
  static Order oneByOne(Range range, Grid grid) {
    return new Order(range, grid, false);
  }

  /**
   * The next place.
   *
   * @return TTL times the number of queries, plus the place; or {@link #NOTHING}
   */
  int next() {
    if (reopened != grid.reopened()) {
      reopened = grid.reopened();
      ttl = range.next(range.firstTtl());
      place = 0;
    }
    while (sweeps ? place < range.queries() : ttl <= grid.end()) {
      if (ttl <= grid.end() && grid.wants(ttl, place)) {
        return ttl * range.queries() + place;
      }
      step();
    }
    return NOTHING;
  }

  private void step() {
    if (sweeps) {
      ttl = ttl < grid.end() ? range.next(ttl + 1) : grid.end() + 1;
      if (ttl > grid.end()) {
        ttl = range.next(range.firstTtl());
        place++;
      }
    } else if (++place == range.queries()) {
      place = 0;
      ttl = range.next(ttl + 1);
    }
  }
}
