// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/** Whether a field exists in the message at hand. */
@FunctionalInterface
public interface Presence {
  /** True if the octets that are there make it exist. */
  boolean in(PacketLayout packet, int layer);
}
