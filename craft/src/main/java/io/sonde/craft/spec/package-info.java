// SPDX-License-Identifier: Apache-2.0
/**
 * The layers, one file each, and the list of them, {@link io.sonde.craft.spec.LayerSpecs}.
 *
 * <p>A new layer: a class that extends {@link io.sonde.craft.layer.LayerSpec}, its table in the
 * constructor, {@code read} for its length and what follows, {@code summarize} for its part of a
 * line; and one line in the list. {@link io.sonde.craft.spec.UdpSpec} is a short example.
 */
@NullMarked
package io.sonde.craft.spec;

import org.jspecify.annotations.NullMarked;
