// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Octets of all packets under way, in blocks of a few sizes that are used again. A packet is known
 * by a handle; its block never moves, so buffers and offsets stay good until it is released.
 */
final class PacketStore {
  /** Block sizes; the last holds the longest packet of either family. */
  private static final int[] SIZES = {128, 256, 512, 2048, 9216, 65_664};

  private static final int FIRST_CHUNK = 16_384;
  private static final int LAST_CHUNK = 1 << 20;

  private final int[] free = new int[SIZES.length];
  private ByteBuffer chunk = ByteBuffer.allocate(FIRST_CHUNK);
  private int used;

  private ByteBuffer[] octets = new ByteBuffer[64];
  private int[] start = new int[64];
  private int[] length = new int[64];
  private int[] size = new int[64];
  private int[] nextFree = new int[64];
  private boolean[] inFragments = new boolean[64];
  private int[] hops = new int[64];
  private int handles;
  private int live;

  PacketStore() {
    Arrays.fill(free, -1);
  }

  /** A block for {@code octetCount} octets, whose content is whatever was there. */
  int take(int octetCount) {
    int index = 0;
    while (SIZES[index] < octetCount) {
      index++;
    }
    int handle = free[index];
    if (handle >= 0) {
      free[index] = nextFree[handle];
    } else {
      handle = make(index);
    }
    length[handle] = octetCount;
    inFragments[handle] = false;
    hops[handle] = 0;
    live++;
    return handle;
  }

  /**
   * A block with a copy of {@code octetCount} octets of {@code from}, beginning at {@code offset}.
   */
  int take(ByteBuffer from, int offset, int octetCount) {
    int handle = take(octetCount);
    octets[handle].put(start[handle], from, offset, octetCount);
    return handle;
  }

  /** A second packet with the same octets. */
  int copy(int handle) {
    int copy = take(octets[handle], start[handle], length[handle]);
    inFragments[copy] = inFragments[handle];
    hops[copy] = hops[handle];
    return copy;
  }

  /** Gives a block back. */
  void release(int handle) {
    nextFree[handle] = free[size[handle]];
    free[size[handle]] = handle;
    live--;
  }

  /** Big-endian buffer that holds the packet, and others. */
  ByteBuffer octets(int handle) {
    return octets[handle];
  }

  /** Index of the packet's first octet in {@link #octets(int)}. */
  int start(int handle) {
    return start[handle];
  }

  /** Octets of the packet. */
  int length(int handle) {
    return length[handle];
  }

  /** Cuts the packet, or makes it longer within its block. */
  void length(int handle, int octetCount) {
    length[handle] = octetCount;
  }

  /** Whether the packet's source sends it in fragments that fit everywhere. */
  boolean inFragments(int handle) {
    return inFragments[handle];
  }

  /** Says that the packet's source sends it in fragments. */
  void markInFragments(int handle) {
    inFragments[handle] = true;
  }

  /** Counts one more link on the packet's way; returns how many there were. */
  int addHop(int handle) {
    return ++hops[handle];
  }

  /** Packets taken and not released. */
  int live() {
    return live;
  }

  private int make(int index) {
    if (used + SIZES[index] > chunk.capacity()) {
      chunk =
          ByteBuffer.allocate(Math.max(SIZES[index], Math.min(LAST_CHUNK, 2 * chunk.capacity())));
      used = 0;
    }
    if (handles == start.length) {
      octets = Arrays.copyOf(octets, 2 * handles);
      start = Arrays.copyOf(start, 2 * handles);
      length = Arrays.copyOf(length, 2 * handles);
      size = Arrays.copyOf(size, 2 * handles);
      nextFree = Arrays.copyOf(nextFree, 2 * handles);
      inFragments = Arrays.copyOf(inFragments, 2 * handles);
      hops = Arrays.copyOf(hops, 2 * handles);
    }
    int handle = handles++;
    octets[handle] = chunk;
    start[handle] = used;
    size[handle] = index;
    used += SIZES[index];
    return handle;
  }
}
