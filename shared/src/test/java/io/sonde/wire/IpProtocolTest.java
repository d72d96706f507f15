// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and numbers, and the small values under every codec. */
class IpProtocolTest {
  // Numbers from the IANA registry.
  @ParameterizedTest
  @CsvSource({
    "1, icmp",
    "2, igmp",
    "6, tcp",
    "17, udp",
    "41, ipv6",
    "43, ipv6-route",
    "44, ipv6-frag",
    "47, gre",
    "50, esp",
    "51, ah",
    "58, ipv6-icmp",
    "59, ipv6-nonxt",
    "60, ipv6-opts",
    "132, sctp",
    "136, udplite",
    "143, ethernet"
  })
  void names(int number, String name) {
    assertEquals(name, IpProtocol.name(number));
    assertEquals(number, IpProtocol.number(name));
    assertEquals(number, IpProtocol.number(name.toUpperCase(java.util.Locale.ROOT)));
  }

  @Test
  void everyNumberSurvivesItsName() {
    for (int number = 0; number < 256; number++) {
      assertEquals(number, IpProtocol.number(IpProtocol.name(number)));
    }
    assertEquals("253", IpProtocol.name(253));
    assertEquals(IpProtocol.ICMPV6, IpProtocol.number("icmpv6"));
    for (String none : new String[] {"256", "999", "-1", "", "udp ", "1000", "x"}) {
      assertEquals(-1, IpProtocol.number(none), none);
    }
    assertTrue(IpProtocol.names().containsKey("icmpv6"));
  }

  @Test
  void fieldWidths() {
    FieldWidth.check("timeToLive", 0, 8);
    FieldWidth.check("timeToLive", 255, 8);
    FieldWidth.check("sequenceNumber", 0xffff_ffffL, 32);
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> FieldWidth.check("timeToLive", 256, 8));
    assertEquals("timeToLive (256) must be 0 to 255", thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> FieldWidth.check("timeToLive", -1, 8));
    assertThrows(
        IllegalArgumentException.class, () -> FieldWidth.check("identifier", 1L << 32, 32));
  }

  @Test
  void numbersAreBigEndianInEitherOrder() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ByteBuffer buffer = ByteBuffer.allocate(12).order(order);
      BigEndian.putLong(buffer, 1, 0x89abcdef_01234567L);
      assertEquals(0x89abcdef_01234567L, BigEndian.longBits(buffer, 1));
      assertEquals(0x89abcdefL, BigEndian.unsignedInt(buffer, 1));
      assertEquals(0x89abcdef, BigEndian.bits(buffer, 1));
      assertEquals(0xabcd, BigEndian.unsignedShort(buffer, 2));
      assertEquals(0xef, BigEndian.octet(buffer, 4));
      BigEndian.putInt(buffer, 0, 0xfedcba98L);
      BigEndian.putShort(buffer, 1, 0x11234);
      assertEquals("fe123498", Octets.take(buffer, 4).toString());
      assertThrows(
          IndexOutOfBoundsException.class, () -> BigEndian.unsignedShort(buffer.limit(5), 4));
    }
  }

  @Test
  void octetsAreValues() {
    byte[] source = {1, 2, (byte) 0xff};
    Octets octets = Octets.of(source);
    source[0] = 9;
    octets.toByteArray()[1] = 9;
    assertEquals(Octets.ofHex("01:02 FF"), octets);
    assertEquals(Octets.ofHex("0102ff").hashCode(), octets.hashCode());
    assertEquals("0102ff", octets.toString());
    assertEquals(0xff, octets.at(2));
    assertEquals("02", octets.slice(1, 2).toString());
    assertEquals(Octets.EMPTY, octets.slice(3, 3));
    ByteBuffer in = octets.buffer();
    assertTrue(in.isReadOnly());
    assertEquals("0102", Octets.take(in, 2).toString());
    assertEquals("ff", Octets.rest(in).toString());
    assertEquals(3, in.position());
    assertThrows(IndexOutOfBoundsException.class, () -> octets.at(3));
    assertThrows(IllegalArgumentException.class, () -> Octets.ofHex("012"));
  }

  @Test
  void malformedSaysWhereAndWhy() {
    MalformedPacketException thrown = new MalformedPacketException("IPv4 header", 4, 2, 1);
    assertEquals("IPv4 header at octet 4: needs 2 octets, 1 left", thrown.getMessage());
    assertEquals("IPv4 header", thrown.layer());
    assertEquals(4, thrown.offset());
    assertEquals(2, thrown.required());
    assertEquals(1, thrown.available());
    thrown = new MalformedPacketException("UDP header", 0, 1, 0);
    assertEquals("UDP header at octet 0: needs 1 octet, 0 left", thrown.getMessage());
    thrown = new MalformedPacketException("TCP header", 12, "header length 8, least 20");
    assertEquals("TCP header at octet 12: header length 8, least 20", thrown.getMessage());
    assertEquals(0, thrown.required());
  }
}
