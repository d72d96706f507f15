// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import io.sonde.wire.IpFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the probes go.
 *
 * @param host name or address, as typed
 * @param hops addresses to pass on the way, at most 8: an IPv4 source route
 * @param strict whether the source route names every hop
 * @param family only addresses of this family; null: the resolver's first
 * @param allAddresses whether every address of the name is tried until one answers
 */
public record Destination(
    String host,
    List<String> hops,
    boolean strict,
    @Nullable IpFamily family,
    boolean allAddresses) {
  /** Addresses that fit into an IPv4 source route beside the destination. */
  public static final int MAX_HOPS = 8;

  /** One rule a line. */
  public Destination {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("destination: empty; a name or an address");
    }
    if (hops.size() > MAX_HOPS) {
      throw new IllegalArgumentException(
          "source route: " + hops.size() + " hops; at most " + MAX_HOPS);
    }
    if (!hops.isEmpty() && family == IpFamily.IPV6) {
      throw new IllegalArgumentException("source route: IPv4 only");
    }
    hops = List.copyOf(hops);
  }
}
