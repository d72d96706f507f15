// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

/**
 * How sockets are set up.
 *
 * @param source address as typed; empty: the host's choice
 * @param device to bind to; empty: none
 * @param pastRouting straight to attached networks
 * @param mark routing mark, 0: none
 * @param debug SO_DEBUG
 */
public record Sockets(String source, String device, boolean pastRouting, int mark, boolean debug) {}
