// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import java.util.HashSet;
import java.util.List;

/**
 * The kinds of probe of a run, and how they are compared.
 *
 * @param list one kind, or two to eight that are compared
 * @param level probability, at most, with which a run over a network that treats all kinds alike
 *     names any of them as different; 0 … 0.5
 * @param minRoundTrip nanoseconds by which medians must differ, at least, to count
 */
public record Kinds(List<ProbeKind> list, double level, long minRoundTrip) {
  /** Most kinds in one comparison. */
  public static final int MOST = 8;

  /** Level unless given. */
  public static final double DEFAULT_LEVEL = 0.01;

  /** Least difference of medians unless given. */
  public static final long DEFAULT_MIN_ROUND_TRIP = 1_000_000;

  /** ICMP alone. */
  public static final Kinds ICMP = of(ProbeKind.ICMP);

  /** One rule a line. */
  public Kinds {
    list = List.copyOf(list);
    if (list.isEmpty() || list.size() > MOST) {
      throw new IllegalArgumentException("--compare: " + list.size() + " kinds; 2 to " + MOST);
    }
    if (new HashSet<>(list).size() < list.size()) {
      throw new IllegalArgumentException("--compare: a kind is there twice; each one once");
    }
  }

  /** One kind alone. */
  public static Kinds of(ProbeKind kind) {
    return new Kinds(List.of(kind), DEFAULT_LEVEL, DEFAULT_MIN_ROUND_TRIP);
  }

  /** Whether kinds are compared. */
  public boolean isComparison() {
    return list.size() > 1;
  }

  /** The first kind, or the only one. */
  public ProbeKind first() {
    return list.get(0);
  }

  /** Whether every probe is ICMP. */
  public boolean isIcmp() {
    return !isComparison() && first().isIcmp();
  }
}
