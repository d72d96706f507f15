// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Captures of the tcpdump project, packets and lengths as Wireshark counts them. They lie outside
 * the project: {@code SONDE_CORPUS} or {@code ../shared/corpus} beside the checkout.
 */
class CaptureCorpusTest {
  private static Path corpus() {
    String named = System.getenv("SONDE_CORPUS");
    Path folder = Path.of(named != null ? named : "../../shared/corpus");
    assumeTrue(
        Files.isRegularFile(folder.resolve("expectations.tsv")),
        "no captures at " + folder + "; set SONDE_CORPUS");
    return folder;
  }

  /** Columns of expectations.tsv: file, packet, link, captured, length. */
  private static Map<String, List<String>> expected(Path folder) throws IOException {
    Map<String, List<String>> files = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("expectations.tsv"))) {
      String[] row = line.split("\t", -1);
      if (!row[1].equals("packet")) {
        List<String> packets = files.computeIfAbsent(row[0], name -> new ArrayList<>());
        if (!row[1].equals("0")) {
          packets.add(String.join(" ", row[1], row[2], row[3], row[4]));
        }
      }
    }
    return files;
  }

  @Test
  void packetsAndLengths() throws IOException {
    Path folder = corpus();
    int packets = 0;
    for (Map.Entry<String, List<String>> file : expected(folder).entrySet()) {
      byte[] octets = Files.readAllBytes(folder.resolve(file.getKey()));
      List<String> read = new ArrayList<>();
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      CaptureRecord record = new CaptureRecord();
      try (CaptureInput input = CaptureInput.open(new ByteArrayInputStream(octets), file.getKey());
          CaptureReader reader = input.reader(HexReader.GUESS);
          CaptureWriter writer = new PcapngWriter(copy)) {
        while (reader.next(record)) {
          read.add(
              String.join(
                  " ",
                  Integer.toString(read.size() + 1),
                  Integer.toString(record.linkType()),
                  Integer.toString(record.capturedLength()),
                  Long.toString(record.originalLength())));
          writer.write(record);
        }
      }
      assertEquals(file.getValue(), read, file.getKey());
      assertEquals(CaptureFiles.read(octets), CaptureFiles.read(copy.toByteArray()), file.getKey());
      packets += read.size();
    }
    assertTrue(packets > 2800, packets + " packets");
  }
}
