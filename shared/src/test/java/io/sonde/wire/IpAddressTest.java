// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as octets, columns and text. */
class IpAddressTest {
  private static IpAddress ofHex(String hex) {
    return IpAddress.of(Octets.ofHex(hex).toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    // RFC 5952 section 4.1: no leading zeros; 4.3: lower case
    "20010db8000000000000000000000001, 2001:db8::1",
    "20010db8aaaabbbbccccddddeeee0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    // section 4.2.1: as short as possible
    "20010db8000000000000000000020001, 2001:db8::2:1",
    // section 4.2.2: one 16-bit 0 is not shortened
    "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
    "00000db8000100010001000100010001, 0:db8:1:1:1:1:1:1",
    "20010db8000100010001000100010000, 2001:db8:1:1:1:1:1:0",
    // section 4.2.3: the longest run, of equal ones the first
    "20010000000000010000000000000001, 2001:0:0:1::1",
    "20010db8000000000001000000000001, 2001:db8::1:0:0:1",
    "00000000000000000000000000000000, ::",
    "00000000000000000000000000000001, ::1",
    "20010db8000000000000000000000000, 2001:db8::",
    "00000000000100000000000000000000, 0:0:1::",
    "00000000000000010000000000000000, 0:0:0:1::",
    "00000001000100010001000100010001, 0:1:1:1:1:1:1:1",
    "fe80000000000000020000fffe000001, fe80::200:ff:fe00:1",
    // section 5: mixed notation where the prefix is known
    "00000000000000000000ffffc0000201, ::ffff:192.0.2.1",
    "000000000000000000000000c0000201, ::c000:201",
    "0064ff9b0000000000000000c0000201, 64:ff9b::c000:201",
    "ffffffffffffffffffffffffffffffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "c0000201, 192.0.2.1",
    "00000000, 0.0.0.0",
    "ffffffff, 255.255.255.255",
  })
  void text(String hex, String text) {
    assertEquals(text, ofHex(hex).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"c0000201", "20010db8000000010002000300040005", "ff7f"})
  void octetsBothWaysInBothByteOrders(String hex) {
    byte[] octets = Octets.ofHex(hex).toByteArray();
    if (octets.length == 2) {
      assertThrows(IllegalArgumentException.class, () -> IpAddress.of(octets));
      return;
    }
    IpAddress address = IpAddress.of(octets);
    IpFamily family = octets.length == 4 ? IpFamily.IPV4 : IpFamily.IPV6;
    assertArrayEquals(octets, address.toByteArray());
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ByteBuffer buffer = ByteBuffer.allocate(20).order(order).position(3);
      address.emit(buffer);
      assertEquals(3 + octets.length, buffer.position());
      assertEquals(order, buffer.order());
      assertEquals(Octets.of(octets), Octets.rest(buffer.flip().position(3)));
      assertEquals(address, IpAddress.at(family, buffer, 3));
      assertEquals(address, IpAddress.take(family, buffer.position(3)));
      assertEquals(3 + octets.length, buffer.position());
    }
  }

  @Test
  void columnsHoldBothFamilies() {
    IpAddress four = ofHex("c0000201");
    assertEquals(four, IpAddress.ofColumns(four.high(), four.low()));
    assertEquals(0xc0000201, four.ipv4Bits());
    IpAddress six = ofHex("20010db8000000000000ffffc0000201");
    assertEquals(six, IpAddress.ofColumns(six.high(), six.low()));
    // the same 128 bits as an IPv6 address are another address
    assertNotEquals(four, new IpAddress(IpFamily.IPV6, four.high(), four.low()));
    assertThrows(
        IllegalArgumentException.class, () -> new IpAddress(IpFamily.IPV4, 0, 0xc0000201L));
    assertThrows(
        IllegalArgumentException.class, () -> new IpAddress(IpFamily.IPV4, 1, IpAddress.MAPPED));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, true, false, false, false, false",
    "7f000001, false, true, false, false, false",
    "7fffffff, false, true, false, false, false",
    "80000000, false, false, false, false, false",
    "e0000001, false, false, true, false, false",
    "efffffff, false, false, true, false, false",
    "f0000000, false, false, false, false, false",
    "a9fe0101, false, false, false, true, false",
    "a9ff0101, false, false, false, false, false",
    "00000000000000000000000000000000, true, false, false, false, false",
    "00000000000000000000000000000001, false, true, false, false, false",
    "00000000000000000000ffff7f000001, false, false, false, false, false",
    "fe800000000000000000000000000001, false, false, false, true, true",
    "febf0000000000000000000000000001, false, false, false, true, true",
    "fec00000000000000000000000000001, false, false, false, false, false",
    "ff010000000000000000000000000001, false, false, true, false, true",
    "ff020000000000000000000000000001, false, false, true, false, true",
    "ff320000000000000000000000000001, false, false, true, false, true",
    "ff050000000000000000000000000001, false, false, true, false, false",
    "ff0e0000000000000000000000000001, false, false, true, false, false",
  })
  void kinds(
      String hex,
      boolean unspecified,
      boolean loopback,
      boolean multicast,
      boolean linkLocal,
      boolean scope) {
    IpAddress address = ofHex(hex);
    assertEquals(unspecified, address.isUnspecified());
    assertEquals(loopback, address.isLoopback());
    assertEquals(multicast, address.isMulticast());
    assertEquals(linkLocal, address.isLinkLocal());
    assertEquals(scope, address.needsScope());
  }

  @Test
  void unspecifiedOfEachFamily() {
    assertEquals("0.0.0.0", IpAddress.any(IpFamily.IPV4).toString());
    assertEquals("::", IpAddress.any(IpFamily.IPV6).toString());
  }
}
