// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import org.jspecify.annotations.Nullable;

/** Names of values that depend on other fields. */
@FunctionalInterface
public interface Namer {
  /** The name, or null. */
  @Nullable String name(PacketLayout packet, int layer, long value);
}
