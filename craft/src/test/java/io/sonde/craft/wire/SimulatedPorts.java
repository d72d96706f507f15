// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.sim.LonelyHost;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.topology.Topology;
import io.sonde.sim.topology.TopologyException;

/** The ports of a simulated host. */
final class SimulatedPorts {
  static final String NETWORK =
      """
      host h 192.0.2.10 2001:db8::10
      router r1 198.51.100.1 2001:db8:1::1
      server t 203.0.113.9 2001:db8:9::9 tcp-open=80 udp-open=7
      link h r1 1ms
      link r1 t 1ms
      """;

  private SimulatedPorts() {}

  /** The network of a topology. */
  static SimulatedNetwork network(String topology) {
    try {
      return new SimulatedNetwork(Topology.parse("test.net", topology).simulate(1));
    } catch (TopologyException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Its ports; nobody has a link address, as on its devices. */
  static WirePorts of(SimulatedNetwork network) {
    return new WirePorts(
        () -> network, network.interfaces(), LonelyHost.NEIGHBOURS, LonelyHost.PORTS, "lab0");
  }
}
