// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

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

  /** Lets another hear of it afterwards; null: nobody. */
  default Departure before(@Nullable Departure other) {
    return other == null
        ? this
        : (packet, device) -> {
          of(packet, device);
          other.of(packet, device);
        };
  }
}
