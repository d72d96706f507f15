// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.Network;

/**
 * When probes are given up: each at a time of its own, or all together, counted from the last of
 * them that still matters. Times are monotonic nanoseconds.
 */
final class Deadlines {
  private final Patience patience;
  private final ProbeTable table;
  private final Grid grid;
  private final boolean each;
  private int settled; // no probe before this one matters any more

  /**
   * @param each whether every probe has its own time
   */
  Deadlines(Patience patience, ProbeTable table, Grid grid, boolean each) {
    this.patience = patience;
    this.table = table;
    this.grid = grid;
    this.each = each;
  }

  /** Whether every probe has its own time. */
  boolean isEach() {
    return each;
  }

  /** The earliest time at which one is given up, as things stand; far off if none is awaited. */
  long next() {
    skipSettled();
    if (!each) {
      return together();
    }
    long next = Network.FOREVER;
    for (int probe = settled; probe < table.count(); probe++) {
      if (grid.matters(probe)) {
        next = Math.min(next, own(probe));
      }
    }
    return next;
  }

  private void skipSettled() {
    while (settled < table.count() && table.state(settled) != ProbeTable.OPEN) {
      settled++;
    }
  }

  private long together() {
    for (int probe = table.count() - 1; probe >= settled; probe--) {
      if (grid.matters(probe)) {
        return own(probe);
      }
    }
    return Network.FOREVER;
  }

  private long own(int probe) {
    return table.nanos(probe) + patience.of(table.ttl(probe));
  }

  /** Whether a probe is over, given that the earliest time of all has come. */
  boolean isOver(int probe, long now) {
    return grid.matters(probe) && (!each || now - own(probe) >= 0);
  }

  /** Probes that are out and still matter. */
  int awaited() {
    skipSettled();
    int awaited = 0;
    for (int probe = settled; probe < table.count(); probe++) {
      awaited += grid.matters(probe) ? 1 : 0;
    }
    return awaited;
  }
}
