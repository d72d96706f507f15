// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;

/** A header between IP and what IP carries: IPv6 extension headers, authentication. */
abstract class ExtensionSpec extends LayerSpec {
  ExtensionSpec(String name, String title, String rfc, int length) {
    super(name, title, rfc, length);
  }

  /**
   * Index of the address to which the packet goes in the end, if this header says so and the packet
   * is not there yet; −1 otherwise.
   */
  int lastDestination(PacketLayout packet, int layer) {
    return -1;
  }
}
