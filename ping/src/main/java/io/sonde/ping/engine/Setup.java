// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.cli.Target;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PathMtu;
import io.sonde.net.ReplyFilter;
import io.sonde.net.Route;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.event.Started;
import io.sonde.probe.ProbeMethod;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a configuration into a session: looks up, asks for the route, opens the socket. */
final class Setup {
  private final PingConfig config;
  private final Outside outside;

  Setup(PingConfig config, Outside outside) {
    this.config = config;
    this.outside = outside;
  }

  /**
   * Looks the destination up.
   *
   * @throws IllegalArgumentException for what this user may not ask for
   * @throws IOException with the resolver's words
   */
  Target target() throws IOException {
    config.schedule().checkPrivilege(outside.privileges().superuser());
    return Target.of(
        config.destination().host(), family(), outside.resolver(), outside.interfaces());
  }

  /** A session with the first address of a target that has a route. */
  Session openFirst(Target target, ProbeKind kind) throws IOException {
    IOException refused = null;
    for (IpAddress address : target.addresses()) {
      try {
        return open(target, address, kind);
      } catch (IOException e) {
        refused = refused == null ? e : refused;
      }
    }
    throw refused == null ? new IOException(config.destination().host() + ": no address") : refused;
  }

  /**
   * A session with one address.
   *
   * @throws IllegalArgumentException for what this user may not ask for, or what does not go
   *     together
   * @throws IOException when the host or the network refuses
   */
  Session open(Target target, IpAddress wanted, ProbeKind kind) throws IOException {
    IpAddress address = wanted;
    boolean superuser = outside.privileges().superuser();
    checkFamily(address.family());
    OwnInterface own =
        OwnInterface.of(config.sockets().interfaces(), address.family(), outside.interfaces());
    Ports ports = new Ports(outside, kind, address);
    ChannelSpec.Builder builder = spec(address, own, ports.socket(), ports.protocol());
    builder.stamps(kind.isIcmp() ? stamps(config) : ports.stamps(config));
    int scope =
        target.scope() > 0 || !(address.needsScope() || address.isMulticast())
            ? target.scope()
            : own.index();
    List<IpAddress> hops = hops();
    IpAddress firstHop = hops.isEmpty() ? address : hops.get(0);
    if (address.isLinkLocal() && scope == 0) {
      throw new IllegalArgumentException(
          address + ": link-local, so its device is needed: " + address + "%DEVICE or -I DEVICE");
    }
    Route route = outside.network().route(firstHop, scope, builder.build());
    if (address.family() == IpFamily.IPV4 && address.isUnspecified()) {
      address = route.source(); // "this host", RFC 1122 section 3.2.1.3, which nobody answers from
    }
    checkGroup(route, address, superuser, kind);
    if (config.sockets().bindSource() && own.source() == null) {
      builder.source(route.source());
    }
    if (config.sockets().connected()) {
      builder.connected(firstHop, scope);
    }
    int identifier =
        config.probe().identifier() >= 0
            ? config.probe().identifier()
            : 1 + (int) ((outside.secret() >>> 16 & 0xffff) % 0xffff);
    if (!kind.isIcmp()) {
      return ports.open(config, builder, route, scope, started(target, address, own, route));
    }
    Channel channel = open(builder, identifier, kind);
    boolean datagram = channel.capabilities().identifier() >= 0;
    if (datagram) {
      identifier = channel.capabilities().identifier();
    }
    ProbeMethod method =
        new Probes(config, outside)
            .of(
                route,
                address,
                hops,
                identifier,
                channel.capabilities().flowLabel(),
                datagram,
                kind.query());
    Started started =
        started(target, address, own, route)
            .by(datagram, identifier, channel.capabilities().flowLabel(), method.packetLength());
    return new Session(
        kind,
        channel,
        null,
        null,
        stamps(config),
        method,
        route,
        scope,
        method.overhead(),
        started);
  }

  private Started started(Target target, IpAddress address, OwnInterface own, Route route) {
    boolean given = own.isGiven() || config.sockets().bindSource();
    return new Started(
        outside.network().time().epochNanos(),
        config,
        target.canonicalName(),
        target.literal(),
        address,
        target.zone(),
        given ? route.source() : null,
        given,
        own.device(),
        false,
        -1,
        -1,
        0,
        route.broadcast(),
        address.isMulticast());
  }

  private @Nullable IpFamily family() {
    boolean onlyIpv4 =
        !config.destination().hops().isEmpty()
            || config.probe().recordRoute()
            || config.probe().timestamps() != null
            || !config.kinds().first().isEcho() && config.kinds().first().isIcmp();
    if (config.probe().nodeQuery() != null) {
      return IpFamily.IPV6;
    }
    return onlyIpv4 ? IpFamily.IPV4 : config.destination().family();
  }

  private void checkFamily(IpFamily family) {
    Probe probe = config.probe();
    boolean options = probe.recordRoute() || probe.timestamps() != null;
    int most =
        family == IpFamily.IPV6
            ? Probe.MAX_SIZE_IPV6
            : options ? Probe.MAX_SIZE_IPV4_OPTIONS : Probe.MAX_SIZE_IPV4;
    if (probe.largestSize() > most) {
      throw new IllegalArgumentException(
          (probe.sweep() == null ? "-s " : "--sweep-size ")
              + probe.largestSize()
              + ": out of range, 0 to "
              + most
              + (family == IpFamily.IPV6
                  ? " for IPv6"
                  : options ? " for IPv4 with options" : " for IPv4"));
    }
  }

  private void checkGroup(Route route, IpAddress address, boolean superuser, ProbeKind kind) {
    boolean group = route.broadcast() || address.isMulticast();
    if (group && !kind.isIcmp()) {
      throw new IllegalArgumentException(
          "--" + kind.protocol().text() + ": " + address + " is a group; one host has the port");
    }
    if (route.broadcast() && !config.sockets().broadcast()) {
      throw new IllegalArgumentException(
          "Do you want to ping broadcast? Then -b. If not, check your local firewall rules");
    }
    Schedule schedule = config.schedule();
    if (group && !superuser && schedule.interval() < Schedule.USER_GROUP_INTERVAL) {
      throw new IllegalArgumentException(
          "-i: broadcast and multicast need the superuser or an interval of at least 1 s; 1 to 2147483");
    }
    if (group
        && !superuser
        && config.sockets().pathMtu() != PathMtu.DEFAULT
        && config.sockets().pathMtu() != PathMtu.DO) {
      throw new IllegalArgumentException("-M: broadcast and multicast allow only do");
    }
  }

  private List<IpAddress> hops() throws IOException {
    List<IpAddress> hops = new ArrayList<>();
    for (String hop : config.destination().hops()) {
      hops.add(Target.of(hop, IpFamily.IPV4, outside.resolver(), outside.interfaces()).address());
    }
    return hops;
  }

  private ChannelSpec.Builder spec(IpAddress address, OwnInterface own, Kind kind, int protocol) {
    Sockets sockets = config.sockets();
    return ChannelSpec.builder(kind, address.family(), protocol)
        .source(own.source())
        .device(own.device())
        .multicastInterface(address.isMulticast() ? own.index() : 0)
        .mark(sockets.mark())
        .flowLabel(address.family() == IpFamily.IPV6 ? config.probe().flowLabel() : -1)
        .pathMtu(config.probe().findMtu() ? PathMtu.PROBE : sockets.pathMtu())
        .broadcast(sockets.broadcast())
        .multicastLoop(sockets.multicastLoop())
        .pastRouting(sockets.pastRouting())
        .debug(sockets.debug())
        .sendBufferOctets(sockets.sendBuffer());
  }

  /** The times that the host is to take: of each probe, or in a flood of some. */
  static Stamps stamps(PingConfig config) {
    return switch (config.sockets().clock()) {
      case USER -> Stamps.NONE;
      case HARDWARE -> Stamps.HARDWARE;
      case KERNEL -> config.schedule().flood() ? Stamps.SAMPLED : Stamps.BOTH;
    };
  }

  private Channel open(ChannelSpec.Builder builder, int identifier, ProbeKind kind)
      throws IOException {
    Sockets.Choice choice = config.sockets().choice();
    boolean query = config.probe().nodeQuery() != null;
    boolean rawNeeded = config.probe().identifier() == 0 || query || !kind.isEcho();
    if (rawNeeded && choice == Sockets.Choice.DATAGRAM) {
      throw new IllegalArgumentException(
          query
              ? "-N: needs a raw socket"
              : !kind.isEcho()
                  ? "--probe " + kind + ": needs a raw socket"
                  : "-e 0: needs a raw socket; 1 to 65535 with --socket dgram");
    }
    ReplyFilter filter =
        config.output().verbose() || query || !kind.isEcho()
            ? ReplyFilter.ALL
            : ReplyFilter.own(identifier);
    ChannelSpec raw = builder.identifier(identifier).filter(filter).build().withKind(Kind.RAW);
    ChannelSpec datagram =
        builder.identifier(config.probe().identifier()).filter(ReplyFilter.ALL).build();
    if (rawNeeded || choice == Sockets.Choice.RAW) {
      return outside.network().open(raw);
    }
    if (choice == Sockets.Choice.DATAGRAM) {
      return outside.network().open(datagram);
    }
    // quoted headers and strangers are what -v asks for; only a raw socket sees them
    boolean rawFirst = config.output().verbose();
    try {
      return outside.network().open(rawFirst ? raw : datagram);
    } catch (IOException first) {
      try {
        return outside.network().open(rawFirst ? datagram : raw);
      } catch (IOException second) {
        // What a raw socket lacks is a privilege; the datagram socket's words name both ways out.
        IOException ofRaw = rawFirst ? first : second;
        IOException ofDatagram = rawFirst ? second : first;
        IOException telling = ofRaw instanceof NotPermittedException ? ofDatagram : ofRaw;
        telling.addSuppressed(telling == first ? second : first);
        throw telling;
      }
    }
  }
}
