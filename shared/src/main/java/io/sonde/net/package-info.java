// SPDX-License-Identifier: Apache-2.0
/**
 * Ports: what the tools need of the outside world, and nothing of how it is had.
 *
 * <p>{@link io.sonde.net.Network} is the outside of one run: it waits, its {@link
 * io.sonde.net.Channel}s send. Both deal in {@link io.sonde.net.PacketBatch}es whose slots are
 * whole IP packets, whatever socket they leave through. Everything here belongs to one thread, the
 * engine's, except {@link io.sonde.net.Network#wakeUp()}.
 */
@NullMarked
package io.sonde.net;

import org.jspecify.annotations.NullMarked;
