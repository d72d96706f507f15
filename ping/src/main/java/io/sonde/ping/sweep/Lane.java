// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.Channel;
import io.sonde.probe.ProbeMethod;
import io.sonde.wire.IpFamily;

/**
 * A socket, its identifier, and what became of the newest probes that left by it. Their sequence
 * numbers on the wire count up from 0; a place in the arrays is used again after {@link #capacity}
 * probes, if its probe is not open any more.
 */
final class Lane {
  /** State: never used. */
  static final int FREE = 0;

  /** State: sent, no answer yet. */
  static final int OPEN = 1;

  /** State: answered in time. */
  static final int ANSWERED = 2;

  /** State: given up. */
  static final int LOST = 3;

  /** Sequence numbers that the wire tells apart. */
  static final int WIRE = 1 << 16;

  final int id;
  final IpFamily family;
  final Channel channel;
  final ProbeMethod method;
  final int capacity;

  // One entry a probe, 56 octets in all.
  final long[] position;
  final long[] sentNanos;
  final long[] sentEpochNanos;
  final long[] stamp;
  final int[] sequence;
  final int[] next;
  final int[] previous;
  private final int[] placeOfNumber;
  final byte[] attempt;
  private final byte[] copies;
  private final byte[] state;
  final boolean[] shared;

  private int wire;

  /**
   * @param capacity a power of two, at most {@link #WIRE}
   */
  Lane(int id, IpFamily family, Channel channel, ProbeMethod method, int capacity) {
    this.id = id;
    this.family = family;
    this.channel = channel;
    this.method = method;
    this.capacity = capacity;
    position = new long[capacity];
    sentNanos = new long[capacity];
    sentEpochNanos = new long[capacity];
    stamp = new long[capacity];
    sequence = new int[capacity];
    next = new int[capacity];
    previous = new int[capacity];
    placeOfNumber = new int[capacity];
    attempt = new byte[capacity];
    copies = new byte[capacity];
    state = new byte[capacity];
    shared = new boolean[capacity];
  }

  /** Whether the place of the next probe is free. */
  boolean hasRoom() {
    return state[wire & capacity - 1] != OPEN;
  }

  /** Sequence number on the wire of the next probe. */
  int wire() {
    return wire;
  }

  /** Takes the place of the next probe. */
  int take(long ofPosition, int ofSequence, int ofAttempt) {
    int place = wire & capacity - 1;
    wire = wire + 1 & WIRE - 1;
    position[place] = ofPosition;
    sequence[place] = ofSequence;
    attempt[place] = (byte) ofAttempt;
    state[place] = OPEN;
    copies[place] = 0;
    stamp[place] = 0;
    return place;
  }

  /** Notes the send of the probe at a place. */
  void sent(int place, long number, long nanos, long epochNanos, boolean inBatch) {
    sentNanos[place] = nanos;
    sentEpochNanos[place] = epochNanos;
    shared[place] = inBatch;
    if (number >= 0) {
      placeOfNumber[(int) number & capacity - 1] = place;
    }
  }

  /** Notes a departure stamp of the channel's packet of this number. */
  void stamp(long number, long epochNanos) {
    if (number >= 0) {
      stamp[placeOfNumber[(int) number & capacity - 1]] = epochNanos;
    }
  }

  /** The place of a sequence number on the wire; −1 if none that was sent has it. */
  int find(int wireSequence) {
    boolean possible = wireSequence >= 0 && wireSequence < capacity;
    return possible && state[wireSequence] != FREE ? wireSequence : -1;
  }

  int state(int place) {
    return state[place];
  }

  void state(int place, int value) {
    state[place] = (byte) value;
  }

  /** Counts one more answer; 255 stands for all above. */
  int countCopy(int place) {
    int count = Math.min(255, Byte.toUnsignedInt(copies[place]) + 1);
    copies[place] = (byte) count;
    return count;
  }
}
