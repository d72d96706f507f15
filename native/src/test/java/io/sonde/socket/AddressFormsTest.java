// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an address may look like: S9, and how it prints. */
class AddressFormsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"127.1", "1.2.3", "01.2.3.4", "1.2.3.256", "1.2.3.4.5", "a", "1.2.3.", " 1.2.3.4"})
  void s9MalformedLiteralsOfIpv4AreRefused(String literal) {
    Expect.illegal(() -> SocketAddr.inet4(literal, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {":::", "1::2::3", "2001:db8", "g::", "::1%", "[::1]", "1.2.3.4"})
  void s9MalformedLiteralsOfIpv6AreRefused(String literal) {
    Expect.illegal(() -> SocketAddr.inet6(literal, 1));
  }

  @Test
  void s9NumbersHaveRanges() {
    Expect.illegal(() -> SocketAddr.inet4("192.0.2.1", -1));
    Expect.illegal(() -> SocketAddr.inet4("192.0.2.1", 65536));
    Expect.illegal(() -> SocketAddr.inet6("2001:db8::1", 65536));
    Expect.illegal(() -> SocketAddr.inet6("2001:db8::1", 1, -1, 0));
    Expect.illegal(() -> SocketAddr.inet6("2001:db8::1", 1, 0x100000, 0));
    assertEquals(65535, SocketAddr.inet4("192.0.2.1", 65535).port());
    assertEquals(0xfffff, SocketAddr.inet6("2001:db8::1", 1, 0xfffff, 0).flowInfo());
  }

  @Test
  void s9UnixNamesHaveALength() {
    assertEquals(107, SocketAddr.unix("/" + "x".repeat(106)).bytes().length);
    Expect.illegal(() -> SocketAddr.unix("/" + "x".repeat(107)));
    Expect.illegal(() -> SocketAddr.unix("/a\0b"));
    Expect.illegal(() -> SocketAddr.unix(new byte[] {'/', 0}));
    assertEquals(107, SocketAddr.unixAbstract("x".repeat(107)).bytes().length);
    Expect.illegal(() -> SocketAddr.unixAbstract("x".repeat(108)));
    Expect.illegal(() -> SocketAddr.unix("/" + "é".repeat(54)));
  }

  @Test
  void s9ShortFormsOfPython() {
    assertEquals("0.0.0.0:7", SocketAddr.inet4("", 7).toString());
    assertEquals("255.255.255.255:7", SocketAddr.inet4("<broadcast>", 7).toString());
  }

  @Test
  void addressesPrintAsPeopleWriteThem() {
    assertEquals("192.0.2.1:80", SocketAddr.inet4("192.0.2.1", 80).toString());
    assertEquals("[2001:db8::1]:80", SocketAddr.inet6("2001:db8:0::1", 80).toString());
    assertEquals("[fe80::1%2]:80", SocketAddr.inet6("fe80::1", 80, 0, 2).toString());
    assertEquals("[fe80::1%2]:80", SocketAddr.inet6("fe80::1%2", 80).toString());
    assertEquals("/run/x", SocketAddr.unix(Path.of("/run/x")).toString());
    assertEquals("@name", SocketAddr.unixAbstract("name").toString());
  }

  @Test
  void addressesAreValues() throws UnknownHostException {
    assertEquals(SocketAddr.inet4("192.0.2.1", 80), SocketAddr.inet4("192.0.2.1", 80));
    assertNotEquals(SocketAddr.inet4("192.0.2.1", 80), SocketAddr.inet4("192.0.2.1", 81));
    SocketAddr.Unix name = SocketAddr.unix("/run/x");
    assertEquals(name, SocketAddr.unix("/run/x".getBytes(UTF_8)));
    assertEquals(name.hashCode(), SocketAddr.unix(Path.of("/run/x")).hashCode());
    assertNotEquals(SocketAddr.unixAbstract("x"), SocketAddr.unix("x"));
    assertEquals(
        SocketAddr.packet(1, 3, new byte[] {1, 2}), SocketAddr.packet(1, 3, new byte[] {1, 2}));
    assertEquals(-1, name.port());
    assertEquals(-1, SocketAddr.netlink(0, 1).port());
    assertEquals(AddressFamily.PACKET, SocketAddr.packet(1, 3).family());
    InetSocketAddress java =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 80);
    assertEquals(SocketAddr.inet4("192.0.2.1", 80), SocketAddr.of(java));
  }

  @Test
  void valuesCannotBeChangedFromOutside() {
    byte[] octets = {'/', 'a'};
    SocketAddr.Unix name = SocketAddr.unix(octets);
    octets[1] = 'b';
    name.bytes()[1] = 'c';
    assertArrayEquals(new byte[] {'/', 'a'}, name.bytes());
    byte[] hardware = {1, 2, 3, 4, 5, 6};
    SocketAddr.Packet packet = SocketAddr.packet(1, 3, hardware);
    hardware[0] = 9;
    packet.hardwareAddress()[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, packet.hardwareAddress());
  }

  @Test
  void s10KindsOfUnixNames() {
    assertTrue(SocketAddr.unixUnnamed().isUnnamed());
    assertFalse(SocketAddr.unixUnnamed().isAbstract());
    assertTrue(SocketAddr.unixAbstract("").isAbstract());
    assertFalse(SocketAddr.unix("/x").isAbstract());
  }

  @Test
  @SuppressWarnings("NullAway") // on purpose
  void nullIsRefusedAtOnce() {
    assertThrows(NullPointerException.class, () -> SocketAddr.inet4(null, 1));
    assertThrows(NullPointerException.class, () -> SocketAddr.unix((byte[]) null));
  }
}
