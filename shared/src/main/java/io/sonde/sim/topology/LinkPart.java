// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.util.List;

/**
 * A link of a description.
 *
 * @param one number of a node
 * @param other number of a node
 * @param delayThere nanoseconds from {@code one} to {@code other}
 * @param delayBack nanoseconds the other way
 * @param both attributes of both directions, as written
 * @param there attributes from {@code one} to {@code other} only
 * @param back attributes the other way only
 * @param later whether it comes into being while the network runs
 */
public record LinkPart(
    int one,
    int other,
    long delayThere,
    long delayBack,
    List<String> both,
    List<String> there,
    List<String> back,
    boolean later) {
  /** Takes copies. */
  public LinkPart {
    both = List.copyOf(both);
    there = List.copyOf(there);
    back = List.copyOf(back);
  }

  /**
   * The MTU said of one direction; 0 if none is.
   *
   * @param fromOne the direction from {@code one} to {@code other}
   */
  public int mtu(boolean fromOne) {
    int mtu = 0;
    for (List<String> words : List.of(both, fromOne ? there : back)) {
      for (String word : words) {
        if (word.startsWith("mtu=")) {
          int comma = word.indexOf(',');
          mtu = Integer.parseInt(word.substring(4, comma < 0 ? word.length() : comma));
        }
      }
    }
    return mtu;
  }
}
