// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.sim.topology.LinkPart;
import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import java.util.List;

/** Nodes by their distance from the host, each with the links that lead on. */
final class TextRenderer {
  private TextRenderer() {}

  static String draw(Topology topology) {
    StringBuilder out = new StringBuilder();
    for (String comment : topology.comments()) {
      out.append(comment).append('\n');
    }
    out.append(topology.comments().isEmpty() ? "" : "\n");
    List<NodePart> nodes = topology.nodes();
    Layers layers = new Layers(topology);
    int width = nodes.stream().mapToInt(node -> node.name().length()).max().orElse(0);
    for (int layer = 0; layer < layers.count(); layer++) {
      for (int number : layers.nodes(layer)) {
        NodePart node = nodes.get(number);
        out.append(String.format("%2d  %-6s  ", layer, node.kind().word()));
        out.append(padded(node.name(), width)).append("  ");
        out.append(Figures.addresses(node.addresses()));
        for (String attribute : node.attributes()) {
          out.append("  ").append(attribute);
        }
        out.append('\n');
        links(out, topology, layers, number);
      }
    }
    for (String remark : topology.remarks()) {
      out.append(out.charAt(out.length() - 1) == '\n' ? "    " : "").append(remark).append('\n');
    }
    return out.toString();
  }

  private static void links(StringBuilder out, Topology topology, Layers layers, int number) {
    for (LinkPart link : topology.links()) {
      boolean from = link.one() == number;
      int other = from ? link.other() : link.one();
      boolean onwards =
          (from || link.other() == number)
              && (layers.layer(other) > layers.layer(number)
                  || (layers.layer(other) == layers.layer(number) && other > number));
      if (onwards) {
        List<String> lines = Figures.lines(link, from ? "->" : "<-", from ? "<-" : "->");
        out.append("            |-- ").append(topology.nodes().get(other).name()).append("  ");
        out.append(String.join("  ", lines)).append('\n');
      }
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
