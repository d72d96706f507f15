// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.PacketLayout;

/** Ports that nobody gave. */
final class Ports {
  private static final int FIRST = 40_000;
  private static final int MANY = 20_000;

  private Ports() {}

  /** Another source port for each packet of a run, the same at each run. */
  static long source(PacketLayout packet, int layer) {
    return FIRST + packet.number % MANY;
  }
}
