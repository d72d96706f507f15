// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.render;

import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.text.TextBuffer;
import io.sonde.net.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * A line a packet: number, seconds since the first, and what each layer says of itself; below it
 * the layers as a tree, if it is to look whole.
 */
public final class SummaryRenderer implements PacketRenderer {
  private final @Nullable TreeRenderer tree;
  private final HostNames names;

  /** Summaries that look so. */
  public SummaryRenderer(Look look) {
    names = look.names();
    tree = look.whole() ? new TreeRenderer(new Look(look.color(), false, names)) : null;
  }

  @Override
  public boolean judges() {
    return tree != null;
  }

  @Override
  public void packet(Exhibit exhibit, TextBuffer out) {
    out.names(names).decimal(exhibit.index);
    if (exhibit.time != Exhibit.NO_TIME) {
      out.add(' ');
      seconds(exhibit.time - exhibit.firstTime, out);
    }
    PacketLayout packet = exhibit.dissection.packet();
    for (int i = 0; i < packet.count; i++) {
      packet.specs[i].summarize(packet, i, out);
    }
    out.add('\n');
    if (tree != null) {
      tree.layers(exhibit, out);
    }
  }

  static void seconds(long nanos, TextBuffer out) {
    if (nanos < 0) {
      out.add('-');
    }
    long micros = Math.abs(nanos) / 1000;
    out.decimal(micros / 1_000_000).add('.').decimal(micros % 1_000_000, 6);
  }
}
