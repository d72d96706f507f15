// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.cli.Target;
import io.sonde.net.PathMtu;
import io.sonde.net.Route;
import io.sonde.ping.config.NodeQuery;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.probe.EchoProbe;
import io.sonde.probe.IcmpQuery;
import io.sonde.probe.NodeInformationProbe;
import io.sonde.probe.ProbeMethod;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.DomainName;
import io.sonde.wire.icmp.NodeInformation;
import java.io.IOException;
import java.util.List;

/** The probes that a configuration asks for. */
final class Probes {
  /** What RFC 1700 recommends, for a host that does not say what it would use. */
  static final int DEFAULT_HOPS = 64;

  private final PingConfig config;
  private final Outside outside;

  Probes(PingConfig config, Outside outside) {
    this.config = config;
    this.outside = outside;
  }

  /**
   * The method that builds them and judges the answers.
   *
   * @param route of the first hop, whose source address the packets name
   * @param address destination
   * @param hops source route
   * @param identifier ICMP identifier
   * @param flowLabel IPv6 flow label; −1: none
   * @param picked whether the host passes only answers of this identifier
   * @param asked which ICMP request it is
   */
  ProbeMethod of(
      Route route,
      IpAddress address,
      List<IpAddress> hops,
      int identifier,
      int flowLabel,
      boolean picked,
      IcmpQuery asked)
      throws IOException {
    Probe probe = config.probe();
    IpAddress source =
        route.source().family() == address.family()
            ? route.source()
            : IpAddress.any(address.family());
    int usual = route.hopLimit() > 0 ? route.hopLimit() : DEFAULT_HOPS;
    int hopLimit = probe.timeToLive() > 0 ? probe.timeToLive() : address.isMulticast() ? 1 : usual;
    NodeQuery query = probe.nodeQuery();
    if (query != null) {
      return new NodeInformationProbe(
          new NodeInformationProbe.Request(
              source,
              address,
              hopLimit,
              probe.trafficClass(),
              Math.max(0, flowLabel),
              outside.secret(),
              query.type(),
              query.flags(),
              Math.max(NodeQuery.SUBJECT_IPV6, query.subject()),
              subject(query, address)));
    }
    EchoProbe echo =
        new EchoProbe(
            new EchoProbe.Request(
                source,
                hops.isEmpty() ? address : hops.get(0),
                identifier,
                hopLimit,
                probe.trafficClass(),
                Math.max(0, flowLabel),
                forbidsFragments(),
                new HeaderOptions(config, outside).of(address, hops),
                outside.secret(),
                probe.pattern()),
            !picked,
            asked,
            outside.network().time()::epochNanos);
    echo.size(probe.sweep() == null ? probe.size() : probe.sweep().from());
    return echo;
  }

  private boolean forbidsFragments() {
    PathMtu pathMtu = config.sockets().pathMtu();
    return config.probe().findMtu() || pathMtu == PathMtu.DO || pathMtu == PathMtu.PROBE;
  }

  private Octets subject(NodeQuery query, IpAddress destination) throws IOException {
    return switch (query.subject()) {
      case NodeInformation.SUBJECT_NAME ->
          DomainName.of(query.subjectText(), query.subjectText().contains(".")).toOctets();
      case NodeInformation.SUBJECT_IPV4 -> subject(query, IpFamily.IPV4);
      case NodeInformation.SUBJECT_IPV6 -> subject(query, IpFamily.IPV6);
      default -> Octets.of(destination.toByteArray());
    };
  }

  private Octets subject(NodeQuery query, IpFamily family) throws IOException {
    Target target =
        Target.of(query.subjectText(), family, outside.resolver(), outside.interfaces());
    return Octets.of(target.address().toByteArray());
  }
}
