// SPDX-License-Identifier: Apache-2.0
/**
 * What a layer is: the table of its fields, words and options, from which the parser, the builder,
 * the dissector, JSON and the catalogue all read; and where the layers of one packet lie.
 *
 * <p>Positions are indexes into one array of octets. A layer is its header {@code start …
 * headerEnd}, what it carries up to {@code payloadEnd}, and a tail up to {@code end}. Nothing here
 * trusts a length: positions never leave the octets that exist, and a layer that claims more is
 * marked as cut.
 */
@NullMarked
package io.sonde.craft.layer;

import org.jspecify.annotations.NullMarked;
