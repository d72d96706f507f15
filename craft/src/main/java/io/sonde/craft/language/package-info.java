// SPDX-License-Identifier: Apache-2.0
/**
 * The packet language: from words to patterns, from a pattern to each of its packets. A mistake is
 * a {@link io.sonde.craft.language.SpecException} with the place in the line.
 */
@NullMarked
package io.sonde.craft.language;

import org.jspecify.annotations.NullMarked;
