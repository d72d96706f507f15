// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that scapy, editcap, mergecap and tcpdump wrote, read as tshark reads them. */
class CaptureReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "micro-little.pcap",
        "micro-big.pcap",
        "nano-little.pcap",
        "nano-big.pcap",
        "kuznetsov.pcap",
        "snapped.pcap",
        "raw.pcap",
        "tcpdump.pcap",
        "comments.pcapng",
        "merged.pcapng",
        "sections-little.pcapng",
        "sections-big.pcapng",
        "clocks.pcapng"
      })
  void readsWhatTsharkReads(String file) throws IOException {
    List<String> expected = CaptureFiles.rows(file.substring(0, file.indexOf('.')));
    byte[] octets = CaptureFiles.octets(file);
    assertEquals(expected, CaptureFiles.read(octets));
    assertEquals(expected, CaptureFiles.read(CaptureFiles.inDrops(octets, 7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "micro-little.pcap",
        "nano-big.pcap",
        "kuznetsov.pcap",
        "comments.pcapng",
        "sections-little.pcapng",
        "sections-big.pcapng"
      })
  void everyCutDeliversWhatCameBeforeAndSaysSo(String file) throws IOException {
    byte[] octets = CaptureFiles.octets(file);
    List<String> whole = CaptureFiles.read(octets);
    int ends = 0;
    for (int length = 0; length < octets.length; length++) {
      List<String> rows = new ArrayList<>();
      try {
        CaptureFiles.readInto(rows, new ByteArrayInputStream(octets, 0, length));
        ends++;
      } catch (MalformedCaptureException e) {
        assertTrue(
            length < 4
                || String.valueOf(e.getMessage())
                    .matches("file: (is .*|.* at octet \\d+: needs .* left; cut off there)"),
            e.getMessage());
      }
      assertEquals(whole.subList(0, rows.size()), rows);
    }
    assertTrue(ends >= whole.size() && ends < 20, ends + " cuts between records");
  }

  @Test
  void aFailureStays() throws IOException {
    byte[] octets = CaptureFiles.octets("micro-little.pcap");
    CaptureRecord record = new CaptureRecord();
    try (CaptureInput input = open(Arrays.copyOf(octets, octets.length - 1));
        CaptureReader reader = input.reader(HexReader.GUESS)) {
      assertTrue(reader.next(record));
      assertTrue(reader.next(record));
      String message = message(reader, record);
      assertEquals("in: record at octet 145: needs 111 octets, 110 left; cut off there", message);
      assertEquals(message, message(reader, record));
    }
  }

  private static String message(CaptureReader reader, CaptureRecord record) {
    Exception e = assertThrows(MalformedCaptureException.class, () -> reader.next(record));
    return String.valueOf(e.getMessage());
  }

  static CaptureInput open(byte[] octets) throws IOException {
    return CaptureInput.open(new ByteArrayInputStream(octets), "in");
  }

  @Test
  void anyOctetChangedEndsInPacketsOrASentence() {
    Random random = new Random(20);
    int sentences = 0;
    for (String file : List.of("nano-big.pcap", "comments.pcapng", "sections-little.pcapng")) {
      byte[] octets = CaptureFiles.octets(file);
      for (int i = 0; i < 2000; i++) {
        byte[] changed = octets.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        try {
          CaptureFiles.read(changed);
        } catch (IOException e) {
          assertEquals(MalformedCaptureException.class, e.getClass());
          sentences++;
        }
      }
    }
    assertTrue(sentences > 300, sentences + " sentences");
  }

  @Test
  void theViewHoldsNoAllocationAndTheStreamNoMemory() throws IOException {
    byte[] one = CaptureFiles.octets("nano-little.pcap");
    CaptureRecord record = new CaptureRecord();
    int copies = 3000;
    byte[] many = new byte[24 + copies * (one.length - 24)];
    System.arraycopy(one, 0, many, 0, 24);
    for (int i = 0; i < copies; i++) {
      System.arraycopy(one, 24, many, 24 + i * (one.length - 24), one.length - 24);
    }
    try (CaptureInput input = open(many);
        CaptureReader reader = input.reader(HexReader.GUESS)) {
      assertTrue(reader.next(record));
      Object view = record.octets();
      int packets = 1;
      while (reader.next(record)) {
        packets++;
        assertTrue(record.octets() == view, "another view");
      }
      assertEquals(3 * copies, packets);
      assertFalse(reader.next(record));
    }
  }

  @Test
  void lengthsOlderThanVersion23AreSwapped() throws IOException {
    byte[] octets = CaptureFiles.octets("snapped.pcap");
    octets[6] = 2; // minor version
    swapLengths(octets);
    assertEquals(CaptureFiles.rows("snapped"), CaptureFiles.read(octets));
    octets[6] = 3;
    assertEquals(CaptureFiles.rows("snapped"), CaptureFiles.read(octets));
    assertEquals(
        CaptureFiles.rows("snapped"),
        CaptureFiles.read(changedMinor(CaptureFiles.octets("snapped.pcap"))));
  }

  private static byte[] changedMinor(byte[] octets) {
    octets[6] = 3;
    return octets;
  }

  private static void swapLengths(byte[] octets) {
    for (int at = 24; at < octets.length; at += 16 + 30) {
      byte captured = octets[at + 8];
      octets[at + 8] = octets[at + 12];
      octets[at + 12] = captured;
    }
  }
}
