// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PathMtu;
import io.sonde.net.ReplyFilter;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.engine.Outside;
import io.sonde.ping.engine.OwnInterface;
import io.sonde.probe.EchoProbe;
import io.sonde.probe.ProbeMethod;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import java.util.List;

/** Opens the sockets of a run, and makes for each the method that builds its probes. */
final class LaneOpener implements Lanes.Opener {
  /** Receive queue where the host allows it: answers to some ten thousand probes at once. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  private static final int USUAL_HOPS = 64;

  private final SweepConfig config;
  private final Outside outside;
  private final Stamps stamps;
  private final int capacity;
  private boolean datagram;

  /**
   * @param probes most probes that the run can send; the numbers of a lane need not exceed them
   */
  LaneOpener(SweepConfig config, Outside outside, Stamps stamps, long probes) {
    this.config = config;
    this.outside = outside;
    this.stamps = stamps;
    int most = (int) Math.min(Lane.WIRE, Math.max(64, probes));
    capacity = Integer.highestOneBit(2 * most - 1);
  }

  /** Whether the sockets so far are ICMP datagram sockets. */
  boolean isDatagram() {
    return datagram;
  }

  @Override
  public Lane open(int id, IpFamily family) throws IOException {
    boolean v4 = family == IpFamily.IPV4;
    OwnInterface own = OwnInterface.of(config.sockets().interfaces(), family, outside.interfaces());
    Sockets sockets = config.sockets();
    ChannelSpec.Builder builder =
        ChannelSpec.builder(Kind.ICMP_DATAGRAM, family, v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)
            .source(own.source())
            .device(own.device())
            .mark(sockets.mark())
            .flowLabel(v4 ? -1 : config.probe().flowLabel())
            .pathMtu(sockets.pathMtu())
            .broadcast(sockets.broadcast())
            .multicastLoop(sockets.multicastLoop())
            .pastRouting(sockets.pastRouting())
            .debug(sockets.debug())
            .receiveBufferOctets(RECEIVE_BUFFER)
            .sendBufferOctets(sockets.sendBuffer())
            .stamps(stamps);
    int identifier = identifier(id);
    Channel channel = open(builder, identifier, id);
    datagram = channel.capabilities().identifier() >= 0;
    ProbeMethod method =
        echo(
            family,
            own.source() == null ? IpAddress.any(family) : own.source(),
            datagram ? channel.capabilities().identifier() : identifier,
            hopLimit(family, builder.build()),
            channel.capabilities().flowLabel());
    return new Lane(id, family, channel, method, capacity);
  }

  private int identifier(int id) {
    int given = config.probe().identifier();
    int first = given >= 0 ? given : (int) (outside.secret() >>> 16 & 0xffff);
    int identifier = first + id & 0xffff;
    return identifier == 0 && given < 0 ? 0xffff - Lanes.MOST : identifier;
  }

  private Channel open(ChannelSpec.Builder builder, int identifier, int id) throws IOException {
    ChannelSpec raw =
        builder
            .identifier(identifier)
            .filter(config.kind().isEcho() ? ReplyFilter.own(identifier) : ReplyFilter.ALL)
            .build()
            .withKind(Kind.RAW);
    ChannelSpec plain =
        builder
            .identifier(config.probe().identifier() >= 0 ? identifier : -1)
            .filter(ReplyFilter.ALL)
            .build();
    Sockets.Choice choice = config.sockets().choice();
    boolean rawNeeded = config.probe().identifier() == 0 || !config.kind().isEcho();
    if (rawNeeded || choice == Sockets.Choice.RAW || (id > 0 && !datagram)) {
      return outside.network().open(raw);
    }
    try {
      return outside.network().open(plain);
    } catch (IOException first) {
      if (choice == Sockets.Choice.DATAGRAM) {
        throw first;
      }
      try {
        return outside.network().open(raw);
      } catch (IOException second) {
        // what a raw socket lacks is a privilege; the datagram socket's words name both ways out
        IOException telling = second instanceof NotPermittedException ? first : second;
        telling.addSuppressed(telling == first ? second : first);
        throw telling;
      }
    }
  }

  private int hopLimit(IpFamily family, ChannelSpec spec) {
    if (config.probe().timeToLive() > 0) {
      return config.probe().timeToLive();
    }
    IpAddress loopback =
        family == IpFamily.IPV4
            ? IpAddress.ofIpv4(0x7f00_0001)
            : IpAddress.ofColumns(0, 1); // the host's default is the same for every unicast address
    try {
      int usual = outside.network().route(loopback, 0, spec).hopLimit();
      return usual > 0 ? usual : USUAL_HOPS;
    } catch (IOException noRoute) {
      return USUAL_HOPS;
    }
  }

  private ProbeMethod echo(
      IpFamily family, IpAddress source, int identifier, int hopLimit, int flowLabel) {
    Probe probe = config.probe();
    PathMtu pathMtu = config.sockets().pathMtu();
    EchoProbe echo =
        new EchoProbe(
            new EchoProbe.Request(
                source,
                IpAddress.any(family),
                identifier,
                hopLimit,
                probe.trafficClass(),
                Math.max(0, flowLabel),
                pathMtu == PathMtu.DO || pathMtu == PathMtu.PROBE,
                List.of(),
                outside.secret(),
                probe.pattern()),
            !datagram,
            config.kind().query(),
            outside.network().time()::epochNanos);
    echo.size(probe.size());
    return echo;
  }
}
