// SPDX-License-Identifier: Apache-2.0
/**
 * The ports of {@code io.sonde.net} on Linux: sockets, one poll set, names, signals.
 *
 * <p>{@link io.sonde.link.LinuxNetwork} waits, its channels send. Everything read from a socket is
 * hostile: lengths are checked against what arrived. Nothing is allocated for a packet once a batch
 * has its vectors.
 */
@NullMarked
package io.sonde.link;

import org.jspecify.annotations.NullMarked;
