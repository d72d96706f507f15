// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.CaptureWriter;
import io.sonde.pcap.PcapWriter;
import io.sonde.pcap.PcapngWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Capture files FILE.1, FILE.2 and so on, each a whole one and not longer than a size, the first
 * overwritten behind the last. A packet that is longer than the size has a file of its own.
 */
final class RingWriter implements CaptureWriter {
  /** Octets of a pcap file's header and of a packet's. */
  private static final int PCAP_FILE = 24;

  private static final int PCAP_PACKET = 16;

  /**
   * Octets of a pcapng file's blocks in front of a packet with the longest name, and of its own.
   */
  private static final int PCAPNG_FILE = 96;

  private static final int PCAPNG_PACKET = 36;

  private final Path path;
  private final OutputFormat format;
  private final boolean micro;
  private final long size;
  private final int files;
  private @Nullable CaptureWriter writer;
  private int number;
  private long written;

  /**
   * @param path what the names begin with
   * @param format {@link OutputFormat#PCAP} or {@link OutputFormat#PCAPNG}
   * @param size octets of a file
   * @param files how many there are
   */
  RingWriter(Path path, OutputFormat format, boolean micro, long size, int files) {
    this.path = path;
    this.format = format;
    this.micro = micro;
    this.size = size;
    this.files = files;
  }

  @Override
  public void write(CaptureRecord record) throws IOException {
    boolean pcap = format == OutputFormat.PCAP;
    long more = (long) record.capturedLength() + (pcap ? PCAP_PACKET : PCAPNG_PACKET);
    CaptureWriter current = writer;
    if (current == null || written + more > size && written > (pcap ? PCAP_FILE : PCAPNG_FILE)) {
      current = next();
      written = pcap ? PCAP_FILE : PCAPNG_FILE;
    }
    written += more;
    current.write(record);
  }

  private CaptureWriter next() throws IOException {
    close();
    number = number % files + 1;
    Path file = path.resolveSibling(path.getFileName() + "." + number);
    CaptureWriter made =
        format == OutputFormat.PCAP
            ? new PcapWriter(Files.newOutputStream(file), micro)
            : new PcapngWriter(Files.newOutputStream(file));
    writer = made;
    return made;
  }

  @Override
  public void flush() throws IOException {
    if (writer != null) {
      writer.flush();
    }
  }

  @Override
  public void close() throws IOException {
    CaptureWriter last = writer;
    writer = null;
    if (last != null) {
      last.close();
    }
  }
}
