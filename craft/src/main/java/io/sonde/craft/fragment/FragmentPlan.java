// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.fragment;

import java.util.List;

/**
 * How datagrams are divided.
 *
 * @param size octets of payload a fragment, a multiple of 8
 * @param tiny whether the first fragment has 8 octets only, so that the transport header is split
 * @param overlap octets by which each following fragment begins earlier, a multiple of 8; 0: none
 * @param overlapKind what the octets that overlap are
 * @param identification −1: that of the datagram, or for IPv6 its number
 * @param order numbers of fragments, from 0, in the order in which they come; empty: as they are
 * @param drop fragments that are left out
 * @param duplicate fragments that come twice
 */
public record FragmentPlan(
    int size,
    boolean tiny,
    int overlap,
    OverlapKind overlapKind,
    long identification,
    List<Integer> order,
    List<Integer> drop,
    List<Integer> duplicate) {
  private static final int UNIT = 8;
  private static final int MOST = 65_528;

  /** What octets are that overlap those of the fragment before. */
  public enum OverlapKind {
    /** The same. */
    OLD,
    /** Others: every bit turned. */
    NEW,
    /** Random. */
    RAND
  }

  /** Checks the values. */
  public FragmentPlan {
    if (size < UNIT || size > MOST || size % UNIT != 0) {
      throw new IllegalArgumentException("--frag " + size + ": a multiple of 8 from 8 to " + MOST);
    }
    if (overlap < 0 || overlap % UNIT != 0 || overlap >= size) {
      throw new IllegalArgumentException(
          "--frag-overlap " + overlap + ": a multiple of 8 below --frag, " + size);
    }
    order = List.copyOf(order);
    drop = List.copyOf(drop);
    duplicate = List.copyOf(duplicate);
  }
}
