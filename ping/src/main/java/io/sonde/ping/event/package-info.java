// SPDX-License-Identifier: Apache-2.0
/**
 * What a run tells its listeners. Values only: no socket, no clock, no names, no text but what the
 * host's resolver and kernel said. Times are epoch nanoseconds, durations nanoseconds, sequences
 * the 64-bit numbers of the probes from 1.
 */
@NullMarked
package io.sonde.ping.event;

import org.jspecify.annotations.NullMarked;
