// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Balancer;
import io.sonde.sim.Router;
import java.util.List;

/** {@code balance}: all paths of the same length are used. */
final class BalanceStatement implements Statement {
  private static final List<Attribute<Balancer>> ATTRIBUTES =
      List.of(
          Attribute.of(
              "by",
              "flow|flow+port|destination|packet|none",
              "What the choice depends on. `flow` (the default): addresses, protocol, IPv6 flow label"
                  + " and the first four octets after the IP header, which are the ports of UDP and"
                  + " TCP, and type, code and checksum of ICMP. `flow+port`: the same, but ICMP by its"
                  + " identifier. `destination`: the destination address. `packet`: chance, packet by"
                  + " packet. `none`: always the first path.",
              "balance r1 by=packet",
              value -> {
                int index =
                    value.choice("by", "flow", "flow+port", "destination", "packet", "none");
                Router.Balance[] all = {
                  Router.Balance.FLOW,
                  Router.Balance.FLOW_AND_PORT,
                  Router.Balance.DESTINATION,
                  Router.Balance.PACKET,
                  null
                };
                return balancer -> balancer.by(all[index]);
              }),
          Attribute.of(
              "seed",
              "N",
              "Another number deals the flows otherwise. Without it, each node deals in its own way.",
              "balance r1 by=flow seed=7",
              value -> {
                int seed = value.whole("seed", 0, Integer.MAX_VALUE);
                return balancer -> balancer.seed(seed);
              }),
          Attribute.of(
              "weights",
              "N,N…",
              "Shares of the paths, in the order of the links' lines; paths without one have 1.",
              "balance r1 by=flow weights=2,1",
              value -> {
                List<Word> words = value.split(',');
                int[] weights = new int[words.size()];
                for (int i = 0; i < weights.length; i++) {
                  weights[i] = words.get(i).whole("weight", 1, 1000);
                }
                return balancer -> balancer.weights(weights);
              }));

  private final SettingsReader<Balancer> settings = new SettingsReader<>(ATTRIBUTES);

  @Override
  public String word() {
    return "balance";
  }

  @Override
  public String form() {
    return "NODE";
  }

  @Override
  public String meaning() {
    return "Uses all paths of the same number of links, or all neighbours that `route` lines name for"
        + " one prefix, in place of the first. Fragments are told apart by addresses and protocol"
        + " only.";
  }

  @Override
  public String example() {
    return "balance r1";
  }

  @Override
  public List<Attribute<Balancer>> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public Step read(Sentence words, Draft draft) throws WordException {
    int node = draft.node(words.take("the name of a node"));
    Step change = settings.read(words, (network, number) -> balancer(network, number), node);
    return network -> {
      balancer(network, node).by(Router.Balance.FLOW);
      change.apply(network);
    };
  }

  @Override
  public Step readChange(Sentence words, Draft draft) throws WordException {
    int node = draft.node(words.take("the name of a node"));
    boolean plain = words.isEmpty();
    Step change = settings.read(words, (network, number) -> balancer(network, number), node);
    return network -> {
      if (plain) {
        balancer(network, node).by(Router.Balance.FLOW);
      }
      change.apply(network);
    };
  }

  private static Balancer balancer(Construction network, int node) {
    return network.nodes.get(node).balancer();
  }
}
