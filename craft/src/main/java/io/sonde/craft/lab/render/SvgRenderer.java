// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.sim.topology.LinkPart;
import io.sonde.sim.topology.NodePart;
import io.sonde.sim.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of one layer a column, to be put on a slide. No style sheet, no script, no font file.
 */
final class SvgRenderer {
  private static final int COLUMN = 300;
  private static final int BOX = 170;
  private static final int MARGIN = 40;
  private static final int TITLE = 56;
  private static final int LINE = 16;
  private static final int GAP = 60;
  private static final int LONGEST = 25;
  private static final String INK = "#1f2933";
  private static final String EDGE = "#7b8794";

  private final Topology topology;
  private final Layers layers;
  private final StringBuilder out = new StringBuilder();
  private final int row;
  private final int height;
  private final int width;

  private SvgRenderer(Topology topology) {
    this.topology = topology;
    layers = new Layers(topology);
    int tallest = 0;
    for (NodePart node : topology.nodes()) {
      tallest = Math.max(tallest, boxHeight(node));
    }
    row = tallest + GAP;
    int remarks = topology.remarks().isEmpty() ? 0 : (topology.remarks().size() + 1) * LINE;
    height = TITLE + layers.widest() * row + MARGIN + remarks;
    width = 2 * MARGIN + (layers.count() - 1) * COLUMN + BOX;
  }

  static String draw(Topology topology) {
    return new SvgRenderer(topology).draw();
  }

  private String draw() {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    out.append(width).append(' ').append(height).append("\" width=\"").append(width);
    out.append("\" height=\"").append(height).append("\" font-family=\"Helvetica, Arial, ");
    out.append("sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" ");
    out.append("fill=\"white\"/>\n");
    if (!topology.comments().isEmpty()) {
      String title = topology.comments().get(0);
      out.append("<title>").append(escaped(title)).append("</title>\n");
      text(MARGIN, TITLE - 22, "start", 18, INK, "font-weight=\"bold\"", title);
    }
    topology.links().forEach(this::line);
    topology.links().forEach(this::label);
    for (int i = 0; i < topology.nodes().size(); i++) {
      box(i);
    }
    int y = TITLE + layers.widest() * row + LINE;
    for (String remark : topology.remarks()) {
      text(MARGIN, y, "start", 12, INK, "font-family=\"monospace\"", remark);
      y += LINE;
    }
    return out.append("</svg>\n").toString();
  }

  private int left(int node) {
    return MARGIN + layers.layer(node) * COLUMN;
  }

  /** Middle of a node's box. */
  private int middle(int node) {
    double centre = TITLE + layers.widest() * row / 2.0;
    return (int) Math.round(centre + layers.place(node) * row);
  }

  private static List<String> words(NodePart node) {
    List<String> lines = new ArrayList<>();
    node.addresses().forEach(address -> lines.add(address.toString()));
    for (String attribute : node.attributes()) {
      lines.add(
          attribute.length() > LONGEST ? attribute.substring(0, LONGEST - 1) + "…" : attribute);
    }
    return lines;
  }

  private static int boxHeight(NodePart node) {
    return 34 + words(node).size() * LINE;
  }

  private void box(int number) {
    NodePart node = topology.nodes().get(number);
    String fill =
        switch (node.kind()) {
          case HOST -> "#d9f2e3";
          case ROUTER -> "#dbeafe";
          case SERVER -> "#fde8d0";
        };
    int boxHeight = boxHeight(node);
    int top = middle(number) - boxHeight / 2;
    out.append("<rect x=\"").append(left(number)).append("\" y=\"").append(top);
    out.append("\" width=\"").append(BOX).append("\" height=\"").append(boxHeight);
    out.append("\" rx=\"").append(node.kind() == NodePart.Kind.ROUTER ? 18 : 4);
    out.append("\" fill=\"").append(fill).append("\" stroke=\"").append(INK).append("\"/>\n");
    int centre = left(number) + BOX / 2;
    text(centre, top + 22, "middle", 15, INK, "font-weight=\"bold\"", node.name());
    int y = top + 22 + LINE;
    for (String line : words(node)) {
      text(centre, y, "middle", 11, line.indexOf('=') < 0 ? INK : "#9a3412", "", line);
      y += LINE;
    }
  }

  /** From the right side of the one to the left side of the other, or round the side of a layer. */
  private void line(LinkPart link) {
    boolean same = layers.layer(link.one()) == layers.layer(link.other());
    boolean forward = layers.layer(link.one()) < layers.layer(link.other());
    int near = forward ? link.one() : link.other();
    int far = forward ? link.other() : link.one();
    int x1 = left(near) + BOX;
    int x2 = same ? x1 : left(far);
    int y1 = middle(near);
    int y2 = middle(far);
    int bend = same ? 60 : (x2 - x1) / 3;
    out.append("<path d=\"M ").append(x1).append(' ').append(y1).append(" C ");
    out.append(x1 + bend).append(' ').append(y1).append(' ');
    out.append(same ? x2 + bend : x2 - bend).append(' ').append(y2).append(' ');
    out.append(x2).append(' ').append(y2).append("\" fill=\"none\" stroke=\"").append(EDGE);
    out.append("\" stroke-width=\"2\"").append(link.later() ? " stroke-dasharray=\"6 4\"" : "");
    out.append("/>\n");
  }

  private void label(LinkPart link) {
    boolean same = layers.layer(link.one()) == layers.layer(link.other());
    boolean forward = layers.layer(link.one()) <= layers.layer(link.other());
    int x = (left(link.one()) + left(link.other())) / 2 + BOX / 2 + (same ? BOX / 2 + 45 : 0);
    List<String> lines = Figures.lines(link, forward ? "→" : "←", forward ? "←" : "→");
    int y = (middle(link.one()) + middle(link.other())) / 2 - (lines.size() - 1) * LINE / 2 - 6;
    for (String line : lines) {
      text(
          x,
          y,
          "middle",
          11,
          INK,
          "stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\"",
          line);
      y += LINE;
    }
  }

  private void text(
      int x, int y, String anchor, int size, String fill, String more, String content) {
    out.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"");
    out.append(anchor).append("\" font-size=\"").append(size).append("\" fill=\"").append(fill);
    out.append("\" ").append(more).append('>').append(escaped(content)).append("</text>\n");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c < ' ' ? ' ' : c);
      }
    }
    return out.toString();
  }
}
