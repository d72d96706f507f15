// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

/** Writes the value of an address of 128 bits. */
@FunctionalInterface
public interface Filler {
  /** Writes the field's octets. */
  void fill(PacketLayout packet, int layer, int at);
}
