// SPDX-License-Identifier: Apache-2.0
/**
 * Events as text and as JSON lines. Renderers know no socket, no clock and no resolver: times come
 * with the events, names from {@link io.sonde.net.HostNames}, which never waits.
 *
 * <p>The text is that of iputils ping, octet for octet where nothing better is promised; the JSON
 * is that of {@code docs/schema/ping.schema.json}.
 */
@NullMarked
package io.sonde.ping.render;

import org.jspecify.annotations.NullMarked;
