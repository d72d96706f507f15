// SPDX-License-Identifier: Apache-2.0
package io.sonde.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sonde.cli.Tool;
import io.sonde.craft.lab.LabDevice;
import io.sonde.craft.lab.Networks;
import io.sonde.link.TunDevice;
import io.sonde.net.Tunnel;
import io.sonde.ping.PingCommand;
import io.sonde.ping.PingMain;
import io.sonde.sim.LiveSimulation;
import io.sonde.sim.topology.Topology;
import io.sonde.traceroute.TracerouteCommand;
import io.sonde.traceroute.TracerouteMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole programs in every network that ships, behind a TUN device in the private namespace that
 * bin/check makes: the words are those of the same networks in memory.
 */
class NetworksIT {
  static List<String> names() {
    return Networks.NAMES;
  }

  /** Makes the device, or skips the test with the reason. */
  private static Tunnel device() throws IOException {
    List<String> devices = new ArrayList<>();
    for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      devices.add(device.getName());
    }
    if (!devices.equals(List.of("lo"))) {
      abort("not in a private network namespace: devices " + devices);
    }
    try {
      return TunDevice.make(LabDevice.NAME);
    } catch (IOException e) {
      return abort(e.getMessage());
    }
  }

  private static Tool tool(List<String> words) {
    return words.get(0).equals("ping")
        ? new PingMain(PingCommand.calledAs("ping"), words)
        : new TracerouteMain(TracerouteCommand.calledAs("traceroute"), words.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void toolsBehindTheDevice(String name) throws IOException, InterruptedException {
    Topology topology = Networks.read(name);
    Script script = Script.of(name).onSockets();
    try (Tunnel tunnel = device()) {
      LabDevice.configure(topology);
      LiveSimulation live =
          new LiveSimulation(topology.simulate(1), tunnel, 1, (time, octets, offset, length) -> {});
      Thread thread = new Thread(() -> run(live), "network");
      thread.start();
      Script said;
      try {
        said = script.run(NetworksIT::tool);
      } finally {
        live.stop();
        thread.join();
      }
      assertEquals(script.withoutTimes().toString(), said.withoutTimes().toString());
    }
  }

  private static void run(LiveSimulation live) {
    try {
      live.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
