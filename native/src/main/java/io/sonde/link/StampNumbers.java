// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import java.util.Arrays;

/**
 * Which packet a transmit stamp speaks of. A stamp bears 32 bits; the channel counts its packets in
 * 64. From Linux 6.13 on each packet brings its own 32 bits (SCM_TS_OPT_ID), so that what dies
 * below the socket disturbs nothing; before, the kernel counts the stamped packets of the socket.
 * Remembers the last {@link #REMEMBERED}.
 */
final class StampNumbers {
  static final int REMEMBERED = 8192;

  private final long[] numbers = new long[REMEMBERED];
  private long next;
  private long seen;
  private boolean lost;

  StampNumbers() {
    Arrays.fill(numbers, -1);
  }

  /** What the next packet will bear, widened. */
  long next() {
    return next;
  }

  /** A packet that bears {@code id} is {@code number} to the channel; −1: it never left. */
  void handled(long id, long number) {
    numbers[(int) id & REMEMBERED - 1] = number;
    next = id + 1;
  }

  /** The kernel's count is unknown from here on: no stamp can be told any more. */
  void lose() {
    lost = true;
    seen = next;
  }

  /** The channel's number for what a stamp bears; −1 if too old, or never given. */
  long numberOf(int id) {
    long age = next - 1 - id & 0xffffffffL;
    if (lost || age >= Math.min(next, REMEMBERED)) {
      return -1;
    }
    long widened = next - 1 - age;
    seen = Math.max(seen, widened + 1);
    return numbers[(int) widened & REMEMBERED - 1];
  }

  /** Stamps that have not come; those before one that came are not waited for. */
  long outstanding() {
    return lost ? 0 : next - seen;
  }
}
