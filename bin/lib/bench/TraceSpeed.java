// SPDX-License-Identifier: Apache-2.0

import io.sonde.cli.StandardOutput;
import io.sonde.net.TcpDefaults;
import io.sonde.sim.LonelyHost;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.topology.Topology;
import io.sonde.traceroute.TracerouteCommand;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.engine.Outside;
import io.sonde.traceroute.engine.Tracer;
import io.sonde.traceroute.names.AddressBook;
import io.sonde.traceroute.render.TextRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Whole traces a second, each in a network of its own in memory; for bin/bench. */
final class TraceSpeed {
  private static final int ROUTERS = 14;
  private static final int NETWORKS = 500;
  private static final int ROUNDS = 5;

  public static void main(String[] arguments) throws Exception {
    TracerouteCommand command = TracerouteCommand.calledAs("traceroute");
    TracerouteConfig config = command.toConfig(command.options().parse("-n", "203.0.113.9"));
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      for (int i = 0; i < NETWORKS; i++) {
        String text = trace(config, network(i), i);
        if (text.lines().count() != ROUTERS + 2 || text.contains("*")) {
          throw new IllegalStateException(text);
        }
      }
      System.out.printf("networks %.0f%n", NETWORKS / ((System.nanoTime() - begin) / 1e9));
    }
  }

  private static Topology network(int number) throws IOException {
    StringBuilder text = new StringBuilder("host h 192.0.2.10\nserver t 203.0.113.9\n");
    for (int i = 0; i < ROUTERS; i++) {
      text.append("router r").append(i).append(" 198.51.100.").append(i + 1).append("\nlink ");
      text.append(i == 0 ? "h" : "r" + (i - 1)).append(" r").append(i).append(' ');
      text.append(1 + (number + i) % 5).append("ms jitter=1ms\n");
    }
    text.append("link r").append(ROUTERS - 1).append(" t 1ms\n");
    return Topology.parse("line.net", text.toString());
  }

  private static String trace(TracerouteConfig config, Topology topology, long seed)
      throws IOException {
    SimulatedNetwork network = new SimulatedNetwork(topology.simulate(seed));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput("traceroute", text, text, false);
    Outside outside =
        new Outside(
            network,
            LonelyHost.NAMES,
            network.interfaces(),
            LonelyHost.NEIGHBOURS,
            LonelyHost.PORTS,
            () -> new TcpDefaults(true, true, true, false),
            LonelyHost.REFUSALS,
            seed);
    new Tracer(config, outside, new TextRenderer(out, config, AddressBook.EMPTY)).run();
    return text.toString();
  }
}
