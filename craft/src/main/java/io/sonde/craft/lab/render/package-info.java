// SPDX-License-Identifier: Apache-2.0
/** A description of a network as text, Graphviz, SVG or JSON. Pure: text from a value. */
@NullMarked
package io.sonde.craft.lab.render;

import org.jspecify.annotations.NullMarked;
