// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.sim.topology.LinkPart;
import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where nodes stand in a drawing: as many layers from the host as there are links between, in each
 * layer near what they are linked to (the barycenter method of Sugiyama, Tagawa and Toda).
 */
final class Layers {
  private static final int SWEEPS = 8;

  private final List<List<Integer>> layers = new ArrayList<>();
  private final List<List<Integer>> neighbours = new ArrayList<>();
  private final int[] layer;
  private final double[] place;

  Layers(Topology topology) {
    List<NodePart> nodes = topology.nodes();
    layer = new int[nodes.size()];
    place = new double[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      neighbours.add(new ArrayList<>());
    }
    for (LinkPart link : topology.links()) {
      neighbours.get(link.one()).add(link.other());
      neighbours.get(link.other()).add(link.one());
    }
    spread(nodes.indexOf(topology.host()));
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (List<Integer> one : layers) {
        order(one);
      }
    }
  }

  private void spread(int host) {
    Arrays.fill(layer, -1);
    ArrayDeque<Integer> open = new ArrayDeque<>();
    layer[host] = 0;
    open.add(host);
    int last = 0;
    while (!open.isEmpty()) {
      int node = open.remove();
      last = layer[node];
      for (int next : neighbours.get(node)) {
        if (layer[next] < 0) {
          layer[next] = layer[node] + 1;
          open.add(next);
        }
      }
    }
    for (int node = 0; node < layer.length; node++) {
      if (layer[node] < 0) {
        layer[node] = last + 1; // no link leads to it
      }
      while (layers.size() <= layer[node]) {
        layers.add(new ArrayList<>());
      }
      place[node] = layers.get(layer[node]).size();
      layers.get(layer[node]).add(node);
    }
  }

  private void order(List<Integer> one) {
    double[] wanted = new double[layer.length];
    for (int node : one) {
      double sum = 0;
      int count = 0;
      for (int next : neighbours.get(node)) {
        if (layer[next] != layer[node]) {
          sum += place[next] - (layers.get(layer[next]).size() - 1) / 2.0;
          count++;
        }
      }
      wanted[node] = count == 0 ? place[node] : sum / count;
    }
    one.sort(Comparator.comparingDouble(node -> wanted[node]));
    for (int i = 0; i < one.size(); i++) {
      place[one.get(i)] = i;
    }
  }

  int count() {
    return layers.size();
  }

  /** Nodes of a layer from top to bottom. */
  List<Integer> nodes(int index) {
    return layers.get(index);
  }

  int layer(int node) {
    return layer[node];
  }

  /** Nodes of the fullest layer. */
  int widest() {
    return layers.stream().mapToInt(List::size).max().orElse(0);
  }

  /** Place in the layer, 0 being its middle. */
  double place(int node) {
    return place[node] - (layers.get(layer[node]).size() - 1) / 2.0;
  }
}
