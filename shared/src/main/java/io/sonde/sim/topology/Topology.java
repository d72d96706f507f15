// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Simulation;
import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** A network as a file describes it. */
public final class Topology {
  private static final String COMMENT = "#";

  private final List<String> comments;
  private final List<NodePart> nodes;
  private final List<LinkPart> links;
  private final List<String> remarks;
  private final List<Step> steps;
  private final NodePart host;

  private Topology(Draft draft, List<String> comments, List<String> remarks) {
    this.comments = List.copyOf(comments);
    this.remarks = List.copyOf(remarks);
    nodes = List.copyOf(draft.nodes);
    links = List.copyOf(draft.links);
    steps = List.copyOf(draft.steps);
    host =
        nodes.stream().filter(node -> node.kind() == NodePart.Kind.HOST).findFirst().orElseThrow();
  }

  /**
   * Reads a file.
   *
   * @param file name for messages
   * @throws TopologyException with all that is wrong
   */
  public static Topology parse(String file, String text) throws TopologyException {
    Draft draft = new Draft(file);
    String[] lines = text.split("\n", -1);
    List<String> comments = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    // Nodes are read first, so that lines may name those of later ones.
    List<Sentence> others = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      Sentence words = Sentence.of(lines[i], i + 1);
      if (words.isEmpty()) {
        continue;
      }
      if (Keywords.statement(words.peek().text()) instanceof NodeStatement) {
        read(words, lines, draft, remarks);
      } else {
        others.add(words);
      }
    }
    for (Sentence words : others) {
      read(words, lines, draft, remarks);
    }
    for (int i = 0; i < lines.length && lines[i].startsWith(COMMENT); i++) {
      comments.add(lines[i].substring(1).strip());
    }
    draft.finish();
    return new Topology(draft, comments, remarks);
  }

  private static void read(Sentence words, String[] lines, Draft draft, List<String> remarks) {
    try {
      Word first = words.take("a statement");
      Statement statement = Keywords.statement(first.text());
      if (statement == null) {
        throw first.unknown("statement", Keywords.words());
      }
      if (isSecondHost(statement, draft)) {
        throw new WordException(first, "statement \"host\": there is one already");
      }
      Step step = statement.read(words, draft);
      draft.steps.add(step);
      if (!(statement instanceof NodeStatement || statement instanceof LinkStatement)) {
        remarks.add(lines[first.line() - 1].strip());
      }
    } catch (WordException e) {
      draft.mistake(e);
    }
  }

  private static boolean isSecondHost(Statement statement, Draft draft) {
    return statement.word().equals(NodePart.Kind.HOST.word())
        && draft.nodes.stream().anyMatch(node -> node.kind() == NodePart.Kind.HOST);
  }

  /** Makes a network of it, in the state before the first change. */
  public Simulation simulate(long seed) {
    Simulation simulation = new Simulation(seed, host.name(), host.addresses());
    simulation.host().useDefaultRoute();
    Construction network = new Construction(simulation);
    for (NodePart node : nodes) {
      IpAddress[] addresses = node.addresses().toArray(new IpAddress[0]);
      network.nodes.add(
          switch (node.kind()) {
            case HOST -> simulation.host();
            case ROUTER -> simulation.router(node.name(), addresses);
            case SERVER -> simulation.server(node.name(), addresses);
          });
    }
    for (Step step : steps) {
      step.apply(network);
    }
    return simulation;
  }

  /** The comment lines that the file begins with, without their marks; the first is its title. */
  public List<String> comments() {
    return comments;
  }

  /** Nodes in the order of the file. */
  public List<NodePart> nodes() {
    return nodes;
  }

  /** Links in the order of the file. */
  public List<LinkPart> links() {
    return links;
  }

  /** The lines that are neither nodes nor links, as written. */
  public List<String> remarks() {
    return remarks;
  }

  /** Where a command runs. */
  public NodePart host() {
    return host;
  }

  /** The table of all statements and attributes, in Markdown. */
  public static String reference() {
    return Keywords.reference();
  }
}
