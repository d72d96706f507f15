// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated internet in virtual time. {@link io.sonde.sim.Simulation} is the network: routers,
 * servers and links that move whole IP packets between a host and the rest, and a clock that its
 * driver moves. {@link io.sonde.sim.SimulatedNetwork} drives it as the ports of {@code
 * io.sonde.net}, with the host's kernel imitated.
 *
 * <p>Nodes obey RFC 1122, RFC 1812 and RFC 4443 on what they answer. Every packet that a node makes
 * has right checksums and lengths unless a fault asks for something else. Fragments are not made:
 * an IPv4 packet that may be fragmented passes a narrower link whole, as its fragments would
 * together, and fragments that come in are forwarded but not put together.
 *
 * <p>All chances come from one seed, and equal times keep the order in which things were caused, so
 * the same calls give the same octets at the same times. Nothing here is safe for several threads.
 */
@NullMarked
package io.sonde.sim;

import org.jspecify.annotations.NullMarked;
