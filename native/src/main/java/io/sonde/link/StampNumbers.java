// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

/**
 * Numbers of packets whose departure the kernel is to tell. The kernel counts the stamped packets
 * of a socket from 0 in 32 bits (SOF_TIMESTAMPING_OPT_ID); the channel counts all that it accepted
 * in 64. Remembers the last {@link #REMEMBERED}.
 */
final class StampNumbers {
  static final int REMEMBERED = 8192;

  private final long[] numbers = new long[REMEMBERED];
  private long next;
  private long seen;

  /** The kernel has counted a packet, which is {@code number} to the channel. */
  void counted(long number) {
    numbers[(int) next & REMEMBERED - 1] = number;
    next++;
  }

  /** The channel's number for the kernel's; −1 if too old, or never given. */
  long numberOf(int counter) {
    long age = next - 1 - counter & 0xffffffffL;
    if (age >= Math.min(next, REMEMBERED)) {
      return -1;
    }
    long widened = next - 1 - age;
    seen = Math.max(seen, widened + 1);
    return numbers[(int) widened & REMEMBERED - 1];
  }

  /** Stamps that have not come; those before one that came are not waited for. */
  long outstanding() {
    return next - seen;
  }

  /** The kernel begins again at 0. Stamps still on their way have no number any more. */
  void restart() {
    next = (next + 0xffffffffL) & ~0xffffffffL;
    if (next == 0) {
      return;
    }
    seen = next;
    java.util.Arrays.fill(numbers, -1);
  }
}
