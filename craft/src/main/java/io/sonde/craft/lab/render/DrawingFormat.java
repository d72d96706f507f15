// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import io.sonde.cli.UsageException;
import io.sonde.sim.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The forms that {@code craft lab show -o} takes. */
public enum DrawingFormat {
  TEXT,
  DOT,
  SVG,
  JSON;

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
    return switch (this) {
      case TEXT -> TextRenderer.draw(topology);
      case DOT -> DotRenderer.draw(topology);
      case SVG -> SvgRenderer.draw(topology);
      case JSON -> JsonRenderer.draw(topology);
    };
  }
}
