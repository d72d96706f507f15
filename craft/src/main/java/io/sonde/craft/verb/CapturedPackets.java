// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.edit.JsonRecords;
import io.sonde.pcap.CaptureFormat;
import io.sonde.pcap.CaptureInput;
import io.sonde.pcap.CaptureReader;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.HexReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Packets of a file or of standard input, in whatever of the four forms. */
final class CapturedPackets implements PacketSource {
  private final CaptureInput input;
  private final @Nullable CaptureReader reader;
  private final @Nullable JsonRecords records;
  private final @Nullable String file;

  /**
   * Opens a file.
   *
   * @param name path; {@code -} is standard input
   */
  CapturedPackets(String name, Outside outside) throws IOException {
    boolean standard = name.equals("-");
    String shown = standard ? "standard input" : name;
    file = standard ? null : name;
    InputStream in = standard ? outside.standardInput() : open(name);
    input = CaptureInput.open(in, shown);
    if (input.format() == CaptureFormat.JSON_LINES) {
      reader = null;
      records = new JsonRecords(input.stream(), shown, new VerbSources(outside));
    } else {
      reader = input.reader(HexReader.GUESS);
      records = null;
    }
  }

  private static InputStream open(String name) throws IOException {
    Path path = VerbSources.path(name);
    if (Files.isDirectory(path)) {
      throw new IOException(name + ": a directory");
    }
    return Files.newInputStream(path);
  }

  @Override
  public boolean next(CaptureRecord record) throws IOException {
    return reader != null ? reader.next(record) : records != null && records.next(record);
  }

  @Override
  public boolean mayWait() {
    return file == null;
  }

  @Override
  public @Nullable String file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
