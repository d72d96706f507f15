// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

/**
 * How many round trips were how long, in buckets of which 32 make an octave: 2048 of them for every
 * length that a {@code long} of nanoseconds has.
 */
final class Distribution {
  private static final int STEPS = 32;
  private static final int STEP_BITS = 5;
  private static final int BUCKETS = Long.SIZE * STEPS;

  private final long[] counts = new long[BUCKETS];
  private int first = BUCKETS;
  private int last = -1;

  /**
   * Some buckets side by side.
   *
   * @param from shortest round trip that they hold, nanoseconds
   * @param to shortest that they do not hold any more
   * @param count round trips in them
   */
  record Row(long from, long to, long count) {}

  /** Counts a round trip of so many nanoseconds. */
  void add(long nanos) {
    int bucket = bucket(Math.max(nanos, 1));
    counts[bucket]++;
    first = Math.min(first, bucket);
    last = Math.max(last, bucket);
  }

  private static int bucket(long nanos) {
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    long step =
        octave >= STEP_BITS ? nanos >>> (octave - STEP_BITS) : nanos << (STEP_BITS - octave);
    return octave * STEPS + (int) (step & (STEPS - 1));
  }

  /** Shortest round trip of a bucket, rounded up where its limit is between two nanoseconds. */
  private static long lower(int bucket) {
    int octave = bucket / STEPS;
    int steps = STEPS + bucket % STEPS;
    return octave >= STEP_BITS
        ? (long) steps << (octave - STEP_BITS)
        : (steps + (1L << (STEP_BITS - octave)) - 1) >> (STEP_BITS - octave);
  }

  /** Whether there is nothing in it. */
  boolean isEmpty() {
    return last < 0;
  }

  /**
   * The buckets from the first that is not empty to the last, as many in a row as it takes to have
   * no more than {@code most} rows.
   */
  Row[] rows(int most) {
    if (isEmpty()) {
      return new Row[0];
    }
    int group = 1;
    while (last / group - first / group >= most) {
      group *= 2;
    }
    Row[] rows = new Row[last / group - first / group + 1];
    for (int i = 0; i < rows.length; i++) {
      int begin = (first / group + i) * group;
      long count = 0;
      for (int bucket = begin; bucket < begin + group; bucket++) {
        count += counts[bucket];
      }
      rows[i] = new Row(lower(begin), upper(begin + group), count);
    }
    return rows;
  }

  private static long upper(int bucket) {
    return bucket >= BUCKETS - STEPS ? Long.MAX_VALUE : lower(bucket);
  }
}
