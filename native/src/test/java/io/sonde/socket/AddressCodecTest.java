// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.linux.Sockaddr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Structs as a Linux kernel (x86-64) wrote them for getsockname of sockets that CPython had bound,
 * read through ctypes; the one with flow label and scope follows RFC 3493 section 3.3.
 */
class AddressCodecTest {
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(Sockaddr.STORAGE + 8).order(ByteOrder.nativeOrder());

  static Arguments[] structs() {
    return new Arguments[] {
      Arguments.of(SocketAddr.inet4("127.0.0.1", 4660), "020012347f0000010000000000000000"),
      Arguments.of(
          SocketAddr.inet6("::1", 4661),
          "0a001235000000000000000000000000000000000000000100000000"),
      Arguments.of(
          SocketAddr.inet6("fe80::1", 80, 0xabcde, 2),
          "0a000050000abcdefe80000000000000000000000000000102000000"),
      Arguments.of(SocketAddr.unixUnnamed(), "0100"),
      Arguments.of(SocketAddr.unix("/run/sockk/x"), "01002f72756e2f736f636b6b2f7800"),
      Arguments.of(
          SocketAddr.unixAbstract(new byte[] {'a', (byte) 0xff, 0, 'b'}), "01000061ff0062"),
      Arguments.of(
          new SocketAddr.Packet(1, 0x0800, 772, 0, new byte[6]),
          "110008000100000004030006000000000000"),
      Arguments.of(SocketAddr.netlink(0x12345678, 5), "100000007856341205000000"),
      Arguments.of(new SocketAddr.Other(40, new byte[] {1, 2, 3}), "2800010203"),
    };
  }

  @ParameterizedTest
  @MethodSource("structs")
  void structIsRead(SocketAddr address, String hex) {
    byte[] octets = HexFormat.of().parseHex(hex);
    buffer.put(4, octets);
    assertEquals(address, AddressCodec.decode(buffer, 4, octets.length, false));
  }

  @ParameterizedTest
  @MethodSource("structs")
  void structIsWritten(SocketAddr address, String hex) {
    byte[] octets = new byte[AddressCodec.encode(address, buffer, 4)];
    buffer.get(4, octets);
    // a sockaddr_ll is at least 20 octets
    assertEquals(
        address instanceof SocketAddr.Packet ? hex + "0000" : hex,
        HexFormat.of().formatHex(octets));
  }

  @Test
  void noAddressIsNoneOrUnnamed() {
    assertNull(AddressCodec.decode(buffer, 0, 0, false));
    assertEquals(SocketAddr.unixUnnamed(), AddressCodec.decode(buffer, 0, 0, true));
  }

  @Test
  void shortStructsAreKept() {
    for (int family : new int[] {2, 10, 17, 16}) {
      buffer.putShort(0, (short) family);
      assertEquals(
          new SocketAddr.Other(family, new byte[3]), AddressCodec.decode(buffer, 0, 5, false));
    }
  }

  @Test
  void pathOf108OctetsHasNoNul() {
    byte[] path = "x".repeat(108).getBytes(StandardCharsets.US_ASCII);
    buffer.putShort(0, (short) 1);
    buffer.put(2, path);
    assertEquals(
        SocketAddr.Unix.fromKernel(false, path), AddressCodec.decode(buffer, 0, 110, false));
  }

  @Test
  void textIsShort() {
    assertEquals("[fe80::1%2]:80", SocketAddr.inet6("fe80::1%2", 80).toString());
    assertEquals("[::ffff:1.2.3.4]:0", SocketAddr.inet6("::ffff:1.2.3.4", 0).toString());
    assertEquals("@name", SocketAddr.unixAbstract("name").toString());
    assertEquals("0.0.0.0:0", SocketAddr.inet4("", 0).toString());
    assertEquals(
        "if2 0x0800 02:00:5e:00:53:01",
        SocketAddr.packet(2, 0x800, new byte[] {2, 0, 0x5e, 0, 0x53, 1}).toString());
  }

  @Test
  void malformedTextIsRefused() {
    for (String text : new String[] {"127.1", "1.2.3", "01.2.3.4", "1.2.3.4 ", "::1"}) {
      assertThrows(IllegalArgumentException.class, () -> SocketAddr.inet4(text, 0), text);
    }
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.inet6("fe80::1%2", 0, 0, 3));
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.inet6("fe80::1%nosuch0", 0));
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.inet4("192.0.2.1", 65536));
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.inet6("::", 0, 0x100000, 0));
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.unix("x".repeat(108)));
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.unix(new byte[] {'a', 0}));
    assertThrows(IllegalArgumentException.class, () -> SocketAddr.unixAbstract("x".repeat(108)));
  }
}
