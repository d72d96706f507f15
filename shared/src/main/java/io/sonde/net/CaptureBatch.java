// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import java.util.Arrays;

/**
 * Captured packets, one behind the other in one array, and plain arrays beside it. The array grows
 * to what the longest batch needed, so that nothing is made a packet.
 */
public final class CaptureBatch {
  private static final int FIRST_ROOM = 1 << 16;

  /** Packets it can hold. */
  public final int slots;

  /** Index in {@link #octets} of a packet's first octet. */
  public final int[] start;

  /** Octets of the packet that were kept. */
  public final int[] length;

  /** Octets that the packet had on the wire. */
  public final long[] wireLength;

  /** When it passed: epoch nanoseconds of the kernel's clock. */
  public final long[] time;

  private byte[] octets = new byte[FIRST_ROOM];
  private int end;
  private int count;

  /**
   * @param slots packets it can hold, at least 1
   */
  public CaptureBatch(int slots) {
    this.slots = slots;
    start = new int[slots];
    length = new int[slots];
    wireLength = new long[slots];
    time = new long[slots];
  }

  /** Packets in it. */
  public int count() {
    return count;
  }

  /** All packets' octets; another array after one was added. */
  public byte[] octets() {
    return octets;
  }

  /** Takes all packets out. */
  public void clear() {
    count = 0;
    end = 0;
  }

  /**
   * Adds a packet.
   *
   * @param packet copied
   * @throws IndexOutOfBoundsException if it is full
   */
  public void add(long epochNanos, long lengthOnWire, byte[] packet) {
    int behind = end + packet.length;
    if (behind > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(behind, 2 * octets.length));
    }
    System.arraycopy(packet, 0, octets, end, packet.length);
    start[count] = end;
    length[count] = packet.length;
    wireLength[count] = lengthOnWire;
    time[count] = epochNanos;
    end = behind;
    count++;
  }
}
