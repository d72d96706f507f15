// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** One packet a line in lower-case hexadecimal digits, nothing else. */
public final class HexWriter implements CaptureWriter {
  private final OctetSink out;

  /** Writes nothing yet. */
  public HexWriter(OutputStream out) {
    this.out = new OctetSink(out);
  }

  @Override
  public void write(CaptureRecord record) throws IOException {
    ByteBuffer octets = record.octets();
    for (int i = octets.position(); i < octets.limit(); i++) {
      int octet = octets.get(i);
      out.octet(digit(octet >>> 4 & 15));
      out.octet(digit(octet & 15));
    }
    out.octet('\n');
  }

  private static int digit(int value) {
    return value < 10 ? '0' + value : 'a' - 10 + value;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
