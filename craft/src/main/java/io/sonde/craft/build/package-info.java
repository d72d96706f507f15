// SPDX-License-Identifier: Apache-2.0
/** Octets out of layers with values. */
@NullMarked
package io.sonde.craft.build;

import org.jspecify.annotations.NullMarked;
