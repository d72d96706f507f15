// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** A topology file with mistakes; the message has a line for each. */
public final class TopologyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  TopologyException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** All of them, in the order of the file; at least one. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
