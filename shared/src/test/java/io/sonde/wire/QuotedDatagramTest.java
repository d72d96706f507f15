// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotes of every length, and with headers that lie. */
class QuotedDatagramTest {
  private static final int OFFSET = 1500;

  static List<String> names() {
    return Fixtures.names();
  }

  /** The octets in the middle of a direct buffer, with other octets around them. */
  private static ByteBuffer placed(ByteBuffer quote) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0x45);
    }
    buffer.put(OFFSET, quote, quote.position(), quote.remaining());
    return buffer.position(7);
  }

  @ParameterizedTest
  @CsvSource({
    "udp4, 17, 20, 9",
    "udp6, 17, 40, 3",
    "tcp4-syn, 6, 20, 64",
    "ipv4-record, 6, 52, 64",
    "ipv4-fragment, 17, -1, 64",
    "ipv6-options, 17, 72, 64",
    "ipv6-segments, 6, 80, 64",
    "ipv6-fragment, 17, 48, 64",
    "ipv6-last-fragment, 17, -1, 64",
    "ipv4-evil, 253, -1, 64",
  })
  void findsTheTransportHeader(String name, int protocol, int offset, int timeToLive) {
    ByteBuffer quote = Fixtures.packet(name);
    int length = quote.remaining();
    ByteBuffer buffer = placed(quote);
    assertEquals(protocol, QuotedDatagram.protocol(buffer, OFFSET, length));
    assertEquals(timeToLive, QuotedDatagram.timeToLive(buffer, OFFSET, length));
    int expected = offset < 0 ? -1 : OFFSET + offset;
    assertEquals(expected, QuotedDatagram.transportOffset(buffer, OFFSET, length));
    assertEquals(7, buffer.position());
    QuotedDatagram read = QuotedDatagram.parse(quote);
    assertEquals(offset, read.transportOffset());
    assertEquals(protocol, read.protocol());
    int transport = offset < 0 ? 0 : length - offset;
    assertEquals(transport, read.transport().length());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCutGivesWhatIsThere(String name) {
    ByteBuffer packet = Fixtures.packet(name);
    int whole = packet.remaining();
    int transport = QuotedDatagram.transportOffset(packet, 0, whole);
    QuotedDatagram all = QuotedDatagram.parse(packet.duplicate());
    boolean ipv4 = all.family() == IpFamily.IPV4;
    int addresses = ipv4 ? 20 : 40;
    for (int length = 0; length <= whole; length++) {
      // the limit is right behind the quote: a read beyond it would throw
      ByteBuffer cut = packet.slice(0, length);
      QuotedDatagram read = QuotedDatagram.parse(cut.duplicate());
      assertEquals(length > 0 ? all.family() : null, read.family());
      assertEquals(length >= addresses ? all.source() : null, read.source());
      assertEquals(length >= addresses ? all.destination() : null, read.destination());
      int expected = transport >= 0 && length > transport ? transport : -1;
      assertEquals(expected, read.transportOffset(), name + " " + length);
      assertEquals(length < (ipv4 ? 9 : 8), QuotedDatagram.timeToLive(cut, 0, length) < 0);
      assertEquals(length < (ipv4 ? 10 : 7), read.protocol() < 0);
      assertEquals(length, read.octets().length());
    }
  }

  @Test
  void headerLengthThatLies() {
    ByteBuffer quote = Fixtures.packet("udp4");
    for (int units : new int[] {0, 4, 15}) {
      BigEndian.putOctet(quote, 0, 0x40 | units);
      QuotedDatagram read = QuotedDatagram.parse(quote.duplicate());
      assertEquals(-1, read.transportOffset());
      assertEquals(17, read.protocol());
      assertNull(read.ipv4());
      assertEquals("198.51.100.7", String.valueOf(read.destination()));
      assertEquals(Octets.EMPTY, read.transport());
    }
    // 15 units of which all are there: options of zeros
    ByteBuffer full = ByteBuffer.allocate(64).put(quote.duplicate()).clear();
    assertEquals(60, QuotedDatagram.parse(full.duplicate()).transportOffset());
  }

  @Test
  void flagsInTheHostsByteOrderAreNoFragment() {
    ByteBuffer quote = Fixtures.packet("udp4");
    BigEndian.putShort(quote, 6, 0x0040);
    assertEquals(20, QuotedDatagram.transportOffset(quote, 0, quote.limit()));
    BigEndian.putShort(quote, 6, 0x0041);
    assertEquals(-1, QuotedDatagram.transportOffset(quote, 0, quote.limit()));
  }

  @Test
  void otherVersionsGiveNothing() {
    for (int version : new int[] {0, 5, 7, 15}) {
      ByteBuffer quote = Fixtures.packet("udp4");
      BigEndian.putOctet(quote, 0, version << 4 | 5);
      QuotedDatagram read = QuotedDatagram.parse(quote);
      assertNull(read.family());
      assertNull(read.source());
      assertEquals(-1, read.protocol());
      assertEquals(-1, read.transportOffset());
    }
  }

  @Test
  void addressesComeAsColumns() {
    ByteBuffer four = placed(Fixtures.packet("udp4"));
    assertEquals(0, QuotedDatagram.sourceHigh(four, OFFSET));
    assertEquals(0xffff_c0000201L, QuotedDatagram.sourceLow(four, OFFSET));
    assertEquals(0, QuotedDatagram.destinationHigh(four, OFFSET));
    assertEquals(0xffff_c6336407L, QuotedDatagram.destinationLow(four, OFFSET));
    ByteBuffer six = placed(Fixtures.packet("udp6"));
    assertEquals(0x20010db8_00000000L, QuotedDatagram.sourceHigh(six, OFFSET));
    assertEquals(1, QuotedDatagram.sourceLow(six, OFFSET));
    assertEquals(0x20010db8_00010000L, QuotedDatagram.destinationHigh(six, OFFSET));
    assertEquals(7, QuotedDatagram.destinationLow(six, OFFSET));
  }
}
