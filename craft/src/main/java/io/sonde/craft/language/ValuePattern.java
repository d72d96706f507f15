// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerValues;
import java.util.List;

/** The values that a key takes in the packets of a pattern, more than one. */
public interface ValuePattern {
  /** How many values multiply the packets: 1 for what is drawn or counted. */
  long size();

  /** Whether it takes another value in every packet. */
  boolean isEachPacket();

  /**
   * Gives a field its value.
   *
   * @param index of the axis, 0 … size − 1
   * @param number of the packet in the run, from 1
   */
  void put(LayerValues values, Field field, long index, long number, Draws draws);

  /** Several values, one after the other. */
  record Choices(List<Atom> atoms) implements ValuePattern {
    /** Keeps its own list. */
    public Choices {
      atoms = List.copyOf(atoms);
    }

    @Override
    public long size() {
      return atoms.size();
    }

    @Override
    public boolean isEachPacket() {
      return false;
    }

    @Override
    public void put(LayerValues values, Field field, long index, long number, Draws draws) {
      atoms.get((int) index).put(values, field);
    }
  }

  /**
   * Values at equal distances.
   *
   * @param count how many, at least 1
   */
  record Range(Atom first, long count, long step) implements ValuePattern {
    @Override
    public long size() {
      return count;
    }

    @Override
    public boolean isEachPacket() {
      return false;
    }

    @Override
    public void put(LayerValues values, Field field, long index, long number, Draws draws) {
      long low = first.low() + index * step;
      boolean carry = Long.compareUnsigned(low, first.low()) < 0;
      values.set(field, carry ? first.high() + 1 : first.high(), low);
    }
  }

  /** Values at equal distances, the next in each packet, then from the first again. */
  record Counted(Range range) implements ValuePattern {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public boolean isEachPacket() {
      return true;
    }

    @Override
    public void put(LayerValues values, Field field, long index, long number, Draws draws) {
      range.put(values, field, Long.remainderUnsigned(number - 1, range.count), number, draws);
    }
  }

  /** A drawn one of several values. */
  record Drawn(Choices choices) implements ValuePattern {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public boolean isEachPacket() {
      return true;
    }

    @Override
    public void put(LayerValues values, Field field, long index, long number, Draws draws) {
      choices.put(values, field, draws.below(choices.size()), number, draws);
    }
  }

  /**
   * A number drawn from a range.
   *
   * @param count how many numbers, unsigned; 0: 2^64
   */
  record DrawnNumber(Atom first, long count) implements ValuePattern {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public boolean isEachPacket() {
      return true;
    }

    @Override
    public void put(LayerValues values, Field field, long index, long number, Draws draws) {
      first.plus(draws.below(count)).put(values, field);
    }
  }

  /** Any address of 128 bits. */
  record DrawnBits() implements ValuePattern {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public boolean isEachPacket() {
      return true;
    }

    @Override
    public void put(LayerValues values, Field field, long index, long number, Draws draws) {
      values.set(field, draws.bits(), draws.bits());
    }
  }
}
