// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.wire.IpAddress;
import java.util.List;

/**
 * A node of a description.
 *
 * @param addresses in the order of the file
 * @param attributes as written
 */
public record NodePart(Kind kind, String name, List<IpAddress> addresses, List<String> attributes) {
  /** What sort of node. */
  public enum Kind {
    /** Where a command runs; one in each network. */
    HOST,
    /** Forwards. */
    ROUTER,
    /** Answers. */
    SERVER;

    /** As in a file. */
    public String word() {
      return switch (this) {
        case HOST -> "host";
        case ROUTER -> "router";
        case SERVER -> "server";
      };
    }
  }

  /** Takes copies. */
  public NodePart {
    addresses = List.copyOf(addresses);
    attributes = List.copyOf(attributes);
  }
}
