// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.PathMtu;
import io.sonde.net.ReplyFilter;
import io.sonde.net.Route;
import io.sonde.net.SourcePorts;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.ProbeKind.Protocol;
import io.sonde.ping.event.Started;
import io.sonde.probe.ConnectPing;
import io.sonde.probe.DatagramPing;
import io.sonde.probe.PortPing;
import io.sonde.probe.SynPing;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The sockets by which a kind of probe leaves and is answered. */
final class Ports {
  private final Outside outside;
  private final ProbeKind kind;
  private final IpAddress address;

  /**
   * @param address the target's
   */
  Ports(Outside outside, ProbeKind kind, IpAddress address) {
    this.outside = outside;
    this.kind = kind;
    this.address = address;
  }

  /** Kind of the socket that sends. */
  Kind socket() {
    return switch (kind.protocol()) {
      case ICMP, TIMESTAMP, MASK -> Kind.ICMP_DATAGRAM;
      case TCP -> Kind.CONNECT;
      case TCP_SYN -> Kind.RAW;
      case UDP -> Kind.DATAGRAM;
    };
  }

  /** IP protocol of the packets. */
  int protocol() {
    return switch (kind.protocol()) {
      case ICMP, TIMESTAMP, MASK -> icmp();
      case TCP, TCP_SYN -> IpProtocol.TCP;
      case UDP -> IpProtocol.UDP;
    };
  }

  private int icmp() {
    return address.family() == IpFamily.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
  }

  /** Times that the host is to take: of a connect it has none. */
  Stamps stamps(PingConfig config) {
    return kind.protocol() == Protocol.TCP ? Stamps.NONE : Setup.stamps(config);
  }

  /**
   * Opens what the kind needs.
   *
   * @param builder of the sending socket
   * @param scope interface index of a link-local target, else 0
   * @param started all but what the socket decides
   */
  Session open(
      PingConfig config, ChannelSpec.Builder builder, Route route, int scope, Started started)
      throws IOException {
    if (kind.protocol() == Protocol.TCP_SYN) {
      return openSyn(config, builder, route, scope, started);
    }
    Channel channel = outside.network().open(builder.build());
    boolean udp = kind.protocol() == Protocol.UDP;
    PortPing.Request request = request(config, route, 0, channel.capabilities().flowLabel());
    PortPing method = udp ? new DatagramPing(request, size(config)) : new ConnectPing(request);
    return session(config, channel, null, null, method, route, scope, started);
  }

  private static int size(PingConfig config) {
    return config.probe().sweep() == null ? config.probe().size() : config.probe().sweep().from();
  }

  /** A raw socket hears no ICMP but its own protocol's answers, so there are two. */
  private Session openSyn(
      PingConfig config, ChannelSpec.Builder builder, Route route, int scope, Started started)
      throws IOException {
    SourcePorts.Held held =
        outside
            .sourcePorts()
            .hold(address.family(), IpProtocol.TCP, builder.build().source(), 0, false);
    Channel channel = null;
    try {
      channel =
          outside
              .network()
              .open(builder.identifier(held.port()).filter(ReplyFilter.own(held.port())).build());
      Channel errors =
          outside
              .network()
              .open(
                  ChannelSpec.builder(Kind.RAW_RECEIVER, address.family(), icmp())
                      .stamps(stamps(config) == Stamps.NONE ? Stamps.NONE : Stamps.RECEIVE)
                      .build());
      PortPing method =
          new SynPing(
              request(config, route, held.port(), channel.capabilities().flowLabel()),
              errors.index());
      return session(config, channel, errors, held, method, route, scope, started);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      held.close();
      throw e;
    }
  }

  private PortPing.Request request(PingConfig config, Route route, int sourcePort, int flowLabel) {
    int given = config.probe().timeToLive();
    int usual = route.hopLimit() > 0 ? route.hopLimit() : Probes.DEFAULT_HOPS;
    PathMtu pathMtu = config.sockets().pathMtu();
    return new PortPing.Request(
        route.source(),
        address,
        sourcePort,
        kind.port(),
        given > 0 ? given : usual,
        config.probe().trafficClass(),
        Math.max(0, flowLabel),
        pathMtu == PathMtu.DO || pathMtu == PathMtu.PROBE,
        outside.secret());
  }

  private Session session(
      PingConfig config,
      Channel channel,
      @Nullable Channel errors,
      SourcePorts.@Nullable Held held,
      PortPing method,
      Route route,
      int scope,
      Started started) {
    return new Session(
        kind,
        channel,
        errors,
        held,
        stamps(config),
        method,
        route,
        scope,
        method.overhead(),
        started.by(
            kind.protocol() == Protocol.UDP,
            -1,
            channel.capabilities().flowLabel(),
            method.packetLength()));
  }
}
