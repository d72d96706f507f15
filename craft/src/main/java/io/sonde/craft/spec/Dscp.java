// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;

/** Names of differentiated services code points (RFC 2474, 2597, 3246, 5865, 8622) and of ECN. */
final class Dscp {
  private Dscp() {}

  static void name(Field field) {
    for (int i = 0; i < 8; i++) {
      field.name("cs" + i, 8L * i);
    }
    for (int level = 1; level <= 4; level++) {
      for (int drop = 1; drop <= 3; drop++) {
        field.name("af" + level + drop, 8L * level + 2L * drop);
      }
    }
    field.name("le", 1).name("va", 44).name("ef", 46);
  }

  static void nameEcn(Field field) {
    field.names("not-ect", "ect1", "ect0", "ce");
  }
}
