// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

/**
 * How text for people looks.
 *
 * @param color whether names and mistakes stand out by escape sequences of a terminal (ECMA-48)
 * @param whole whether nothing is left out: every octet of data, the tree below a summary
 */
public record Look(boolean color, boolean whole) {
  /** No colours, and data cut short. */
  public static final Look PLAIN = new Look(false, false);
}
