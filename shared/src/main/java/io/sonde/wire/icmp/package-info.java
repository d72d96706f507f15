// SPDX-License-Identifier: Apache-2.0
/**
 * ICMP and ICMPv6 messages, one body a file; both families share a record where the RFCs share the
 * body.
 *
 * <p>{@link io.sonde.wire.icmp.IcmpMessage#parse} reads the message that begins at a buffer's
 * position. Messages with a length of their own (echo, timestamp, address mask) leave what follows
 * in the buffer as payload; errors, which quote a datagram, and unknown types consume everything up
 * to the limit. Whatever was read goes out again octet for octet with {@code Derived.NONE}: bits
 * without a meaning and numbers without a name are kept.
 *
 * <p>RFC 792, RFC 950, RFC 1191, RFC 1256, RFC 4443, RFC 4620, RFC 4884, RFC 4950, RFC 5837, RFC
 * 8335.
 */
@NullMarked
package io.sonde.wire.icmp;

import org.jspecify.annotations.NullMarked;
