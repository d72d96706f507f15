// SPDX-License-Identifier: Apache-2.0
/**
 * From a configuration and the ports to events. Nothing here prints, reads a clock of its own or
 * knows a socket; all waiting happens in {@link io.sonde.net.Network#receive}, so that a simulated
 * network runs it in virtual time.
 */
@NullMarked
package io.sonde.traceroute.engine;

import org.jspecify.annotations.NullMarked;
