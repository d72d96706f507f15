// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.util.Locale;

/** Ways by which a packet leaves the host. */
public enum Path {
  /** A raw socket that takes the IP header. */
  RAW,
  /** A packet socket that takes the whole frame. */
  PACKET,
  /** A regular socket. */
  SOCKET;

  /** As options and JSON have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
