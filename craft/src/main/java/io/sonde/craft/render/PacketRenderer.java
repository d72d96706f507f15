// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.text.TextBuffer;

/** A form of packets as text. */
public interface PacketRenderer {
  /** Appends one packet, its last line ended. */
  void packet(Exhibit exhibit, TextBuffer out);

  /** Whether it looks at checksums and values, so that findings are complete. */
  default boolean judges() {
    return false;
  }
}
