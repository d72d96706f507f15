// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The captures of the resource folder and the ways to read them. */
final class CaptureFiles {
  private CaptureFiles() {}

  static byte[] octets(String file) {
    try (InputStream in =
        Objects.requireNonNull(CaptureFiles.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows that tshark gave for a capture. */
  static List<String> rows(String name) {
    return new String(octets(name + ".tsv"), StandardCharsets.UTF_8).lines().toList();
  }

  /** All packets in the columns of a row. */
  static List<String> read(byte[] file) throws IOException {
    return read(new ByteArrayInputStream(file));
  }

  static List<String> read(InputStream in) throws IOException {
    List<String> rows = new ArrayList<>();
    readInto(rows, in);
    return rows;
  }

  /** As {@link #read}, keeping what came before a failure. */
  static void readInto(List<String> rows, InputStream in) throws IOException {
    CaptureRecord record = new CaptureRecord();
    try (CaptureInput input = CaptureInput.open(in, "file");
        CaptureReader reader = input.reader(HexReader.GUESS)) {
      while (reader.next(record)) {
        rows.add(row(rows.size() + 1, record));
      }
    }
  }

  static String row(int number, CaptureRecord record) {
    return String.join(
        "\t",
        Integer.toString(number),
        record.time() == CaptureRecord.NO_TIME
            ? "-"
            : BigDecimal.valueOf(record.time(), 9).toPlainString(),
        LinkType.name(record.linkType()),
        Integer.toString(record.capturedLength()),
        Long.toString(record.originalLength()),
        dash(record.source().name()),
        dash(String.join("|", record.comments())),
        hex(record));
  }

  private static String dash(String cell) {
    return cell.isEmpty() ? "-" : cell;
  }

  static String hex(CaptureRecord record) {
    byte[] octets = new byte[record.capturedLength()];
    record.octets().get(record.octets().position(), octets);
    return HexFormat.of().formatHex(octets);
  }

  /** A stream that gives few octets at a time, as a pipe may. */
  static InputStream inDrops(byte[] file, int drop) {
    return new ByteArrayInputStream(file) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, drop));
      }
    };
  }
}
