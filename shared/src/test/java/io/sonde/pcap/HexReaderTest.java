// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as xxd, hexdump, tcpdump and tshark print it, and one packet a line. */
class HexReaderTest {
  private static final int LINK = 2;
  private static final int OCTETS = 7;

  private static List<String> column(List<String> rows, int column) {
    return rows.stream().map(row -> row.split("\t", -1)[column]).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xxd", "hexdump-C", "tshark-x", "tcpdump-xx", "tcpdump-XX", "lines"})
  void frames(String name) throws IOException {
    List<String> rows = CaptureFiles.read(CaptureFiles.octets(name + ".hex"));
    assertEquals(column(CaptureFiles.rows("nano-little"), OCTETS), column(rows, OCTETS));
    assertEquals(List.of("EN10MB", "EN10MB", "EN10MB"), column(rows, LINK));
  }

  /** tcpdump leaves out the link header; ARP without it looks like nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"tcpdump-x", "tcpdump-X"})
  void withoutTheLinkHeader(String name) throws IOException {
    List<String> rows = CaptureFiles.read(CaptureFiles.octets(name + ".hex"));
    List<String> frames = column(CaptureFiles.rows("nano-little"), OCTETS);
    assertEquals(frames.stream().map(hex -> hex.substring(28)).toList(), column(rows, OCTETS));
    assertEquals(List.of("EN10MB", "RAW", "RAW"), column(rows, LINK));
  }

  private static List<String> packets(String text) throws IOException {
    return column(CaptureFiles.read(text.getBytes(StandardCharsets.UTF_8)), OCTETS);
  }

  @Test
  void oddText() throws IOException {
    assertEquals(List.of("0123"), packets("01:23"));
    assertEquals(List.of("0123", "45"), packets("# c\n\n 01 23 # c\n#\n\n45\n\n"));
    assertEquals(List.of("00", "0102"), packets("words\n0000: 00\n\n0000: 01\n0001: 02"));
    assertEquals(List.of("61626364"), packets("0000: 6162 6364  abcd\n"));
    assertEquals(List.of("ab".repeat(3000)), packets("ab".repeat(3000)));
    assertEquals(
        List.of("00".repeat(16) + "01"),
        packets("0x0000:  " + "0000 ".repeat(8) + "\n\t0x0010:  01"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0102;012         | 1 | line 2: no octet in two hexadecimal digits at column 3
          0102;;01 zz      | 1 | line 3: no octet in two hexadecimal digits at column 4
          01 2 3           | 0 | line 1: no octet in two hexadecimal digits at column 4
          0102;0000: 01 02 | 1 | line 2: an offset between packets of one line each
          0000: 01 02;0003: 04 | 0 | line 2: offset 3 behind 2 octets of a packet
          0000: 01;0000: 02;0010: 03 | 1 | line 3: offset 16 behind 1 octets of a packet
          """)
  void mistakes(String text, int before, String expected) {
    List<String> rows = new ArrayList<>();
    byte[] octets = text.replace(';', '\n').getBytes(StandardCharsets.US_ASCII);
    Exception e =
        assertThrows(
            MalformedCaptureException.class,
            () -> CaptureFiles.readInto(rows, new ByteArrayInputStream(octets)));
    assertEquals("file: " + expected, e.getMessage());
    assertEquals(before, rows.size());
  }

  @Test
  void theCallerKnowsTheLinkType() throws IOException {
    CaptureRecord record = new CaptureRecord();
    try (CaptureInput input =
            CaptureReaderTest.open("45000000\n".getBytes(StandardCharsets.US_ASCII));
        CaptureReader reader = input.reader(LinkType.LINUX_SLL)) {
      assertEquals(CaptureFormat.HEX, reader.format());
      assertEquals(true, reader.next(record));
      assertEquals(LinkType.LINUX_SLL, record.linkType());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 8.0.69.1 as source puts the EtherType of IPv4 where Ethernet has it
    "4500001500000000401100000800450108080808ff, RAW",
    "45000015000000004011000008004501080808, EN10MB",
    "02000000000102000000000281000064, EN10MB",
    "60000000, RAW",
    "deadbeef, EN10MB",
  })
  void guesses(String packet, String link) throws IOException {
    byte[] text = packet.getBytes(StandardCharsets.US_ASCII);
    assertEquals(List.of(link), column(CaptureFiles.read(text), LINK));
  }
}
