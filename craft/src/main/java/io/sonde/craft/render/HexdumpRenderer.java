// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;

/** The summary line, then all octets, sixteen a line, as {@code tcpdump -X} and xxd have them. */
public final class HexdumpRenderer implements PacketRenderer {
  private static final int OCTETS = 16;

  private final SummaryRenderer summary = new SummaryRenderer(Look.PLAIN);

  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    summary.packet(exhibit, out);
    PacketLayout packet = exhibit.dissection.packet();
    for (int at = packet.from; at < packet.to; at += OCTETS) {
      int end = Math.min(packet.to, at + OCTETS);
      out.add("\t0x").hex(at - packet.from, 4).add(':');
      for (int i = at; i < at + OCTETS; i++) {
        if ((i - at & 1) == 0) {
          out.add(' ');
        }
        if (i < end) {
          out.hex(packet.octets, i, i + 1);
        } else {
          out.add("  ");
        }
      }
      out.add("  ").printable(packet.octets, at, end).add('\n');
    }
  }
}
