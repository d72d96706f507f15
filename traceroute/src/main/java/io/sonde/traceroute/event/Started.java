// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import io.sonde.net.Blindness;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.wire.IpAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name is resolved and everything open, or as much of it as was possible.
 *
 * @param time epoch nanoseconds
 * @param config what was asked for
 * @param address the address traced; null: the name has none
 * @param zone device of a link-local address; empty: none
 * @param source address of the probes; null: unknown
 * @param access how they are sent; null: not at all
 * @param flowStable whether routers see one flow
 * @param blind what such sockets never see
 * @param packetLength octets of a probe with its IP header
 */
public record Started(
    long time,
    TracerouteConfig config,
    @Nullable IpAddress address,
    String zone,
    @Nullable IpAddress source,
    @Nullable Access access,
    boolean flowStable,
    Set<Blindness> blind,
    int packetLength) {

  /** Copies the set. */
  public Started {
    blind = Set.copyOf(blind);
  }
}
