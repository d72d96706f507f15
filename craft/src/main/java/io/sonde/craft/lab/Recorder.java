// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.CaptureWriter;
import io.sonde.pcap.LinkType;
import io.sonde.pcap.PcapWriter;
import io.sonde.pcap.PcapngWriter;
import io.sonde.sim.Attachment;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes what crosses the device into a capture file, or nothing. */
final class Recorder implements Attachment, Closeable {
  private static final CaptureInterface SOURCE = CaptureInterface.of(LinkType.RAW);

  private final @Nullable CaptureWriter writer;
  private final CaptureRecord record = new CaptureRecord();

  private Recorder(@Nullable CaptureWriter writer) {
    this.writer = writer;
  }

  /**
   * @param file its format follows from the end of its name; empty: nothing is written
   */
  static Recorder to(String file) throws IOException {
    if (file.isEmpty()) {
      return new Recorder(null);
    }
    try {
      OutputStream out = Files.newOutputStream(Path.of(file));
      return new Recorder(
          file.endsWith(".pcapng") ? new PcapngWriter(out) : new PcapWriter(out, false));
    } catch (IOException e) {
      throw new IOException("--pcap " + file + ": cannot be written", e);
    }
  }

  @Override
  public void packet(long time, ByteBuffer octets, int offset, int length) {
    if (writer == null) {
      return;
    }
    try {
      writer.write(record.set(SOURCE, time, length, octets.slice(offset, length)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
