// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Node;
import java.util.List;

/** {@code route}: a next hop that is not on the shortest path. */
final class RouteStatement implements Statement {
  /** One line. */
  private record Said(int node, Prefix prefix, int next) {}

  @Override
  public String word() {
    return "route";
  }

  @Override
  public String form() {
    return "NODE PREFIX via NODE";
  }

  @Override
  public String meaning() {
    return "Sends what is for a prefix to a neighbour, whatever the shortest path is; of several"
        + " prefixes the longest counts. Loops are allowed. Several lines about one prefix share it by"
        + " `balance`; after `change` a line stands in place of what was said about its prefix.";
  }

  @Override
  public String example() {
    return "route r1 203.0.113.0/24 via r2";
  }

  @Override
  public List<Attribute<?>> attributes() {
    return List.of();
  }

  @Override
  public Step read(Sentence words, Draft draft) throws WordException {
    Said said = said(words, draft);
    return network -> {
      Node node = network.nodes.get(said.node);
      Node next = network.nodes.get(said.next);
      network.simulation.route(node, said.prefix.address(), said.prefix.length(), next);
    };
  }

  @Override
  public Step readChange(Sentence words, Draft draft) throws WordException {
    Said said = said(words, draft);
    return network -> {
      Node node = network.nodes.get(said.node);
      Node next = network.nodes.get(said.next);
      network.simulation.reroute(node, said.prefix.address(), said.prefix.length(), next);
    };
  }

  private static Said said(Sentence words, Draft draft) throws WordException {
    int node = draft.node(words.take("the name of a node"));
    Prefix prefix = words.take("a prefix").prefix("prefix");
    Word via = words.take("via");
    if (!via.text().equals("via")) {
      throw via.expected("word", "via");
    }
    Word place = words.take("the name of a neighbour");
    int next = draft.node(place);
    if (!words.isEmpty()) {
      throw words.peek().expected("word", "the end of the line");
    }
    draft.later(
        () -> {
          if (draft.link(node, next) < 0) {
            String name = draft.nodes.get(node).name();
            throw place.expected("node", "a neighbour of " + name + ", but no link joins them");
          }
        });
    return new Said(node, prefix, next);
  }
}
