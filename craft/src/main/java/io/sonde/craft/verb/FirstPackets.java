// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.pcap.CaptureRecord;
import java.io.IOException;

/** The first packets of another source. */
final class FirstPackets extends DerivedPackets {
  private long left;

  /**
   * The first packets.
   *
   * @param most how many
   */
  FirstPackets(PacketSource source, long most) {
    super(source);
    left = most;
  }

  /** The first packets of standard input, in whatever form. */
  static PacketSource ofStandardInput(Outside outside, long most) throws IOException {
    return new FirstPackets(new CapturedPackets("-", outside), most);
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    return left-- > 0 && source.next(record);
  }
}
