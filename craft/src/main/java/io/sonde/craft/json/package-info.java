// SPDX-License-Identifier: Apache-2.0
/** JSON text (RFC 8259) read back. */
@NullMarked
package io.sonde.craft.json;

import org.jspecify.annotations.NullMarked;
