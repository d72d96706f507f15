// SPDX-License-Identifier: Apache-2.0
/** Layers out of octets, and what is wrong with them. */
@NullMarked
package io.sonde.craft.dissect;

import org.jspecify.annotations.NullMarked;
