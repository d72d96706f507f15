// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.Neighbours;
import io.sonde.net.SourcePorts;
import io.sonde.sim.SimulatedNetwork;
import io.sonde.sim.topology.Topology;
import io.sonde.sim.topology.TopologyException;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import org.jspecify.annotations.Nullable;

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
    Neighbours none =
        new Neighbours() {
          @Override
          public @Nullable Octets addressOf(IpAddress neighbour, int interfaceIndex) {
            return null;
          }

          @Override
          public void resolve(IpAddress neighbour, int interfaceIndex) {}
        };
    SourcePorts unused =
        (family, protocol, source, port, shared) -> {
          throw new UnsupportedOperationException("no port is held here");
        };
    return new WirePorts(() -> network, network.interfaces(), none, unused, "lab0");
  }
}
