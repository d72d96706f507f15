// SPDX-License-Identifier: Apache-2.0
/** Packets as text, one form a file. Renderers know no port, no file and no clock. */
@NullMarked
package io.sonde.craft.render;

import org.jspecify.annotations.NullMarked;
