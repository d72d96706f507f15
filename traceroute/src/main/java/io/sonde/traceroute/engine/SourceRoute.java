// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv6RoutingHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateways that a packet is to pass: loose source route of IPv4, routing header of IPv6.
 *
 * @param gateways in their order; none: the packet goes as it likes
 * @param routingType of the routing header
 */
record SourceRoute(List<IpAddress> gateways, int routingType) {
  /** RFC 791: behind type, length and pointer. */
  private static final int FIRST_SLOT = 4;

  private static final int PADDING = 5;
  private static final Ipv4Option NO_OPERATION = new Ipv4Option.NoOperation();

  /** Keeps a copy of the list. */
  SourceRoute {
    gateways = List.copyOf(gateways);
  }

  /** What the header's destination is. */
  IpAddress firstHop(IpAddress end) {
    return gateways.isEmpty() ? end : gateways.get(0);
  }

  private List<IpAddress> rest(IpAddress end) {
    List<IpAddress> rest = new ArrayList<>(gateways.subList(1, gateways.size()));
    rest.add(end);
    return rest;
  }

  /** IPv4 options. */
  List<Ipv4Option> options(IpAddress end) {
    if (gateways.isEmpty() || end.family() != IpFamily.IPV4) {
      return List.of();
    }
    // as long as the host's own would be, which has room for one address more
    List<Ipv4Option> options = new ArrayList<>(Collections.nCopies(PADDING, NO_OPERATION));
    options.add(new Ipv4Option.Route(Ipv4Option.LOOSE_SOURCE_ROUTE, FIRST_SLOT, rest(end)));
    return options;
  }

  /** IPv6 routing header; null: none. */
  @Nullable Ipv6RoutingHeader routing(IpAddress end) {
    if (gateways.isEmpty() || end.family() != IpFamily.IPV6) {
      return null;
    }
    List<IpAddress> rest = rest(end);
    return new Ipv6RoutingHeader(
        0, 0, routingType, rest.size(), new Ipv6RoutingHeader.Addresses(0, rest));
  }
}
