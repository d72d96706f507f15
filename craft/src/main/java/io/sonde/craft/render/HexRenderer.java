// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;

/** A packet a line, lower-case hexadecimal digits and nothing else. */
public final class HexRenderer implements PacketRenderer {
  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    PacketLayout packet = exhibit.dissection.packet();
    out.hex(packet.octets, packet.from, packet.to).add('\n');
  }
}
