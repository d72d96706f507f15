// SPDX-License-Identifier: Apache-2.0
/**
 * The engine for many targets. One thread, one {@link io.sonde.net.Network}; state is kept for open
 * probes only, at most 64 octets each, in arrays. A lane is a socket with an identifier and the 65
 * 536 sequence numbers that it can tell apart; more are opened as more probes are open at once. An
 * answer is believed if lane, sequence number and sender fit an open probe.
 *
 * <p>It prints nothing and knows no clock but the network's; what happens is told to a {@link
 * io.sonde.ping.sweep.SweepListener}. RFC 792, RFC 4443, RFC 950.
 */
@NullMarked
package io.sonde.ping.sweep;

import org.jspecify.annotations.NullMarked;
