// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.net.HostNames;

/**
 * How text for people looks.
 *
 * @param color whether names and mistakes stand out by escape sequences of a terminal (ECMA-48)
 * @param whole whether nothing is left out: every octet of data, the tree below a summary
 * @param names names of hosts that stand for addresses in a summary and beside them in a tree
 */
public record Look(boolean color, boolean whole, HostNames names) {
  /** No colours, data cut short, and no names. */
  public static final Look PLAIN = new Look(false, false, HostNames.NONE);
}
