// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Link;
import io.sonde.sim.Node;
import io.sonde.sim.Router;
import io.sonde.sim.Server;
import io.sonde.sim.Simulation;
import java.util.ArrayList;
import java.util.List;

/** A simulation in the making: nodes and links by their number in the description. */
final class Construction {
  final Simulation simulation;
  final List<Node> nodes = new ArrayList<>();
  final List<Link> links = new ArrayList<>();

  Construction(Simulation simulation) {
    this.simulation = simulation;
  }

  Router router(int node) {
    return (Router) nodes.get(node);
  }

  Server server(int node) {
    return (Server) nodes.get(node);
  }
}
