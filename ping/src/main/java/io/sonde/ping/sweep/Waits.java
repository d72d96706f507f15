// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import java.util.Arrays;
import java.util.List;

/**
 * The open probes in the order in which their waits end. All probes of the same try wait equally
 * long, so each try has a queue of its own, in order of sending, and no timer is ever searched or
 * moved. Queues are chained through the lanes' arrays.
 */
final class Waits {
  private static final int NONE = -1;

  private final List<Lane> lanes;
  private final int[] head;
  private final int[] tail;
  private int open;

  /**
   * @param lanes by their ids; may grow
   * @param tries different waits
   */
  Waits(List<Lane> lanes, int tries) {
    this.lanes = lanes;
    head = new int[tries];
    tail = new int[tries];
    Arrays.fill(head, NONE);
    Arrays.fill(tail, NONE);
  }

  /** Open probes. */
  int open() {
    return open;
  }

  /** Adds a probe that has just been sent. */
  void add(Lane lane, int place) {
    int attempt = lane.attempt[place];
    int entry = lane.id << 16 | place;
    lane.next[place] = NONE;
    lane.previous[place] = tail[attempt];
    if (tail[attempt] == NONE) {
      head[attempt] = entry;
    } else {
      lane(tail[attempt]).next[place(tail[attempt])] = entry;
    }
    tail[attempt] = entry;
    open++;
  }

  /** Takes a probe out. */
  void remove(Lane lane, int place) {
    int attempt = lane.attempt[place];
    int before = lane.previous[place];
    int after = lane.next[place];
    if (before == NONE) {
      head[attempt] = after;
    } else {
      lane(before).next[place(before)] = after;
    }
    if (after == NONE) {
      tail[attempt] = before;
    } else {
      lane(after).previous[place(after)] = before;
    }
    open--;
  }

  /** Number of queues. */
  int tries() {
    return head.length;
  }

  /** The oldest open probe of a try, lane and place in one; −1: none. */
  int oldest(int attempt) {
    return head[attempt];
  }

  Lane lane(int entry) {
    return lanes.get(entry >>> 16);
  }

  static int place(int entry) {
    return entry & 0xffff;
  }
}
