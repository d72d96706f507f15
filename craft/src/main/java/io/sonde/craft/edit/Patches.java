// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.edit;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerValues;

/** Patches that a lift made, when a field under them changes. */
final class Patches {
  private Patches() {}

  /** Drops patches of octets that a changed field has a part in: they would undo the change. */
  static void dropUnder(LayerValues layer, Field field) {
    int from = field.bit() >>> 3;
    int to = field.bit() + field.width() + 7 >>> 3;
    layer
        .patches()
        .removeIf(patch -> patch.offset() < to && from < patch.offset() + patch.octets().length());
  }
}
