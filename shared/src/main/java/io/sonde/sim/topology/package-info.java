// SPDX-License-Identifier: Apache-2.0
/**
 * Networks as text. {@link io.sonde.sim.topology.Topology} reads a file into a description that
 * never changes, and makes any number of {@link io.sonde.sim.Simulation}s of it. Everything that
 * may stand in a file is a row of one table, {@link io.sonde.sim.topology.Keywords}: its form, what
 * it does, an example. Parser, messages and reference are made of these rows.
 *
 * <p>A file is never trusted: whatever is wrong with it is a {@link io.sonde.sim.topology.Mistake}
 * with line and column, and all mistakes of a file are reported at once.
 */
@NullMarked
package io.sonde.sim.topology;

import org.jspecify.annotations.NullMarked;
