// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.language.PacketPattern.Slot;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.LayerSpec;
import java.util.List;

/**
 * All packets of some patterns, one after the other: each pattern's axes like the wheels of a
 * counter, the right-most fastest; then the next pattern; then all again. Nothing is kept of a
 * packet that was.
 */
public final class PacketRun {
  private final List<PacketPattern> patterns;
  private final long rounds;
  private final Draws draws;
  private final long[][] indexes;
  private int pattern;
  private long round;
  private boolean fresh = true;
  private long number;

  /**
   * A run.
   *
   * @param rounds how often all packets are made
   */
  public PacketRun(List<PacketPattern> patterns, long rounds, Draws draws) {
    this.patterns = List.copyOf(patterns);
    this.rounds = rounds;
    this.draws = draws;
    indexes = new long[patterns.size()][];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = new long[patterns.get(i).slots().size()];
    }
  }

  /**
   * How many packets there are.
   *
   * @throws ArithmeticException if there are 2^63 or more
   */
  public long size() {
    long size = 0;
    for (PacketPattern one : patterns) {
      size = Math.addExact(size, one.size());
    }
    return Math.multiplyExact(size, rounds);
  }

  /** Goes to the next packet; false if there is none. */
  public boolean next() {
    if (round == rounds) {
      return false;
    }
    if (!fresh && !turn(patterns.get(pattern).slots(), indexes[pattern])) {
      fresh = true;
      if (++pattern == patterns.size()) {
        pattern = 0;
        if (++round == rounds) {
          return false;
        }
      }
    }
    number++;
    put(fresh);
    fresh = false;
    return true;
  }

  /** Turns the wheels by one; false if all are back at their first value. */
  private static boolean turn(List<Slot> slots, long[] wheels) {
    for (int i = wheels.length - 1; i >= 0; i--) {
      if (++wheels[i] < slots.get(i).pattern().size()) {
        return true;
      }
      wheels[i] = 0;
    }
    return false;
  }

  private void put(boolean all) {
    List<Slot> slots = patterns.get(pattern).slots();
    long[] wheels = indexes[pattern];
    int firstMoved = slots.size() - 1; // what stands right of it went back to 0
    while (firstMoved > 0 && wheels[firstMoved] == 0) {
      firstMoved--;
    }
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (all || i >= firstMoved || slot.pattern().isEachPacket()) {
        slot.pattern().put(slot.values(), slot.field(), wheels[i], number, draws);
      }
    }
  }

  /** The packet's layers, to be built before the next. */
  public Draft draft() {
    return patterns.get(pattern).draft();
  }

  /** Where the packet was written, as messages begin. */
  public String place() {
    return patterns.get(pattern).place();
  }

  /** Place of the packet's pattern among the patterns. */
  public int pattern() {
    return pattern;
  }

  /** The outermost layer. */
  public LayerSpec first() {
    return draft().layer(0).spec();
  }

  /** The fields of the packet that take several values. */
  public List<Slot> slots() {
    return patterns.get(pattern).slots();
  }

  /** Number of the packet, from 1. */
  public long number() {
    return number;
  }
}
