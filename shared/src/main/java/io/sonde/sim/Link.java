// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import java.util.function.Consumer;

/** Two nodes joined: one direction there, one back. The methods here set both. */
public final class Link {
  private final LinkDirection there;
  private final LinkDirection back;

  Link(LinkDirection there, LinkDirection back) {
    this.there = there;
    this.back = back;
  }

  /** The direction that ends at {@code node}. */
  public LinkDirection to(Node node) {
    if (node == there.to) {
      return there;
    }
    if (node == back.to) {
      return back;
    }
    throw new IllegalArgumentException(
        "link " + back.to.name() + " " + there.to.name() + " does not end at " + node.name());
  }

  /** Sets something for both directions: {@code link.both(way -> way.loss(0.1))}. */
  public Link both(Consumer<LinkDirection> change) {
    change.accept(there);
    change.accept(back);
    return this;
  }
}
