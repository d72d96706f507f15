// SPDX-License-Identifier: Apache-2.0
/**
 * {@code craft echo}: the far end of exercises, on regular sockets of {@code io.sonde.socket}, as
 * any program would be. One thread and one poller serve everybody; nobody who is slow, silent or
 * loud keeps it from the others, and what it holds for a client is bounded.
 */
@NullMarked
package io.sonde.craft.echo;

import org.jspecify.annotations.NullMarked;
