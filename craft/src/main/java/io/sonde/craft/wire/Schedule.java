// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.probe.Pacer;

/**
 * When packets are due, absolutely: whoever comes late sends what is due at once, and what follows
 * stays where it was. Times are nanoseconds of one monotonic clock.
 */
public interface Schedule {
  /** Time of the next packet; what is over is due. */
  long next();

  /**
   * Notes that the next packet has been sent.
   *
   * @param octets its length on the wire
   */
  void sent(int octets);

  /**
   * As this, but no packet sooner than a time behind the one before it.
   *
   * @param gap nanoseconds
   * @param start before which there was none
   */
  default Schedule apart(long gap, long start) {
    Schedule whole = this;
    return new Schedule() {
      private long earliest = start;

      @Override
      public long next() {
        return Math.max(whole.next(), earliest);
      }

      @Override
      public void sent(int octets) {
        earliest = next() + gap;
        whole.sent(octets);
      }
    };
  }

  /**
   * As one of several senders keeps this who take turns.
   *
   * @param part 0 … {@code parts - 1}: whose turn it is first
   */
  default Schedule part(int part, int parts) {
    Schedule whole = this;
    for (int i = 0; i < part; i++) {
      whole.sent(0);
    }
    return new Schedule() {
      @Override
      public long next() {
        return whole.next();
      }

      @Override
      public void sent(int octets) {
        for (int i = 0; i < parts; i++) {
          whole.sent(octets);
        }
      }
    };
  }

  /** All at once. */
  static Schedule atOnce(long start) {
    return new Schedule() {
      @Override
      public long next() {
        return start;
      }

      @Override
      public void sent(int octets) {}
    };
  }

  /** At equal distances. */
  static Schedule by(Pacer pacer) {
    return new Schedule() {
      @Override
      public long next() {
        return pacer.next();
      }

      @Override
      public void sent(int octets) {
        pacer.sent(1);
      }
    };
  }

  /**
   * As a line of a speed would take them: a packet is due when all before it have passed.
   *
   * @param megabits a second, more than 0
   */
  static Schedule megabitsPerSecond(double megabits, long start) {
    return new Schedule() {
      private long bits;

      @Override
      public long next() {
        return start + (long) (bits * 1000.0 / megabits);
      }

      @Override
      public void sent(int octets) {
        bits += 8L * octets;
      }
    };
  }
}
