// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

import java.util.BitSet;

/**
 * Which hops are probed, and how often.
 *
 * @param firstTtl 1 … maxTtl
 * @param maxTtl 1 … 255
 * @param only of these the ones to probe; empty: all
 * @param queries probes a hop, 1 … 10
 */
public record Range(int firstTtl, int maxTtl, BitSet only, int queries) {
  public static final int DEFAULT_MAX_TTL = 30;
  public static final int DEFAULT_QUERIES = 3;
  public static final int MAX_TTL = 255;
  public static final int MAX_QUERIES = 10;

  /** One rule a line, in the words of traceroute. */
  public Range {
    only = (BitSet) only.clone();
    if (firstTtl < 1 || firstTtl > maxTtl) {
      throw new IllegalArgumentException("first hop out of range");
    }
    if (maxTtl > MAX_TTL) {
      throw new IllegalArgumentException("max hops cannot be more than " + MAX_TTL);
    }
    if (queries < 1 || queries > MAX_QUERIES) {
      throw new IllegalArgumentException("no more than " + MAX_QUERIES + " probes per hop");
    }
  }

  @Override
  public BitSet only() {
    return (BitSet) only.clone();
  }

  /** The next TTL to probe from {@code ttl} on; above {@link #maxTtl} if there is none. */
  public int next(int ttl) {
    if (only.isEmpty()) {
      return ttl;
    }
    int next = only.nextSetBit(ttl);
    return next < 0 ? maxTtl + 1 : next;
  }
}
