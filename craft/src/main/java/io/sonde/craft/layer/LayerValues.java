// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import io.sonde.wire.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one layer that is to be built: for each field whether it is said, and what. */
public final class LayerValues {
  /** How a field has its value. */
  public enum State {
    /** By its rule. */
    AUTO,
    /** As given. */
    SET,
    /** A checksum that fails. */
    BAD,
    /** No checksum, no field. */
    NONE,
    /** The rule's value plus a number. */
    RELATIVE
  }

  /**
   * Octets that replace others once everything is computed.
   *
   * @param offset from the layer's first octet; if negative from behind its last
   */
  public record Patch(int offset, Octets octets) {}

  private final LayerSpec spec;
  private final State[] states;
  private final long[] high;
  private final long[] low;
  private final byte[] @Nullable [] octets;
  private final @Nullable List<OctetsBuilder.Late>[] late;
  private final List<Patch> patches = new ArrayList<>(0);
  private long said;

  /** All fields by their rules. */
  @SuppressWarnings("unchecked") // an array of lists cannot be made otherwise
  public LayerValues(LayerSpec spec) {
    this.spec = spec;
    int count = spec.fields().size();
    states = new State[count];
    Arrays.fill(states, State.AUTO);
    high = new long[count];
    low = new long[count];
    octets = new byte[count][];
    late = (@Nullable List<OctetsBuilder.Late>[]) new List<?>[count];
  }

  public LayerSpec spec() {
    return spec;
  }

  public State state(Field field) {
    return states[field.index()];
  }

  /** The value, or the lower 64 bits of it, or what is added to the rule's value. */
  public long low(Field field) {
    return low[field.index()];
  }

  /** The upper 64 of 128 bits. */
  public long high(Field field) {
    return high[field.index()];
  }

  /** The octets of a part; null if it is not given. */
  public byte @Nullable [] octets(Field field) {
    return octets[field.index()];
  }

  /** Places in the octets of a part that the layer fills late. */
  public List<OctetsBuilder.Late> late(Field field) {
    List<OctetsBuilder.Late> list = late[field.index()];
    return list == null ? List.of() : list;
  }

  /** Length of a part's octets; 0 if it is not given. */
  public int length(Field field) {
    byte[] run = octets[field.index()];
    return run == null ? 0 : run.length;
  }

  /** Fields that are given as a value, one bit each. */
  public long said() {
    return said;
  }

  /** Gives a value of at most 64 bits. */
  public void set(Field field, long value) {
    set(field, 0, value);
  }

  /** Gives a value of 128 bits. */
  public void set(Field field, long newHigh, long newLow) {
    high[field.index()] = newHigh;
    low[field.index()] = newLow;
    mark(field, State.SET);
  }

  /** Gives a part its octets. */
  public void set(Field field, byte[] run) {
    octets[field.index()] = run;
    late[field.index()] = List.of();
    mark(field, State.SET);
  }

  /** Gives a part its octets, and what is to be filled late. */
  public void set(Field field, OctetsBuilder run) {
    set(field, run.toByteArray());
    late[field.index()] = List.copyOf(run.late());
  }

  /** What is added to the rule's value. */
  public void relative(Field field, long difference) {
    low[field.index()] = difference;
    mark(field, State.RELATIVE);
  }

  /** Sets how the field has its value. */
  public void mark(Field field, State state) {
    states[field.index()] = state;
    long bit = 1L << field.index();
    said = state == State.SET || state == State.NONE ? said | bit : said & ~bit;
    if (state != State.SET) {
      octets[field.index()] = null;
    }
  }

  /** The patches, in the order in which they are done. */
  public List<Patch> patches() {
    return patches;
  }
}
