// SPDX-License-Identifier: Apache-2.0
package io.sonde.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureInputTest {
  @ParameterizedTest
  @CsvSource({
    "micro-big.pcap, PCAP",
    "kuznetsov.pcap, PCAP",
    "sections-big.pcapng, PCAPNG",
    "xxd.hex, HEX",
    "lines.hex, HEX",
    "tshark-x.hex, HEX",
    "micro-big.tsv, HEX"
  })
  void formatByContent(String file, CaptureFormat expected) throws IOException {
    byte[] octets = CaptureFiles.octets(file);
    try (CaptureInput input = CaptureInput.open(CaptureFiles.inDrops(octets, 1), "in")) {
      assertEquals(expected, input.format());
      assertArrayEquals(octets, input.stream().readAllBytes());
    }
  }

  @Test
  void jsonIsTheCallersMatter() throws IOException {
    byte[] octets = " \n{\"event\":\"packet\"}\n".getBytes(StandardCharsets.UTF_8);
    try (CaptureInput input = CaptureReaderTest.open(octets)) {
      assertEquals(CaptureFormat.JSON_LINES, input.format());
      assertThrows(IllegalStateException.class, () -> input.reader(HexReader.GUESS));
      assertEquals(' ', input.stream().read());
      assertEquals('\n', input.stream().read());
      assertEquals(octets.length - 2, input.stream().readAllBytes().length);
    }
  }

  /** Names as libpcap 1.10 has them. */
  @ParameterizedTest
  @CsvSource({"0, NULL", "1, EN10MB", "101, RAW", "147, USER0", "276, LINUX_SLL2", "289, ATSC_ALP"})
  void linkTypes(int number, String name) {
    assertEquals(name, LinkType.name(number));
    assertEquals(OptionalInt.of(number), LinkType.number(name));
    assertEquals(OptionalInt.of(number), LinkType.number(Integer.toString(number)));
  }

  @Test
  void linkTypesWithoutAName() {
    assertEquals("2", LinkType.name(2));
    assertEquals("65535", LinkType.name(65535));
    assertEquals("-1", LinkType.name(-1));
    assertEquals(OptionalInt.of(65535), LinkType.number("65535"));
    assertEquals(OptionalInt.empty(), LinkType.number("65536"));
    assertEquals(OptionalInt.empty(), LinkType.number("en10mb"));
    assertEquals(OptionalInt.empty(), LinkType.number(""));
    assertEquals(OptionalInt.empty(), LinkType.number("-1"));
  }
}
