// SPDX-License-Identifier: Apache-2.0
/**
 * Headers as they stand on the wire, one file a protocol.
 *
 * <p>A codec parses what stands between a buffer's position and limit and emits at the position;
 * content is big-endian whatever the buffer's order, and neither mark, limit nor order of a
 * caller's buffer is touched. {@code parse} consumes exactly the header and never verifies a
 * checksum; it fails with {@link io.sonde.wire.MalformedPacketException} only where octets are
 * missing or the structure cannot be walked. Constructors check the width of a field, never its
 * meaning: wrong packets must be possible to build. Code values stay {@code int}; a number without
 * a name survives.
 *
 * <p>RFC 791, RFC 8200, RFC 768, RFC 9293, RFC 1071, RFC 1624.
 */
@NullMarked
package io.sonde.wire;

import org.jspecify.annotations.NullMarked;
