// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.net.PathMtu;
import io.sonde.net.Resolver;
import io.sonde.ping.config.Output;
import io.sonde.ping.config.Probe;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.config.Sockets;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.config.SweepConfig.Goal;
import io.sonde.ping.config.SweepConfig.Order;
import io.sonde.ping.config.SweepConfig.Report;
import io.sonde.ping.config.SweepConfig.Sort;
import io.sonde.ping.config.SweepConfig.Tries;
import io.sonde.ping.engine.Outside;
import io.sonde.sim.Link;
import io.sonde.sim.LonelyHost;
import io.sonde.sim.Router;
import io.sonde.sim.Server;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.Simulation;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host, a router and servers that answer for whole networks, in virtual time. */
final class SweepLab {
  static final long MILLISECOND = 1_000_000;
  static final long SECOND = 1_000_000_000;
  static final IpAddress HOST = IpAddress.ofIpv4(0xc000020a);
  static final IpAddress HOST6 = IpAddress.ofColumns(0x20010db8_00000000L, 0x10);

  final Simulation simulation;
  final SimulatedNetwork network;
  final Router router;

  /** Answers for 198.51.100.0/24 and 2001:db8:1::/64. */
  final Server here;

  /** Answers for 10.0.0.0/8. */
  final Server wide;

  final Link near;
  final Link far;
  final Heard events = new Heard();
  final List<String> complaints = new ArrayList<>();

  List<String> operands = List.of();
  List<String> lists = List.of();
  String list = "";
  boolean strict;
  long count;
  ProbeKind kind = ProbeKind.ICMP;
  boolean endless;
  long interval = SECOND;
  int retries = Tries.DEFAULT_RETRIES;
  double backoff = Tries.DEFAULT_BACKOFF;
  long timeout = Tries.DEFAULT_TIMEOUT;
  long rate = Tries.DEFAULT_RATE;
  long deadline;
  int shard = 1;
  int shards = 1;
  long seed;
  boolean inOrder;

  /** Look-ups that the resolver answers. */
  int namesFailAfter = Integer.MAX_VALUE;

  int timeToLive = -1;
  long minAlive;
  boolean first;
  Sockets.Choice choice = Sockets.Choice.BEST;

  SweepLab(long seed) {
    simulation = new Simulation(seed, HOST, HOST6);
    router =
        simulation.router(
            "r",
            IpAddress.ofIpv4(0xcb007101),
            IpAddress.ofColumns(0x20010db8_00000000L, 0x1_0000_0001L));
    here =
        simulation
            .server("here", IpAddress.ofIpv4(0xc6336401))
            .prefix(IpAddress.ofIpv4(0xc6336400), 24)
            .prefix(IpAddress.ofColumns(0x20010db8_00010000L, 0), 64);
    wide =
        simulation
            .server("wide", IpAddress.ofIpv4(0x0a000001))
            .prefix(IpAddress.ofIpv4(0x0a000000), 8);
    near = simulation.link(simulation.host(), router, MILLISECOND);
    far = simulation.link(router, here, 4 * MILLISECOND);
    simulation.link(router, wide, 9 * MILLISECOND);
    network = new SimulatedNetwork(simulation);
  }

  SweepConfig config() {
    return new SweepConfig(
        operands,
        lists,
        strict,
        false,
        null,
        new Tries(count, endless, interval, retries, backoff, timeout, rate, deadline, 0),
        new Order(shard, shards, seed, inOrder),
        new Goal(minAlive, first),
        kind,
        new Probe(56, null, false, Octets.EMPTY, timeToLive, 0, -1, -1, false, null, null),
        new Sockets(
            List.of(),
            false,
            false,
            false,
            false,
            true,
            false,
            0,
            PathMtu.DEFAULT,
            0,
            choice,
            Sockets.Clock.KERNEL,
            false),
        new Output(true, false, false, false, false, false, true, false, false, false, false, ""),
        new Report(false, false, false, false, Sort.INPUT));
  }

  int run(String... targets) {
    operands = List.of(targets);
    try {
      return attempt();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  int attempt() throws IOException {
    Outside outside =
        new Outside(
            network,
            new Names(),
            network.interfaces(),
            () -> true,
            number -> "error " + number,
            LonelyHost.PORTS,
            0x0123_4567_89ab_cdefL);
    SweepTargets targets =
        new SweepTargets(
            config(), outside, name -> new BufferedReader(new StringReader(list)), complaints::add);
    Sweep sweep = new Sweep(config(), outside, events);
    for (Step step : steps) {
      simulation.at(
          network.time().nanos() + step.time, () -> sweep.replace(newTargets(outside, step.list)));
    }
    return sweep.run(targets.read(), targets.mistakes());
  }

  /** A list of targets, one a line, that replaces the one before. */
  private record Step(long time, String list) {}

  private final List<Step> steps = new ArrayList<>();

  /** Has the run read this list after so long. */
  void replaceAfter(long time, String replacement) {
    steps.add(new Step(time, replacement));
  }

  private NewTargets newTargets(Outside outside, String replacement) {
    lists = List.of("hosts");
    operands = List.of();
    list = replacement;
    SweepTargets again =
        new SweepTargets(
            config(), outside, name -> new BufferedReader(new StringReader(list)), complaints::add);
    try {
      return new NewTargets(again.read(), List.of());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private final class Names implements Resolver {
    @Override
    public Resolved resolve(String name, @Nullable IpFamily family) throws IOException {
      if (name.equals("here.example") && namesFailAfter-- > 0) {
        return new Resolved(name, List.of(IpAddress.ofIpv4(0xc6336407)));
      }
      throw new IOException(name + ": Name or service not known");
    }

    @Override
    public @Nullable String reverse(IpAddress address) {
      return null;
    }
  }
}
