// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

/** What a statement does to a network that is being made, or to one that runs. */
@FunctionalInterface
interface Step {
  void apply(Construction network);
}
