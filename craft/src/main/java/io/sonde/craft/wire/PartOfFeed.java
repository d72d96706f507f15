// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.pcap.CaptureRecord;
import java.io.IOException;

/** Every n-th packet of a feed. */
public final class PartOfFeed implements PacketFeed {
  private final PacketFeed whole;
  private final int parts;
  private int ahead;

  /**
   * A part.
   *
   * @param part 0 … {@code parts - 1}: how many packets of others come before its first
   */
  public PartOfFeed(PacketFeed whole, int part, int parts) {
    this.whole = whole;
    this.parts = parts;
    ahead = part;
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    for (; ahead > 0; ahead--) {
      if (!whole.skip(record)) {
        return false;
      }
    }
    ahead = parts - 1;
    return whole.next(record);
  }

  @Override
  public boolean isConstant() {
    return whole.isConstant();
  }

  @Override
  public boolean mayWait() {
    return whole.mayWait();
  }
}
