// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.layer;

import java.util.ArrayList;
import java.util.List;

/** What is to be built: the layers with their values, outermost first. */
public final class Draft {
  private final List<LayerValues> layers = new ArrayList<>();

  /** The layers, outermost first; changes are changes of the draft. */
  public List<LayerValues> layers() {
    return layers;
  }

  /** How many layers there are. */
  public int size() {
    return layers.size();
  }

  /** One layer. */
  public LayerValues layer(int index) {
    return layers.get(index);
  }

  /** Lets every layer add what a host would add that sends it. */
  public void complete() {
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).spec().complete(this, i);
    }
  }
}
