// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import io.sonde.cli.Arguments;
import io.sonde.cli.OptionTable;
import io.sonde.cli.StandardOutput;
import io.sonde.cli.Tool;
import io.sonde.net.HostNames;
import io.sonde.net.TcpDefaults;
import io.sonde.ping.PingCommand;
import io.sonde.ping.config.PingConfig;
import io.sonde.ping.config.SweepConfig;
import io.sonde.ping.engine.Pinger;
import io.sonde.ping.render.SweepText;
import io.sonde.ping.sweep.Sweep;
import io.sonde.ping.sweep.SweepTargets;
import io.sonde.sim.LonelyHost;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.topology.Topology;
import io.sonde.traceroute.TracerouteCommand;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.engine.Tracer;
import io.sonde.traceroute.names.AddressBook;
import java.io.BufferedReader;
import java.io.IOException;

/**
 * The tools on a network in virtual time: everything of them but their Main classes, and text as it
 * would be seen.
 */
final class MemoryTools {
  private static final long SECRET = 0x0123_4567_89ab_cdefL;
  private static final long SEED = 1;

  private MemoryTools() {}

  /** A tool by its name, in a fresh copy of the network. */
  static Tool named(String name, Topology topology) {
    SimulatedNetwork network = new SimulatedNetwork(topology.simulate(SEED));
    return switch (name) {
      case "ping" -> new Ping(network);
      case "traceroute" -> new Traceroute(network);
      default -> throw new IllegalArgumentException(name + ": no tool");
    };
  }

  private record Ping(SimulatedNetwork network) implements Tool {
    @Override
    public OptionTable options() {
      return PingCommand.calledAs("ping").options();
    }

    @Override
    public int run(Arguments arguments, StandardOutput out) throws IOException {
      PingCommand command = PingCommand.calledAs("ping");
      if (command.wantsSweep(arguments)) {
        SweepConfig config = command.toSweepConfig(arguments);
        SweepTargets targets = new SweepTargets(config, outside(), Ping::noFile, out::diagnostic);
        return new Sweep(config, outside(), new SweepText(out, config))
            .run(targets.read(), targets.mistakes());
      }
      PingConfig config = command.toConfig(arguments);
      return new Pinger(
              config,
              outside(),
              new io.sonde.ping.render.TextRenderer(out, config.output(), HostNames.NONE))
          .run();
    }

    private static BufferedReader noFile(String name) throws IOException {
      throw new IOException(name);
    }

    private io.sonde.ping.engine.Outside outside() {
      return new io.sonde.ping.engine.Outside(
          network,
          LonelyHost.NAMES,
          network.interfaces(),
          () -> true,
          number -> "error " + number,
          LonelyHost.PORTS,
          SECRET);
    }
  }

  private record Traceroute(SimulatedNetwork network) implements Tool {
    @Override
    public OptionTable options() {
      return TracerouteCommand.calledAs("traceroute").options();
    }

    @Override
    public int run(Arguments arguments, StandardOutput out) throws IOException {
      TracerouteConfig config = TracerouteCommand.calledAs("traceroute").toConfig(arguments);
      return new Tracer(
              config,
              new io.sonde.traceroute.engine.Outside(
                  network,
                  LonelyHost.NAMES,
                  network.interfaces(),
                  LonelyHost.NEIGHBOURS,
                  LonelyHost.PORTS,
                  () -> new TcpDefaults(true, true, true, false),
                  LonelyHost.REFUSALS,
                  SECRET),
              new io.sonde.traceroute.render.TextRenderer(out, config, AddressBook.EMPTY))
          .run();
    }
  }
}
