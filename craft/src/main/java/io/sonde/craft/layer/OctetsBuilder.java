// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Octets under construction, and what only the whole packet can fill into them. */
public final class OctetsBuilder {
  private byte[] octets = new byte[64];
  private int length;
  private final List<Late> late = new ArrayList<>(0);

  /**
   * A place that is filled when the packet stands.
   *
   * @param at index of its first octet in these octets
   * @param what the layer's own name for it
   * @param argument what was typed with it
   */
  public record Late(int at, String what, String argument) {}

  /** Octets so far. */
  public int length() {
    return length;
  }

  /** Appends the lowest {@code count} octets of {@code value}, highest first. */
  public OctetsBuilder add(long value, int count) {
    need(count);
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      octets[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Appends octets. */
  public OctetsBuilder add(byte[] more) {
    need(more.length);
    System.arraycopy(more, 0, octets, length, more.length);
    length += more.length;
    return this;
  }

  /** Appends zeros. */
  public OctetsBuilder zeros(int count) {
    need(count);
    length += count;
    return this;
  }

  /** Overwrites {@code count} octets at {@code at}. */
  public void set(int at, long value, int count) {
    for (int i = 0; i < count; i++) {
      octets[at + i] = (byte) (value >>> 8 * (count - 1 - i));
    }
  }

  /** Marks the place that follows as one to be filled late. */
  public OctetsBuilder late(String what, String argument) {
    late.add(new Late(length, what, argument));
    return this;
  }

  /** The places to be filled late. */
  public List<Late> late() {
    return late;
  }

  /** A copy of the octets. */
  public byte[] toByteArray() {
    return Arrays.copyOf(octets, length);
  }

  private void need(int count) {
    if (count > octets.length - length) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + count));
    }
  }
}
