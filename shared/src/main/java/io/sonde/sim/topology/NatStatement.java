// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Nat;
import io.sonde.wire.IpAddress;
import java.util.List;

/** {@code nat}: a router that translates sources. */
final class NatStatement implements Statement {
  private static final List<Attribute<Nat>> ATTRIBUTES =
      List.of(
          Attribute.<Nat>of(
                  "source",
                  "ADDR",
                  "The address that is seen outside, and whose answers the router takes; one of each"
                      + " family.",
                  "nat r1 source=198.51.100.1",
                  value -> {
                    IpAddress address = value.address("source");
                    return nat -> nat.source(address);
                  })
              .repeated(),
          Attribute.of(
              "quote",
              "restored|translated",
              "Whether errors from outside show, in what they quote, the packet as the host sent it"
                  + " (the default) or still the translated one.",
              "nat r1 source=198.51.100.1 quote=translated",
              value -> {
                boolean restored = value.choice("quote", "restored", "translated") == 0;
                return nat -> nat.restoresQuotes(restored);
              }));

  private final SettingsReader<Nat> settings = new SettingsReader<>(ATTRIBUTES);

  @Override
  public String word() {
    return "nat";
  }

  @Override
  public String form() {
    return "NODE";
  }

  @Override
  public String meaning() {
    return "Lets a router translate: what comes from the host's side and goes on away from it has"
        + " another source address, port or ICMP identifier behind it.";
  }

  @Override
  public String example() {
    return "nat r1 source=198.51.100.1 source=2001:db8:1::1";
  }

  @Override
  public List<Attribute<Nat>> attributes() {
    return ATTRIBUTES;
  }

  @Override
  public Step read(Sentence words, Draft draft) throws WordException {
    int node = draft.node(words.take("the name of a router"), NodePart.Kind.ROUTER);
    if (words.isEmpty()) {
      throw words.peek().expected("end of line", "source=ADDR");
    }
    return settings.read(words, (network, number) -> network.router(number).nat(), node);
  }
}
