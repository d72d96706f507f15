// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import io.sonde.wire.IpAddress;

/** What a shell in a lab is greeted with: the file's comments and the addresses to try. */
final class Banner {
  private Banner() {}

  static String of(Topology topology, String network, long seed) {
    StringBuilder out = new StringBuilder();
    for (String comment : topology.comments()) {
      out.append(comment).append('\n');
    }
    out.append("\nNetwork ").append(network).append(", seed ").append(seed);
    out.append("; exit leaves it. Addresses:\n");
    for (NodePart node : topology.nodes()) {
      out.append(String.format("  %-7s %-10s", node.kind().word(), node.name()));
      for (IpAddress address : node.addresses()) {
        out.append(' ').append(address);
      }
      out.append('\n');
    }
    return out.append('\n').toString();
  }
}
