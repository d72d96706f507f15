// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.cli.Target;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.TimestampRequest;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv4TimestampOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The IPv4 options that a configuration asks for: record route, time stamps or a source route. */
final class HeaderOptions {
  private static final int MOST_OCTETS = 40;
  private static final int FIRST_ROUTE_SLOT = 4;
  private static final int FIRST_STAMP_SLOT = 5;

  private final PingConfig config;
  private final Outside outside;

  HeaderOptions(PingConfig config, Outside outside) {
    this.config = config;
    this.outside = outside;
  }

  /**
   * @param destination where the packet ends
   * @param hops addresses to pass first, of which the header's destination is the first
   */
  List<Ipv4Option> of(IpAddress destination, List<IpAddress> hops) throws IOException {
    if (!hops.isEmpty()) {
      List<IpAddress> rest = new ArrayList<>(hops.subList(1, hops.size()));
      rest.add(destination);
      int type =
          config.destination().strict()
              ? Ipv4Option.STRICT_SOURCE_ROUTE
              : Ipv4Option.LOOSE_SOURCE_ROUTE;
      return List.of(
          new Ipv4Option.NoOperation(), new Ipv4Option.Route(type, FIRST_ROUTE_SLOT, rest));
    }
    if (config.probe().recordRoute()) {
      return List.of(
          new Ipv4Option.NoOperation(),
          new Ipv4Option.Route(
              Ipv4Option.RECORD_ROUTE,
              FIRST_ROUTE_SLOT,
              Collections.nCopies(9, IpAddress.ANY_IPV4)));
    }
    TimestampRequest timestamps = config.probe().timestamps();
    return timestamps == null ? List.of() : padded(option(timestamps));
  }

  private Ipv4TimestampOption option(TimestampRequest request) throws IOException {
    List<Ipv4TimestampOption.Entry> entries = new ArrayList<>();
    switch (request.kind()) {
      case TIME_ONLY ->
          entries.addAll(Collections.nCopies(9, new Ipv4TimestampOption.Entry(null, 0)));
      case TIME_AND_ADDRESS ->
          entries.addAll(
              Collections.nCopies(4, new Ipv4TimestampOption.Entry(IpAddress.ANY_IPV4, 0)));
      case PRESPECIFIED -> {
        for (String host : request.hosts()) {
          Target target = Target.of(host, IpFamily.IPV4, outside.resolver(), outside.interfaces());
          entries.add(new Ipv4TimestampOption.Entry(target.address(), 0));
        }
      }
    }
    return new Ipv4TimestampOption(FIRST_STAMP_SLOT, 0, request.kind().flag(), entries);
  }

  /** Filled up to 40 octets, so that every time stamp request is of one length. */
  private static List<Ipv4Option> padded(Ipv4Option option) {
    List<Ipv4Option> options = new ArrayList<>();
    options.add(option);
    for (int octets = option.length(); octets < MOST_OCTETS; octets++) {
      options.add(new Ipv4Option.NoOperation());
    }
    return options;
  }
}
