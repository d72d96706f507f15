// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;

/** Hears of each packet before it leaves. */
@FunctionalInterface
public interface Departure {
  /**
   * A packet is about to leave.
   *
   * @param packet laid over it until this returns
   * @param device by which it leaves
   */
  void of(IpPacket packet, String device) throws IOException;
}
