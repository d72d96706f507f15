// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures of a run: what is kept of it in bounded memory however long it is, a histogram for the
 * terminal, and a page for the browser that needs nothing from elsewhere, no script among it.
 */
@NullMarked
package io.sonde.ping.picture;

import org.jspecify.annotations.NullMarked;
