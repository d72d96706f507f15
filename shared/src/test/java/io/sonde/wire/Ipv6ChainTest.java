// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chains of IPv6 extension headers. */
class Ipv6ChainTest {
  private static final IpAddress B6 = new IpAddress(IpFamily.IPV6, 0x20010db8_00010000L, 7);
  private static final IpAddress C6 = new IpAddress(IpFamily.IPV6, 0x20010db8_00020000L, 9);

  @ParameterizedTest
  @CsvSource({
    "udp6, REACHED, 17, 40",
    "ipv6-options, REACHED, 17, 72",
    "ipv6-unknown-option, REACHED, 59, 56",
    "ipv6-route-0, REACHED, 17, 80",
    "ipv6-segments, REACHED, 6, 80",
    "ipv6-fragment, REACHED, 17, 48",
    "ipv6-last-fragment, LATER_FRAGMENT, 17, 48",
    "ipv6-authentication, REACHED, 17, 64",
    "ipv6-esp, REACHED, 50, 48",
  })
  void findsTheUpperLayer(String name, Ipv6Chain.End end, int protocol, int offset) {
    ByteBuffer packet = Fixtures.packet(name);
    int next = Ipv6Header.nextHeaderAt(packet, 0);
    long walk = Ipv6Chain.walk(packet, next, Ipv6Header.LENGTH, packet.limit());
    assertEquals(end, Ipv6Chain.end(walk));
    assertEquals(protocol, Ipv6Chain.protocol(walk));
    assertEquals(offset, Ipv6Chain.offset(walk));
    Ipv6Chain chain = Ipv6Chain.parse(next, packet.position(Ipv6Header.LENGTH));
    assertEquals(end, chain.end());
    assertEquals(protocol, chain.protocol());
    assertEquals(offset, packet.position());
    assertEquals(name.contains("fragment"), chain.isFragment());
  }

  @ParameterizedTest
  @CsvSource({"ipv6-options", "ipv6-segments", "ipv6-authentication"})
  void cutChainEndsAtTheHeaderThatIsNotWhole(String name) {
    ByteBuffer packet = Fixtures.packet(name);
    int next = Ipv6Header.nextHeaderAt(packet, 0);
    int end = Ipv6Chain.offset(Ipv6Chain.walk(packet, next, Ipv6Header.LENGTH, packet.limit()));
    for (int limit = Ipv6Header.LENGTH; limit < end; limit++) {
      ByteBuffer cut = packet.slice(0, limit);
      long walk = Ipv6Chain.walk(cut, next, Ipv6Header.LENGTH, limit);
      assertEquals(Ipv6Chain.End.TRUNCATED, Ipv6Chain.end(walk));
      assertTrue(Ipv6Extension.isWalked(Ipv6Chain.protocol(walk)));
      Ipv6Chain chain = Ipv6Chain.parse(next, cut.position(Ipv6Header.LENGTH));
      assertEquals(Ipv6Chain.End.TRUNCATED, chain.end());
      assertEquals(cut.position(), Ipv6Chain.offset(walk));
    }
  }

  @Test
  void endlessChainIsLeft() {
    ByteBuffer in = ByteBuffer.allocate(8 * 100);
    for (int at = 0; at < in.limit(); at += 8) {
      BigEndian.putOctet(in, at, IpProtocol.DESTINATION_OPTIONS);
    }
    long walk = Ipv6Chain.walk(in, IpProtocol.DESTINATION_OPTIONS, 0, in.limit());
    assertEquals(Ipv6Chain.End.TOO_MANY, Ipv6Chain.end(walk));
    assertEquals(8 * Ipv6Chain.MAXIMUM_HEADERS, Ipv6Chain.offset(walk));
    Ipv6Chain chain = Ipv6Chain.parse(IpProtocol.DESTINATION_OPTIONS, in);
    assertEquals(Ipv6Chain.End.TOO_MANY, chain.end());
    assertEquals(Ipv6Chain.MAXIMUM_HEADERS, chain.headers().size());
  }

  @Test
  void routingHeadersTellTheFinalDestination() throws Exception {
    for (String name : List.of("ipv6-route-0", "ipv6-segments")) {
      ByteBuffer in = Fixtures.packet(name);
      Ipv6Header header = Ipv6Header.parse(in);
      Ipv6Chain chain = Ipv6Chain.parse(header.nextHeader(), in);
      assertEquals(C6, chain.finalDestination(header.destination()), name);
      Ipv6RoutingHeader routing = (Ipv6RoutingHeader) chain.headers().get(0);
      Ipv6RoutingHeader done =
          new Ipv6RoutingHeader(
              routing.nextHeader(),
              routing.headerExtensionLength(),
              routing.routingType(),
              0,
              routing.data());
      assertEquals(B6, done.finalDestination(B6), name);
    }
  }

  @Test
  void derivedLengthAndNextHeaderEqualTheOracles() {
    for (String name :
        List.of("ipv6-options", "ipv6-route-0", "ipv6-segments", "ipv6-authentication")) {
      ByteBuffer in = Fixtures.packet(name);
      int next = Ipv6Header.nextHeaderAt(in, 0);
      Ipv6Chain chain = Ipv6Chain.parse(next, in.position(Ipv6Header.LENGTH));
      ByteBuffer out = ByteBuffer.allocate(100);
      for (Ipv6Extension header : chain.headers()) {
        blank(header).emit(out, header.nextHeader(), Derived.ALL);
      }
      Octets expected = Octets.rest(in.duplicate().flip().position(Ipv6Header.LENGTH));
      assertEquals(expected, Octets.rest(out.flip()), name);
    }
  }

  private static Ipv6Extension blank(Ipv6Extension header) {
    if (header instanceof Ipv6OptionsHeader options) {
      return new Ipv6OptionsHeader(options.type(), 255, 255, options.options());
    }
    if (header instanceof Ipv6RoutingHeader routing) {
      return new Ipv6RoutingHeader(
          255, 255, routing.routingType(), routing.segmentsLeft(), routing.data());
    }
    AuthenticationHeader authentication = (AuthenticationHeader) header;
    return new AuthenticationHeader(
        255,
        255,
        authentication.reserved(),
        authentication.securityParametersIndex(),
        authentication.sequenceNumber(),
        authentication.integrityCheckValue());
  }

  @Test
  void missingPaddingIsWritten() throws Exception {
    // 2 + 3, 2 + 4, 2 + 5 … octets: PadN of 1 …, Pad1, nothing
    for (int length = 0; length < 20; length++) {
      Octets data = Octets.of(new byte[length]);
      Ipv6OptionsHeader header =
          new Ipv6OptionsHeader(0, 59, 0, List.of(new UnknownIpv6Option(0x3e, data)));
      ByteBuffer out = ByteBuffer.allocate(64);
      header.emit(out, 59, Set.of(Derived.LENGTH));
      assertEquals(header.length(), out.flip().remaining());
      Ipv6OptionsHeader read = Ipv6OptionsHeader.parse(0, out, false);
      assertFalse(out.hasRemaining());
      assertEquals(header.options().get(0), read.options().get(0));
    }
  }

  @Test
  void routingDataWithoutTheirTypesShapeAreKept() throws Exception {
    // type 0 with half an address; type 4 whose last entry is beyond the header
    for (String hex :
        List.of(
            "3b 01 00 01 00000000 20010db8 00000000",
            "3b 02 04 01 05000000 20010db8000000000000000000000001",
            "3b 00 fe 01 01020304")) {
      Octets octets = Octets.ofHex(hex);
      Ipv6RoutingHeader header = Ipv6RoutingHeader.parse(octets.buffer());
      assertTrue(header.data() instanceof Ipv6RoutingHeader.UnknownData);
      assertEquals(B6, header.finalDestination(B6));
      ByteBuffer out = ByteBuffer.allocate(64);
      header.emit(out);
      assertEquals(octets, Octets.rest(out.flip()));
    }
  }
}
