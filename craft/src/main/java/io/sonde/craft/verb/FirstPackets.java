// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.pcap.CaptureRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The first packets of another source. */
final class FirstPackets implements PacketSource {
  private final PacketSource source;
  private long left;

  /**
   * The first packets.
   *
   * @param most how many
   */
  FirstPackets(PacketSource source, long most) {
    this.source = source;
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

  @Override
  public boolean mayWait() {
    return source.mayWait();
  }

  @Override
  public @Nullable String file() {
    return source.file();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
