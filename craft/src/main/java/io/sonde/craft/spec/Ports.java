// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;

/** Ports that nobody gave. */
final class Ports {
  private static final int FIRST = 40_000;
  private static final int MANY = 20_000;

  private Ports() {}

  /** Another source port for each packet of a run, the same at each run. */
  static long source(long number) {
    return FIRST + number % MANY;
  }

  /** Both ports of a layer that begins with them, those of an answer turned round. */
  static int pair(PacketLayout packet, int layer, boolean isAnswer) {
    if (!Answering.has(packet, layer, 4)) {
      return 0;
    }
    int ports = packet.i32(packet.start[layer]);
    return isAnswer ? Integer.rotateLeft(ports, 16) : ports;
  }

  /** Whether the ports of two layers mirror each other. */
  static boolean mirror(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return probe.specs[at] == packet.specs[layer]
        && Answering.has(probe, at, 4)
        && Answering.has(packet, layer, 4)
        && pair(probe, at, false) == pair(packet, layer, true);
  }

  /** Whether what is carried by ports that mirror each other is question and answer as well. */
  static boolean carriedAnswers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    LayerSpec asked = probe.following(at);
    if (asked == null || asked.isData()) {
      return true;
    }
    LayerSpec got = packet.following(layer);
    return got != null && asked.answers(probe, at + 1, packet, layer + 1);
  }
}
