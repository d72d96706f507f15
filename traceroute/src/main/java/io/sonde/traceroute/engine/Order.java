// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.traceroute.config.Range;

/** Which place is probed next. */
abstract class Order {
  /** Result: no place is left. */
  static final int NOTHING = -1;

  /** Result: none as long as so many are awaited. */
  static final int WAIT = -2;

  final Range range;
  final Grid grid;

  Order(Range range, Grid grid) {
    this.range = range;
    this.grid = grid;
  }

  /**
   * The next place.
   *
   * @param inFlight probes that are awaited
   * @return TTL times the number of queries, plus the place; or {@link #NOTHING} or {@link #WAIT}
   */
  abstract int next(int inFlight);

  final int at(int ttl, int place) {
    return ttl * range.queries() + place;
  }

  /**
   * One probe to each hop, then one more to each, and so on: two to one router are never back to
   * back.
   */
  static Order sweeps(Range range, Grid grid) {
    return new Order(range, grid) {
      @Override
      int next(int inFlight) {
        for (int place = 0; place < range.queries(); place++) {
          for (int ttl = range.next(range.firstTtl());
              ttl <= grid.end();
              ttl = range.next(ttl + 1)) {
            if (grid.wants(ttl, place)) {
              return at(ttl, place);
            }
          }
        }
        return NOTHING;
      }
    };
  }

  /** All probes of a hop, then all of the next, with so many in flight. */
  static Order oneByOne(Range range, Grid grid, int window) {
    return new Order(range, grid) {
      @Override
      int next(int inFlight) {
        for (int ttl = range.next(range.firstTtl()); ttl <= grid.end(); ttl = range.next(ttl + 1)) {
          for (int place = 0; place < range.queries(); place++) {
            if (grid.wants(ttl, place)) {
              return inFlight < window ? at(ttl, place) : WAIT;
            }
          }
        }
        return NOTHING;
      }
    };
  }
}
