// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.PathMtu;
import io.sonde.ping.config.Destination;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.Schedule;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.event.PingListener;
import io.sonde.sim.Link;
import io.sonde.sim.LonelyHost;
import io.sonde.sim.Router;
import io.sonde.sim.Server;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.Simulation;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host, a router and a server in virtual time, and a ping from one to the other. */
final class PingLab {
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1_000_000_000;
  static final IpAddress HOST = IpAddress.ofIpv4(0xc000020a);
  static final IpAddress HOST6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x10);
  static final IpAddress ROUTER = IpAddress.ofIpv4(0xc6336401);
  static final IpAddress ROUTER6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x1_0000_0001L);
  static final IpAddress TARGET = IpAddress.ofIpv4(0xcb007109);
  static final IpAddress TARGET6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x9_0000_0009L);

  final Simulation simulation;
  final SimulatedNetwork network;
  final Router router;
  final Server target;
  final Link near;
  final Link far;
  final Recorder events = new Recorder();

  String destination = TARGET.toString();
  long count = 3;
  long interval = SECOND;
  int preload = 1;
  boolean flood;
  boolean adaptive;
  boolean superuser = true;
  long deadline;
  long linger = Schedule.DEFAULT_LINGER;
  long timeout;
  boolean first;
  long reportEvery;
  int size = Probe.DEFAULT_SIZE;
  Probe.@Nullable Sweep sweep;
  boolean findMtu;
  int timeToLive = -1;
  Kinds kinds = Kinds.ICMP;
  boolean outstanding;
  boolean checkSource;
  PathMtu pathMtu = PathMtu.DEFAULT;
  Sockets.Choice choice = Sockets.Choice.BEST;
  Sockets.Clock clock = Sockets.Clock.KERNEL;

  PingLab(long seed) {
    simulation = new Simulation(seed, HOST, HOST6);
    router = simulation.router("r", ROUTER, ROUTER6);
    target = simulation.server("t", TARGET, TARGET6);
    near = simulation.link(simulation.host(), router, MILLISECOND);
    far = simulation.link(router, target, 4 * MILLISECOND);
    network = new SimulatedNetwork(simulation);
  }

  PingConfig config() {
    return new PingConfig(
        new Destination(destination, List.of(), false, null, false),
        new Schedule(
            count,
            flood ? 0 : interval,
            false,
            preload,
            preload > 1,
            flood,
            adaptive,
            deadline,
            linger,
            timeout,
            first,
            reportEvery),
        new Probe(size, sweep, findMtu, Octets.EMPTY, timeToLive, 0, -1, -1, false, null, null),
        new Sockets(
            List.of(),
            false,
            false,
            false,
            false,
            true,
            false,
            0,
            pathMtu,
            0,
            choice,
            clock,
            checkSource),
        new Output(
            false, false, false, false, false, outstanding, false, false, false, true, false, ""),
        kinds);
  }

  /** Another listener than the recorder, for the pictures. */
  PingListener listener = events;

  /** Runs a ping to its end. */
  int run() {
    try {
      return attempt();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a ping that the host may refuse. */
  int attempt() throws IOException {
    Outside outside =
        new Outside(
            network,
            LonelyHost.NAMES,
            network.interfaces(),
            () -> superuser,
            number -> "error " + number,
            LonelyHost.PORTS,
            0x0123_4567_89ab_cdefL);
    return new Pinger(config(), outside, listener).run();
  }
}
