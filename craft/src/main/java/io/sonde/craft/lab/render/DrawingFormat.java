// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.cli.UsageException;
import io.sonde.sim.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The forms that {@code craft lab show -o} takes. */
public enum DrawingFormat {
  TEXT(TextRenderer::draw),
  DOT(DotRenderer::draw),
  SVG(SvgRenderer::draw),
  JSON(JsonRenderer::draw);

  private final Function<Topology, String> renderer;

  DrawingFormat(Function<Topology, String> renderer) {
    this.renderer = renderer;
  }

  /** The form of that name. */
  public static DrawingFormat of(String name) {
    List<String> names = new ArrayList<>();
    for (DrawingFormat format : values()) {
      String own = format.name().toLowerCase(Locale.ROOT);
      if (own.equals(name)) {
        return format;
      }
      names.add(own);
    }
    throw new UsageException("--output " + name + ": one of " + String.join(", ", names));
  }

  /** The network in this form. */
  public String draw(Topology topology) {
    return renderer.apply(topology);
  }
}
