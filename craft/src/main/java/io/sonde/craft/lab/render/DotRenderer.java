// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.sim.topology.LinkPart;
import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import java.util.List;

/** An undirected graph for Graphviz, left to right. */
final class DotRenderer {
  private DotRenderer() {}

  static String draw(Topology topology) {
    StringBuilder out = new StringBuilder("graph lab {\n  rankdir=LR;\n");
    out.append("  node [fontname=\"Helvetica\", style=filled, fillcolor=white];\n");
    out.append("  edge [fontname=\"Helvetica\", fontsize=10];\n");
    List<NodePart> nodes = topology.nodes();
    for (NodePart node : nodes) {
      String shape =
          switch (node.kind()) {
            case HOST -> "house";
            case ROUTER -> "ellipse";
            case SERVER -> "box";
          };
      out.append("  \"").append(node.name()).append("\" [shape=").append(shape);
      out.append(", label=\"").append(node.name());
      node.addresses().forEach(address -> out.append("\\n").append(address));
      node.attributes().forEach(word -> out.append("\\n").append(escaped(word)));
      out.append("\"];\n");
    }
    for (LinkPart link : topology.links()) {
      out.append("  \"").append(nodes.get(link.one()).name()).append("\" -- \"");
      out.append(nodes.get(link.other()).name()).append("\" [label=\"");
      out.append(escaped(String.join("\n", Figures.lines(link, "→", "←")))).append('"');
      out.append(link.later() ? ", style=dashed" : "").append("];\n");
    }
    return out.append("}\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
