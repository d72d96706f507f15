// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Octets without shape, under one of three names: what a layer carries, a whole frame, or what
 * stands behind the length of an IP packet.
 */
public final class DataSpec extends LayerSpec {
  private final boolean trailer;
  private final Field octets;

  DataSpec(String name, String title, boolean trailer) {
    super(name, title, "", 0);
    this.trailer = trailer;
    octets = octets("hex").doc("the octets; also as words, see craft layers data").example("dead");
    exampleIn(trailer ? "ip / udp / data hello / " : "", "");
  }

  /** The one field. */
  public Field octets() {
    return octets;
  }

  @Override
  public boolean isData() {
    return !trailer;
  }

  @Override
  public boolean isTrailer() {
    return trailer;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    packet.headerEnd[layer] = packet.end[layer];
    return null;
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    if (layer == 0) {
      out.add(' ').add(name()).add(' ').decimal(packet.to - packet.from).add(" bytes");
    }
  }
}
