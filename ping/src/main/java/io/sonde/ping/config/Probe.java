// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import io.sonde.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * What goes out.
 *
 * @param size data octets
 * @param sweep sizes to take in turn instead, null: always {@code size}
 * @param findMtu whether sizes are chosen to find the path MTU
 * @param pattern octets that fill the data, at most 16; empty: a counter
 * @param timeToLive TTL or hop limit, 1 … 255; −1: the host's default
 * @param trafficClass TOS or traffic class, 0 … 255
 * @param identifier ICMP identifier, 0 … 65535; −1: the host chooses
 * @param flowLabel IPv6 flow label; 0: the kernel chooses one; −1: none
 * @param recordRoute whether the IPv4 record route option is sent
 * @param timestamps IPv4 time stamp option to send; null: none
 * @param nodeQuery IPv6 node information query to send instead of an echo request; null: echo
 */
public record Probe(
    int size,
    @Nullable Sweep sweep,
    boolean findMtu,
    Octets pattern,
    int timeToLive,
    int trafficClass,
    int identifier,
    int flowLabel,
    boolean recordRoute,
    @Nullable TimestampRequest timestamps,
    @Nullable NodeQuery nodeQuery) {
  /** Data octets unless given. */
  public static final int DEFAULT_SIZE = 56;

  /** Most data octets in an IPv4 echo request: 65 535 less the headers. */
  public static final int MAX_SIZE_IPV4 = 65_507;

  /** Most data octets with an IPv4 option of 40 octets. */
  public static final int MAX_SIZE_IPV4_OPTIONS = 65_467;

  /** Most data octets in an IPv6 echo request without jumbo payload. */
  public static final int MAX_SIZE_IPV6 = 65_527;

  /** Octets of a pattern that count. */
  public static final int MAX_PATTERN = 16;

  /** One rule a line. */
  public Probe {
    if (recordRoute && timestamps != null) {
      throw new IllegalArgumentException("-R and -T exclude each other");
    }
    if (sweep != null && findMtu) {
      throw new IllegalArgumentException("--sweep-size and --find-mtu exclude each other");
    }
  }

  /** Sizes {@code from}, {@code from + step} … up to {@code to}, then from the start again. */
  public record Sweep(int from, int to, int step) {
    /** One rule a line. */
    public Sweep {
      if (from < 0 || to > MAX_SIZE_IPV6 || from > to) {
        throw new IllegalArgumentException(
            "--sweep-size " + from + "-" + to + ": A must not exceed B, 0 to " + MAX_SIZE_IPV6);
      }
      if (step < 1) {
        throw new IllegalArgumentException("--sweep-size: step " + step + "; at least 1");
      }
    }
  }

  /** The octets of the largest probe. */
  public int largestSize() {
    return sweep == null ? size : sweep.to();
  }
}
