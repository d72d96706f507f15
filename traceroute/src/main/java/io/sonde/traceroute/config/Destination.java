// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

import io.sonde.wire.IpFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace goes.
 *
 * @param host as typed
 * @param position which operand of the command line the host is, from 1
 * @param argument where in the command line it stands, from 1
 * @param family only this one; null: IPv4 where the name has both
 * @param gateways to pass on the way, as typed
 * @param routingType of the IPv6 routing header
 */
public record Destination(
    String host,
    int position,
    int argument,
    @Nullable IpFamily family,
    List<String> gateways,
    int routingType) {
  /** Most gateways of an IPv4 header. */
  public static final int MAX_GATEWAYS_IPV4 = 8;

  /** Most gateways of an IPv6 routing header. */
  public static final int MAX_GATEWAYS_IPV6 = 127;

  /** Routing header of a mobile node, RFC 6275: what hosts still let through. */
  public static final int DEFAULT_ROUTING_TYPE = 2;

  /** Copies the list. */
  public Destination {
    gateways = List.copyOf(gateways);
  }
}
