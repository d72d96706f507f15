// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Interfaces;
import io.sonde.net.PacketBatch;

/** Devices that link-local senders were heard on, by name. */
final class Zones {
  /** First ten bits of fe80::/10. */
  private static final long LINK_LOCAL = 0x3fa;

  private final Interfaces interfaces;
  private int index;
  private String name = "";

  Zones(Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  /** The device that a slot's sender needs beside its address; empty: none, or it is unknown. */
  String of(PacketBatch in, int slot) {
    if (in.addressHigh[slot] >>> 54 != LINK_LOCAL || in.scope[slot] <= 0) {
      return "";
    }
    if (in.scope[slot] != index) {
      index = in.scope[slot];
      name = interfaces.nameOf(index);
    }
    return name;
  }
}
