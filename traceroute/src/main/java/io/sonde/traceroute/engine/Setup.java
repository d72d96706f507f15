// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.cli.Target;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PathMtu;
import io.sonde.net.ReplyFilter;
import io.sonde.net.Route;
import io.sonde.net.SourcePorts;
import io.sonde.probe.ProbeHeader;
import io.sonde.probe.TraceProbe;
import io.sonde.traceroute.config.Method;
import io.sonde.traceroute.config.MethodOptions.IcmpSocket;
import io.sonde.traceroute.config.Probe;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Access;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a configuration into a session: asks for the route, takes the port, opens the sockets. */
final class Setup {
  private static final String NO_PRIVILEGE =
      "You do not have enough privileges to use this traceroute method.";
  private static final int FIRST_FLOW_PORT = 40_000;
  private static final int FLOW_PORTS = 20_000;

  private final TracerouteConfig config;
  private final Outside outside;
  private final Target target;
  private final IpAddress address;
  private final boolean ipv4;
  private final SourceRoute sourceRoute;
  private final @Nullable IpAddress source;

  /**
   * @param address the one of the target's addresses to trace
   * @param sourceRoute gateways on the way
   * @param source own address asked for; null: the host's choice
   */
  Setup(
      TracerouteConfig config,
      Outside outside,
      Target target,
      IpAddress address,
      SourceRoute sourceRoute,
      @Nullable IpAddress source) {
    this.config = config;
    this.outside = outside;
    this.target = target;
    this.address = address;
    this.sourceRoute = sourceRoute;
    this.source = source;
    ipv4 = address.family() == IpFamily.IPV4;
  }

  /** Octets of a packet, for a run that cannot begin: no host is asked for it. */
  int packetLength() {
    return new Probes(config.probe(), outside).of(header(any()), 0, 1500).length();
  }

  private IpAddress any() {
    return IpAddress.any(address.family());
  }

  private ProbeHeader header(IpAddress own) {
    Probe probe = config.probe();
    return new ProbeHeader(
        own,
        address,
        sourceRoute.firstHop(address),
        probe.trafficClass(),
        probe.flowLabel(),
        probe.dontFragment(),
        sourceRoute.options(address),
        sourceRoute.routing(address));
  }

  /**
   * Opens everything.
   *
   * @throws SetupException in the words of traceroute
   */
  Session open() throws SetupException {
    try {
      return openAs();
    } catch (IOException e) {
      throw refused(e);
    }
  }

  private SetupException refused(IOException e) {
    List<String> lines = new ArrayList<>();
    boolean privilege = e instanceof NotPermittedException;
    if (privilege) {
      lines.add(NO_PRIVILEGE);
    }
    lines.add(outside.refusals().words(e));
    if (privilege) {
      lines.add(wayOut());
    } else if (outside.refusals().isProtocol(e)) {
      lines.add("this kernel has no " + (method() == Method.DCCP ? "DCCP" : "UDP-Lite"));
    }
    return new SetupException(lines, 1, privilege);
  }

  private String wayOut() {
    return switch (method()) {
      case ICMP ->
          "without CAP_NET_RAW: widen net.ipv4.ping_group_range, or use the default method";
      case TCP -> "without CAP_NET_RAW: -M tcpconn";
      default -> "without CAP_NET_RAW: the default method, -U or -M tcpconn";
    };
  }

  private Method method() {
    return config.probe().method();
  }

  private Session openAs() throws IOException {
    Method method = method();
    if (method == Method.TCPCONN) {
      return regular(Kind.CONNECT, Access.CONNECT, IpProtocol.TCP);
    }
    boolean regular = method.isUdp() || method == Method.UDPLITE;
    IcmpSocket icmp = config.probe().options().icmpSocket();
    if (method == Method.ICMP && icmp == IcmpSocket.DATAGRAM) {
      return regular(Kind.ICMP_DATAGRAM, Access.ICMP_DATAGRAM, protocol());
    }
    try {
      return raw();
    } catch (IOException e) {
      if (!(e instanceof NotPermittedException)) {
        throw e;
      }
      if (regular) {
        return regular(Kind.DATAGRAM, Access.ERROR_QUEUE, protocol());
      }
      if (method == Method.ICMP && icmp == IcmpSocket.BEST) {
        return regular(Kind.ICMP_DATAGRAM, Access.ICMP_DATAGRAM, protocol());
      }
      throw e;
    }
  }

  private int protocol() {
    return switch (method()) {
      case DEFAULT, UDP -> IpProtocol.UDP;
      case UDPLITE -> IpProtocol.UDP_LITE;
      case ICMP -> icmp();
      case TCP, TCPCONN -> IpProtocol.TCP;
      case DCCP -> IpProtocol.DCCP;
      case RAW -> config.probe().options().protocol();
    };
  }

  private int icmp() {
    return ipv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
  }

  private ChannelSpec.Builder spec(Kind kind, int protocol) {
    return ChannelSpec.builder(kind, address.family(), protocol)
        .source(source)
        .device(config.sockets().device())
        .mark(config.sockets().mark())
        .pastRouting(config.sockets().pastRouting())
        .debug(config.sockets().debug())
        .pathMtu(config.probe().dontFragment() ? PathMtu.PROBE : PathMtu.DONT)
        .flowLabel(config.probe().flowLabel() > 0 ? config.probe().flowLabel() : -1);
  }

  private int scope() {
    if (target.scope() > 0 || !address.needsScope()) {
      return target.scope();
    }
    String device = config.sockets().device();
    return device.isEmpty() ? 0 : outside.interfaces().indexOf(device);
  }

  private Route route(ChannelSpec spec) throws IOException {
    return outside.network().route(sourceRoute.firstHop(address), scope(), spec);
  }

  /** A sender that takes whole headers, and receivers for whatever may come back. */
  private Session raw() throws IOException {
    List<Channel> channels = new ArrayList<>();
    SourcePorts.Held held = null;
    try {
      ChannelSpec errors =
          spec(Kind.RAW_RECEIVER, icmp()).source(null).stamps(Stamps.RECEIVE).build();
      channels.add(outside.network().open(errors));
      Route route = route(spec(Kind.RAW_WITH_HEADER, protocol()).build());
      if (method() != Method.ICMP && method() != Method.RAW) {
        held = hold();
        ChannelSpec answers =
            spec(Kind.RAW_RECEIVER, protocol())
                .source(null)
                .filter(ReplyFilter.own(held.port()))
                .stamps(Stamps.RECEIVE)
                .build();
        channels.add(outside.network().open(answers));
      }
      int identity = held != null ? held.port() : identifier();
      TraceProbe probe =
          new Probes(config.probe(), outside).of(header(route.source()), identity, route.mtu());
      boolean fits = config.probe().dontFragment() || probe.length() <= route.mtu();
      if (!fits) {
        probe.leaveNumber(); // the kernel fragments only under a header that it writes itself
      }
      Channel sender =
          outside
              .network()
              .open(
                  spec(fits ? Kind.RAW_WITH_HEADER : Kind.RAW, protocol())
                      .stamps(Stamps.BOTH)
                      .build());
      return session(Access.RAW, sender, channels, held, probe, route);
    } catch (IOException | RuntimeException e) {
      for (Channel channel : channels) {
        channel.close();
      }
      if (held != null) {
        held.close();
      }
      throw e;
    }
  }

  private Session session(
      Access access,
      Channel sender,
      List<Channel> receivers,
      SourcePorts.@Nullable Held held,
      TraceProbe probe,
      Route route) {
    int last = sender.index();
    for (Channel receiver : receivers) {
      last = Math.max(last, receiver.index());
    }
    List<Integer> protocols = new ArrayList<>(Collections.nCopies(last + 1, protocol()));
    if (!receivers.isEmpty()) {
      protocols.set(receivers.get(0).index(), icmp());
    }
    return new Session(
        access,
        sender,
        receivers,
        protocols,
        held,
        probe,
        sourceRoute.firstHop(address),
        route,
        scope());
  }

  private SourcePorts.Held hold() throws IOException {
    return outside
        .sourcePorts()
        .hold(address.family(), protocol(), source, sourcePort(), config.probe().options().reuse());
  }

  /** 0: the host's choice. */
  private int sourcePort() {
    Probe probe = config.probe();
    if (probe.sourcePort() >= 0) {
      return probe.sourcePort();
    }
    return probe.flow() < 0 ? 0 : FIRST_FLOW_PORT + probe.flow() % FLOW_PORTS;
  }

  private int identifier() {
    return 1 + (int) ((outside.secret() & 0xffff) % 0xffff);
  }

  /** A socket as any program has it. */
  private Session regular(Kind kind, Access access, int protocol) throws IOException {
    int port = kind == Kind.ICMP_DATAGRAM ? -1 : sourcePort() == 0 ? -1 : sourcePort();
    ChannelSpec spec = spec(kind, protocol).identifier(port).stamps(Stamps.BOTH).build();
    Route route = route(spec);
    Channel sender = outside.network().open(spec);
    int identity =
        kind == Kind.ICMP_DATAGRAM
            ? sender.capabilities().identifier()
            : Math.max(0, sender.capabilities().localPort());
    TraceProbe probe =
        new Probes(config.probe(), outside).of(header(route.source()), identity, route.mtu());
    return session(access, sender, List.of(), null, probe, route);
  }
}
