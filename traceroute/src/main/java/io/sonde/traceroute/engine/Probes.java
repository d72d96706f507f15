// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.TcpDefaults;
import io.sonde.probe.ConnectProbe;
import io.sonde.probe.DccpProbe;
import io.sonde.probe.EchoTraceProbe;
import io.sonde.probe.ProbeHeader;
import io.sonde.probe.RawProtocolProbe;
import io.sonde.probe.TcpProbe;
import io.sonde.probe.Tokens;
import io.sonde.probe.TraceProbe;
import io.sonde.probe.UdpLiteProbe;
import io.sonde.probe.UdpProbe;
import io.sonde.traceroute.config.Method;
import io.sonde.traceroute.config.MethodOptions;
import io.sonde.traceroute.config.MethodOptions.TcpSegment;
import io.sonde.traceroute.config.Probe;
import io.sonde.wire.IpFamily;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.TcpOption;
import java.util.ArrayList;
import java.util.List;

/** The probe method that a configuration asks for. */
final class Probes {
  private static final int IPV4_AND_TCP = 40;
  private static final int IPV6_AND_TCP = 60;
  private static final int LEAST_MTU = 576;
  private static final TcpDefaults NOTHING = new TcpDefaults(false, false, false, false);

  /** Shift that Linux offers with its usual receive buffers. */
  private static final int WINDOW_SCALE = 7;

  private final Probe probe;
  private final Outside outside;

  Probes(Probe probe, Outside outside) {
    this.probe = probe;
    this.outside = outside;
  }

  /**
   * A method whose packets have the length asked for.
   *
   * @param identity source port or ICMP identifier
   * @param mtu of the way there, as the host believes
   */
  TraceProbe of(ProbeHeader header, int identity, int mtu) {
    Tokens tokens = new Tokens(tokenStart());
    MethodOptions options = probe.options();
    int port = probe.effectivePort();
    TraceProbe made =
        switch (probe.method()) {
          case DEFAULT, UDP -> new UdpProbe(header, tokens, identity, port, probe.carrier());
          case UDPLITE -> new UdpLiteProbe(header, tokens, identity, port, options.coverage());
          case ICMP -> new EchoTraceProbe(header, tokens, identity, Math.max(0, probe.flow()));
          case TCP -> tcp(header, tokens, identity, port, mtu);
          case TCPCONN ->
              new ConnectProbe(
                  header,
                  tokens,
                  port,
                  options(header, TcpSegment.DEFAULT, outside.tcpDefaults().get(), mtu));
          case DCCP -> new DccpProbe(header, tokens, identity, port, options.service());
          case RAW -> new RawProtocolProbe(header, tokens, options.protocol());
        };
    boolean ipv4 = header.family() == IpFamily.IPV4;
    int usual = ipv4 ? Probe.DEFAULT_LENGTH_IPV4 : Probe.DEFAULT_LENGTH_IPV6;
    int extra = header.length() - (ipv4 ? 20 : 40); // options and routing header come on top
    int wanted = probe.packetLength() == 0 ? usual + extra : probe.packetLength();
    made.length(probe.findMtu() ? Probe.MAX_LENGTH : wanted);
    return made;
  }

  /** With {@code -I -p N} the first sequence number is N. */
  private long tokenStart() {
    boolean given = probe.method() == Method.ICMP && probe.port() > 0;
    return given ? probe.port() - 1 : outside.secret() >>> 16;
  }

  private TraceProbe tcp(ProbeHeader header, Tokens tokens, int source, int port, int mtu) {
    TcpSegment segment = probe.options().tcp();
    TcpDefaults host = segment.asHost() ? outside.tcpDefaults().get() : NOTHING;
    int flags = segment.flags() | (host.ecn() ? TcpHeader.ECE | TcpHeader.CWR : 0);
    List<TcpOption> options = options(header, segment, host, mtu);
    return new TcpProbe(header, tokens, source, port, outside.secret() >>> 32, flags, options);
  }

  /** Options in the order and with the padding of Linux. */
  private List<TcpOption> options(
      ProbeHeader header, TcpSegment segment, TcpDefaults host, int mtu) {
    boolean sack = segment.sack() || host.sack();
    List<TcpOption> options = new ArrayList<>();
    if ((segment.flags() & TcpHeader.SYN) != 0) {
      int headers = header.family() == IpFamily.IPV4 ? IPV4_AND_TCP : IPV6_AND_TCP;
      int fits = Math.max(mtu, LEAST_MTU) - headers;
      int size = segment.maximumSegmentSize();
      options.add(new TcpOption.MaximumSegmentSize(Math.min(size == 0 ? fits : size, 0xffff)));
    }
    if (segment.timestamps() || host.timestamps()) {
      options.addAll(
          sack
              ? List.of(new TcpOption.SackPermitted())
              : List.of(new TcpOption.NoOperation(), new TcpOption.NoOperation()));
      long now = outside.network().time().nanos() / 1_000_000 & 0xffff_ffffL;
      options.add(new TcpOption.Timestamps(now, 0));
    } else if (sack) {
      options.add(new TcpOption.NoOperation());
      options.add(new TcpOption.NoOperation());
      options.add(new TcpOption.SackPermitted());
    }
    if (segment.windowScaling() || host.windowScaling()) {
      options.add(new TcpOption.NoOperation());
      options.add(new TcpOption.WindowScale(WINDOW_SCALE));
    }
    return options;
  }
}
