// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose lengths and numbers lie: each ends in one sentence. */
class HostileCaptureTest {
  private static final String SECTION =
      "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c";
  private static final String ETHERNET = "00000001 00000014 0001 0000 00000000 00000014";
  private static final String PACKET =
      "00000006 00000024 00000000 00000000 00000001 00000001 00000001 ff000000 00000024";

  private static String sentence(InputStream in, List<String> before) {
    Exception e =
        assertThrows(
            MalformedCaptureException.class, () -> CaptureFiles.readInto(before, in), "no failure");
    return String.valueOf(e.getMessage());
  }

  private static String sentence(String hex, int packetsBefore) {
    List<String> before = new ArrayList<>();
    byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
    String sentence = sentence(new ByteArrayInputStream(octets), before);
    assertEquals(packetsBefore, before.size());
    return sentence;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000006 00000005 | block at octet 84: length 5 is below 12
          00000006 00000000 | block at octet 84: length 0 is below 12
          00000006 0000000d | block at octet 84: length 13 is no multiple of 4
          00000006 0000001c | packet at octet 84: length 28 is below 32
          00000006 fffffffc | packet at octet 84: length 4294967292 is above 17825792
          00000006 00fffff0 00 | packet at octet 84: needs 16777200 octets, 9 left; cut off there
          00000bee fffffffc 00 | block at octet 84: needs 4294967292 octets, 9 left; cut off there
          00000bee 0000000c 00000010 | block at octet 84: length 12 in front of it, 16 behind it
          00000003 0000000c 0000000c | packet at octet 84: length 12 is below 16
          00000001 00000010 00010000 00000010 | interface at octet 84: length 16 is below 20
          00000001 00000014 00010000 00000000 00000010 | interface at octet 84: length 20 in front \
          of it, 16 behind it
          00000001 0000001c 00010000 00000000 00090005 06000000 0000001c | interface at octet 84: \
          option 9 of 5 octets, 4 left
          00000006 00000020 00000001 00000000 00000000 00000000 00000000 00000020 | packet at \
          octet 84: interface 1 of a section that has described 1
          00000006 00000020 00000000 00000000 00000000 00000001 00000001 00000020 | packet at \
          octet 84: captured length 1 in a block with room for 0
          00000006 00000020 00000000 00000000 00000000 ffffffff 00000001 00000020 | packet at \
          octet 84: captured length 4294967295 in a block with room for 0
          0a0d0d0a 0000001c 00000000 | section at octet 84: no byte order in its octets 8 to 11
          0a0d0d0a 00000018 1a2b3c4d | section at octet 84: length 24 is below 28
          0a0d0d0a 0000001c 1a2b3c4d 00020001 | section at octet 84: version 2.1, read are 1.x
          """)
  void blocks(String block, String expected) {
    String hex = SECTION + ETHERNET + PACKET + block.strip();
    assertEquals("file: " + expected, sentence(hex, 1));
  }

  @Test
  void aPacketBeforeItsInterface() {
    assertEquals(
        "file: packet at octet 28: interface 0 of a section that has described 0",
        sentence(SECTION + "00000003 00000010 00000000 00000010", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a1b2c3d4 0001 0004 | file header at octet 4: version 1.4, read are 2.x
          a1b2c3d4 0002 0004 | file header at octet 0: needs 24 octets, 8 left; cut off there
          """)
  void fileHeaders(String header, String expected) {
    String padding = expected.contains("version") ? "00".repeat(16) : "";
    assertEquals("file: " + expected, sentence(header + padding, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ffffffff 00000001 | record at octet 24: captured length 4294967295 is above 16777216
          01000001 00000001 | record at octet 24: captured length 16777217 is above 16777216
          01000000 00000001 | record at octet 24: needs 16777232 octets, 16 left; cut off there
          """)
  void records(String lengths, String expected) {
    String header = "a1b2c3d4 0002 0004 00000000 00000000 00000000 00000001";
    assertEquals("file: " + expected, sentence(header + "00000000 00000000" + lengths, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a1b234cd 00000000 | is pcap as changed by Francisco Mesquita
          4d3c2ba1 00000000 | is pcap as changed by Navtel
          1c0001ac 00000000 | is pcap as changed by Ixia
          736e6f6f 70000000 | is a snoop capture (RFC 1761)
          1f8b0800 00000000 | is compressed: gzip -dc FILE | ...
          28b52ffd 00000000 | is compressed: zstd -dc FILE | ...
          """,
      maxCharsPerColumn = 200)
  void knownButNotRead(String octets, String what) {
    String sentence = sentence(octets, 0);
    assertEquals(
        "file: " + what + "; read are pcap, pcapng, JSON lines and hexadecimal text",
        sentence.replace("FILE | ...;", what.endsWith("FILE") ? "FILE;" : "FILE | ...;"));
  }

  @ParameterizedTest
  @CsvSource({"00000000", "ffd8ffe0", "0a0a0a0a", "ef", "00"})
  void whatIsNothingOfThis(String octets) {
    assertEquals(
        "file: is neither pcap, pcapng, JSON lines nor hexadecimal text", sentence(octets, 0));
  }

  @Test
  void nothing() {
    assertEquals("file: is empty", sentence("", 0));
  }

  @Test
  void wordsWithoutPackets() {
    assertEquals(
        "file: line 2: no packet up to here, neither pcap, pcapng, JSON lines nor hexadecimal",
        text("Dear reader,\nthis is a letter.\n"));
    assertEquals("file: line 10000: no packet in 10000 lines", text("words\n".repeat(20_000)));
    assertEquals(
        "file: line 1: longer than 1048576 characters",
        sentence(repeated('a', Long.MAX_VALUE), new ArrayList<>()));
    assertEquals(
        "file: is neither pcap, pcapng, JSON lines nor hexadecimal text",
        sentence(repeated(' ', Long.MAX_VALUE), new ArrayList<>()));
  }

  private static String text(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    return sentence(new ByteArrayInputStream(octets), new ArrayList<>());
  }

  /** Blocks to be skipped may be longer than memory; here 3 GiB that are never there at once. */
  @Test
  void skippedBlocksTakeNoMemory() throws IOException {
    ByteArrayOutputStream front = new ByteArrayOutputStream();
    front.write(HexFormat.of().parseHex((SECTION + "00000bee c0000000").replace(" ", "")));
    byte[] rest = HexFormat.of().parseHex(("c0000000" + ETHERNET + PACKET).replace(" ", ""));
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream(front.toByteArray()),
            new SequenceInputStream(repeated(0, 0xc0000000L - 12), new ByteArrayInputStream(rest)));
    assertEquals(1, CaptureFiles.read(in).size());
  }

  private static InputStream repeated(int octet, long count) {
    return new InputStream() {
      private long left = count;

      @Override
      public int read() {
        return left-- > 0 ? octet : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        int given = (int) Math.min(left, length);
        left -= given;
        Arrays.fill(into, offset, offset + given, (byte) octet);
        return given > 0 ? given : -1;
      }
    };
  }

  @Test
  void damagedOptionsOfAPacketCostItsComments() throws IOException {
    String packet =
        "00000006 0000002c 00000000 00000000 00000001 00000001 00000001 ff000000"
            + " 00010002 41420000 0000002c";
    String cut = packet.replace("00010002", "00010006");
    byte[] octets =
        HexFormat.of().parseHex((SECTION + ETHERNET + packet + cut + PACKET).replace(" ", ""));
    assertEquals(
        List.of(
            "1\t0.000001000\tEN10MB\t1\t1\t-\tAB\tff",
            "2\t0.000001000\tEN10MB\t1\t1\t-\t-\tff",
            "3\t0.000001000\tEN10MB\t1\t1\t-\t-\tff"),
        CaptureFiles.read(octets));
  }
}
