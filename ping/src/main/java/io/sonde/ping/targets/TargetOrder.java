// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.targets;

import org.jspecify.annotations.Nullable;

/**
 * Which targets one process takes, and in what order: every N-th of the whole order, beginning with
 * the I-th. The shards 1 … N of one set and seed are disjoint and add up to the set.
 */
public final class TargetOrder {
  /** Targets above which the order is a permutation unless the user wants it otherwise. */
  public static final long LONGEST_IN_ORDER = 1024;

  /** Every number is its own position. */
  public static final TargetOrder AS_NUMBERED = new TargetOrder(Long.MAX_VALUE, 1, 1, false, 0);

  private final @Nullable Permutation permutation;
  private final long first;
  private final long step;
  private final long count;

  /**
   * @param size targets of the whole set
   * @param shard I, 1 … {@code shards}
   * @param shards N, at least 1
   * @param permuted whether the order is permuted
   * @param seed key of the permutation
   */
  public TargetOrder(long size, int shard, int shards, boolean permuted, long seed) {
    if (shards < 1 || shard < 1 || shard > shards) {
      throw new IllegalArgumentException(
          "shard " + shard + "/" + shards + ": out of range, 1/N to N/N");
    }
    permutation = permuted && size > 1 ? new Permutation(size, seed) : null;
    first = shard - 1L;
    step = shards;
    count = size <= first ? 0 : (size - first - 1) / step + 1;
  }

  /** Targets of this shard. */
  public long count() {
    return count;
  }

  /** Index in the set of the shard's target at a position, 0 … count − 1. */
  public long at(long position) {
    long whole = first + position * step;
    return permutation == null ? whole : permutation.at(whole);
  }
}
