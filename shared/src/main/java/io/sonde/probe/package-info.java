// SPDX-License-Identifier: Apache-2.0
/**
 * Probes: how one is built and recognised, when the next is due, which are open, and what their
 * round trips say.
 *
 * <p>All times are nanoseconds of a clock that the caller reads. After construction nothing here
 * allocates a packet, and nothing is shared between threads.
 *
 * <p>RFC 792, RFC 4443, RFC 3550 section 6.4.1 (interarrival jitter).
 */
@NullMarked
package io.sonde.probe;

import org.jspecify.annotations.NullMarked;
