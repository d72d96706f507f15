// SPDX-License-Identifier: Apache-2.0
/**
 * What a run tells its listeners. Values only: no socket, no clock, no names. Times are epoch
 * nanoseconds, durations nanoseconds; −1 stands for what is unknown.
 */
@NullMarked
package io.sonde.traceroute.event;

import org.jspecify.annotations.NullMarked;
