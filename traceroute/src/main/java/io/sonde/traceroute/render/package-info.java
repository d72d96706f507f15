// SPDX-License-Identifier: Apache-2.0
/**
 * Events as text and as JSON lines. Renderers know no socket, no clock and no resolver: times come
 * with the events, names from an {@link io.sonde.traceroute.names.AddressBook}, which never waits.
 *
 * <p>The text is that of traceroute 2.1 for Linux, octet for octet; the JSON is that of {@code
 * docs/schema/traceroute.schema.json}.
 */
@NullMarked
package io.sonde.traceroute.render;

import org.jspecify.annotations.NullMarked;
