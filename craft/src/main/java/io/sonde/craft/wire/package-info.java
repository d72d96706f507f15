// SPDX-License-Identifier: Apache-2.0
/**
 * Packets on their way to the wire: which way they leave and why, the link header that they need,
 * when each is due, whether it may be sent at all, and what became of it. Sees the ports of {@code
 * io.sonde.net} only and prints nothing; all waiting happens in {@link
 * io.sonde.net.Network#receive}.
 *
 * <p>Routes and neighbours are those of the host (RFC 826, RFC 4861); private and documentation
 * addresses those of RFC 1918, RFC 4193, RFC 5737, RFC 3849, RFC 2544.
 */
@NullMarked
package io.sonde.craft.wire;

import org.jspecify.annotations.NullMarked;
