// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Written files: equal to other tools' files where these are unambiguous, otherwise to recorded
 * ones ({@code written-*}) that tshark reads as their table says.
 */
class CaptureWriterTest {
  private static final CaptureInterface ETHERNET = CaptureInterface.of(LinkType.ETHERNET);

  private static byte[] copied(byte[] file, Function<OutputStream, CaptureWriter> format)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CaptureRecord record = new CaptureRecord();
    try (CaptureInput input = CaptureInput.open(new ByteArrayInputStream(file), "in");
        CaptureReader reader = input.reader(HexReader.GUESS);
        CaptureWriter writer = format.apply(out)) {
      while (reader.next(record)) {
        writer.write(record);
      }
    }
    return out.toByteArray();
  }

  private static CaptureWriter micro(OutputStream out) {
    return new PcapWriter(out, true);
  }

  private static CaptureWriter nano(OutputStream out) {
    return new PcapWriter(out, false);
  }

  /** scapy's header says a snapshot length of 65535, tcpdump's what it was given. */
  private static byte[] withoutSnapLength(byte[] file) {
    byte[] header = file.clone();
    Arrays.fill(header, 16, 20, (byte) 0);
    return header;
  }

  @Test
  void pcapIsScapysAndTcpdumps() throws IOException {
    byte[] little = CaptureFiles.octets("micro-little.pcap");
    byte[] nanos = CaptureFiles.octets("nano-little.pcap");
    byte[] tcpdump = CaptureFiles.octets("tcpdump.pcap");
    for (String file : List.of("micro-little.pcap", "micro-big.pcap", "kuznetsov.pcap")) {
      assertArrayEquals(
          withoutSnapLength(little),
          withoutSnapLength(copied(CaptureFiles.octets(file), CaptureWriterTest::micro)));
    }
    for (String file : List.of("nano-little.pcap", "nano-big.pcap")) {
      assertArrayEquals(
          withoutSnapLength(nanos),
          withoutSnapLength(copied(CaptureFiles.octets(file), CaptureWriterTest::nano)));
    }
    // tcpdump without --nano cuts to microseconds, as we do
    assertArrayEquals(
        withoutSnapLength(tcpdump), withoutSnapLength(copied(nanos, CaptureWriterTest::micro)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nano-big.pcap",
        "snapped.pcap",
        "raw.pcap",
        "comments.pcapng",
        "merged.pcapng",
        "sections-big.pcapng",
        "clocks.pcapng",
        "xxd.hex"
      })
  void pcapngKeepsEverything(String file) throws IOException {
    byte[] original = CaptureFiles.octets(file);
    byte[] written = copied(original, PcapngWriter::new);
    assertEquals(CaptureFiles.read(original), CaptureFiles.read(written));
    assertArrayEquals(written, copied(written, PcapngWriter::new));
  }

  /** tshark's reading of the recorded file is in its table. */
  @Test
  void pcapngAsRecorded() throws IOException {
    byte[] written = copied(CaptureFiles.octets("sections-little.pcapng"), PcapngWriter::new);
    assertArrayEquals(CaptureFiles.octets("written-sections.pcapng"), written);
    assertEquals(CaptureFiles.rows("written-sections"), CaptureFiles.read(written));
  }

  @Test
  void emptyFiles() throws IOException {
    byte[] pcap =
        copied(Arrays.copyOf(CaptureFiles.octets("micro-big.pcap"), 24), CaptureWriterTest::nano);
    assertEquals(
        "4d3cb2a1020004000000000000000000000004000" + "1000000", HexFormat.of().formatHex(pcap));
    byte[] pcapng = copied(pcap, PcapngWriter::new);
    assertEquals(28, pcapng.length);
    assertEquals(List.of(), CaptureFiles.read(pcapng));
    assertEquals(0, copied(pcap, HexWriter::new).length);
  }

  @Test
  void hexIsOnePacketALine() throws IOException {
    byte[] written = copied(CaptureFiles.octets("nano-big.pcap"), HexWriter::new);
    List<String> octets = new ArrayList<>();
    for (String row : CaptureFiles.rows("nano-big")) {
      octets.add(row.substring(row.lastIndexOf('\t') + 1) + "\n");
    }
    assertEquals(
        String.join("", octets), new String(written, java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static CaptureRecord record(int linkType, long time) {
    byte[] octets = {1, 2, 3, 4, 5};
    return new CaptureRecord()
        .set(CaptureInterface.of(linkType), time, 5, ByteBuffer.wrap(octets, 1, 3));
  }

  @Test
  void whatPcapCannotHold() throws IOException {
    try (CaptureWriter writer = new PcapWriter(new ByteArrayOutputStream(), false)) {
      writer.write(record(LinkType.RAW, CaptureRecord.NO_TIME));
      assertEquals(
          "packet 2 is EN10MB in a pcap file of RAW; pcapng holds both",
          refused(writer, record(LinkType.ETHERNET, 0)));
      assertEquals(
          "packet 3 has a time outside of 1970 to 2106, all that pcap has",
          refused(writer, record(LinkType.RAW, -1)));
      assertEquals(
          "packet 4 has a time outside of 1970 to 2106, all that pcap has",
          refused(writer, record(LinkType.RAW, (1L << 32) * 1_000_000_000)));
      writer.write(record(LinkType.RAW, (1L << 32) * 1_000_000_000 - 1));
    }
  }

  @Test
  void whatPcapngCannotHold() throws IOException {
    try (CaptureWriter writer = new PcapngWriter(new ByteArrayOutputStream())) {
      assertEquals(
          "packet 1 has a time before 1970, which is not written",
          refused(writer, record(LinkType.RAW, -1)));
      CaptureRecord large = new CaptureRecord();
      large.set(ETHERNET, 0, 0, ByteBuffer.allocate(CaptureWriter.MAXIMUM_LENGTH + 1));
      assertEquals("packet 2 has 16777217 octets, at most 16777216", refused(writer, large));
    }
  }

  private static String refused(CaptureWriter writer, CaptureRecord record) {
    return String.valueOf(assertThrows(IOException.class, () -> writer.write(record)).getMessage());
  }

  @Test
  void theLongestPacketComesBack() throws IOException {
    byte[] octets = new byte[CaptureWriter.MAXIMUM_LENGTH];
    new java.util.Random(1).nextBytes(octets);
    CaptureRecord record =
        new CaptureRecord().set(ETHERNET, 1, 0xffff_ffffL, ByteBuffer.wrap(octets));
    for (Function<OutputStream, CaptureWriter> format :
        List.<Function<OutputStream, CaptureWriter>>of(
            CaptureWriterTest::nano, PcapngWriter::new)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (CaptureWriter writer = format.apply(out)) {
        writer.write(record);
      }
      CaptureRecord back = new CaptureRecord();
      try (CaptureInput input = CaptureReaderTest.open(out.toByteArray());
          CaptureReader reader = input.reader(HexReader.GUESS)) {
        assertEquals(true, reader.next(back));
        assertEquals(record.octets(), back.octets());
        assertEquals(0xffff_ffffL, back.originalLength());
        assertEquals(false, reader.next(back));
      }
    }
  }

  @Test
  void manyInterfacesAndLongComments() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String comment = "ü".repeat(40_000);
    try (CaptureWriter writer = new PcapngWriter(out)) {
      for (int i = 0; i < 5000; i++) {
        CaptureInterface source = new CaptureInterface(1, 0, "if" + i);
        writer.write(new CaptureRecord().set(source, i, 0, ByteBuffer.allocate(1)));
      }
      writer.write(record(1, 7).comments(List.of(comment, "")));
    }
    List<String> rows = CaptureFiles.read(out.toByteArray());
    assertEquals(5001, rows.size());
    assertEquals("5000\t0.000004999\tEN10MB\t1\t0\tif4999\t-\t00", rows.get(4999));
    assertEquals(
        "5001\t0.000000007\tEN10MB\t3\t5\t-\t" + "ü".repeat(32_767) + "|\t020304", rows.get(5000));
  }
}
