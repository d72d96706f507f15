// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options of the IPv4, IPv6 and TCP headers: their values against the oracle's octets. */
class OptionsTest {
  private static final IpAddress A4 = IpAddress.ofIpv4(0xc0000201);
  private static final IpAddress C4 = IpAddress.ofIpv4(0xcb007105);
  private static final IpAddress D4 = IpAddress.ofIpv4(0xcb007109);
  private static final IpAddress C6 = new IpAddress(IpFamily.IPV6, 0x20010db8_00020000L, 9);
  private static final Ipv4Option.EndOfOptions END = new Ipv4Option.EndOfOptions(Octets.EMPTY);

  private static List<Ipv4Option> ipv4(String name) throws MalformedPacketException {
    return Ipv4Header.parse(Fixtures.packet(name)).options();
  }

  @Test
  void looseSourceRouteStillToGo() throws Exception {
    Ipv4Header header = Ipv4Header.parse(Fixtures.packet("ipv4-route"));
    Ipv4Option.Route route =
        new Ipv4Option.Route(Ipv4Option.LOOSE_SOURCE_ROUTE, 4, List.of(C4, D4));
    assertEquals(List.of(new Ipv4Option.NoOperation(), route), header.options());
    assertEquals(List.of(), route.passed());
    assertEquals(D4, header.finalDestination());
  }

  @Test
  void strictSourceRouteAtItsEnd() throws Exception {
    Ipv4Header header = Ipv4Header.parse(Fixtures.packet("ipv4-route-done"));
    Ipv4Option.Route route =
        new Ipv4Option.Route(Ipv4Option.STRICT_SOURCE_ROUTE, 12, List.of(C4, D4));
    assertEquals(List.of(route, END), header.options());
    assertEquals(List.of(C4, D4), route.passed());
    assertEquals(header.destination(), header.finalDestination());
  }

  @Test
  void recordRouteAlertAndProbes() throws Exception {
    Ipv4Option.Route route =
        new Ipv4Option.Route(
            Ipv4Option.RECORD_ROUTE, 8, List.of(C4, IpAddress.ANY_IPV4, IpAddress.ANY_IPV4));
    assertEquals(List.of(C4), route.passed());
    assertEquals(
        List.of(
            route,
            new Ipv4Option.RouterAlert(0),
            new Ipv4Option.PathMtu(Ipv4Option.MTU_PROBE, 1500),
            new Ipv4Option.PathMtu(Ipv4Option.MTU_REPLY, 576),
            new Ipv4Option.StreamIdentifier(77),
            END),
        ipv4("ipv4-record"));
  }

  @Test
  void timeStampsOfEachFlag() throws Exception {
    assertEquals(
        List.of(
            new Ipv4TimestampOption(
                13,
                15,
                Ipv4TimestampOption.STAMPS_ONLY,
                List.of(
                    new Ipv4TimestampOption.Entry(null, 1),
                    new Ipv4TimestampOption.Entry(null, Ipv4TimestampOption.NOT_STANDARD | 2))),
            new Ipv4TimestampOption(
                13,
                2,
                Ipv4TimestampOption.WITH_ADDRESSES,
                List.of(new Ipv4TimestampOption.Entry(C4, 86_399_999))),
            new Ipv4TimestampOption(
                5,
                0,
                Ipv4TimestampOption.PRESPECIFIED,
                List.of(new Ipv4TimestampOption.Entry(D4, 0)))),
        ipv4("ipv4-stamps"));
  }

  @Test
  void rareOptions() throws Exception {
    assertEquals(
        List.of(
            new Ipv4Option.Security(0, Octets.ofHex("5d 0001 0002 616263")),
            new Ipv4Option.Traceroute(7, 3, 0xffff, A4),
            new Ipv4Option.QuickStart(8, 5, 64, 0x12345678),
            new UnknownIpv4Option(94, Octets.ofHex("ffee")),
            new Ipv4Option.NoOperation()),
        ipv4("ipv4-rare"));
  }

  @Test
  void tcpOptions() throws Exception {
    ByteBuffer rare = Fixtures.packet("tcp4-rare");
    Ipv4Header.parse(rare);
    assertEquals(
        List.of(
            new TcpOption.Md5Signature(Octets.ofHex("000102030405060708090a0b0c0d0e0f")),
            new TcpOption.UserTimeout(true, 5),
            new TcpOption.EndOfOptions(Octets.of((byte) 0))),
        TcpHeader.parse(rare).options());
    // RFC 5925 section 2.2 and RFC 8684 section 3.1, written out by hand
    assertEquals(
        new TcpOption.Authentication(61, 84, Octets.ofHex("aabb")),
        TcpOption.parse(TcpOption.AUTHENTICATION, Octets.ofHex("3d54aabb")));
    assertEquals(
        new TcpOption.Multipath(0, 1, Octets.ofHex("81")),
        TcpOption.parse(TcpOption.MULTIPATH, Octets.ofHex("0181")));
    assertEquals(
        new UnknownTcpOption(254, Octets.ofHex("f989")),
        TcpOption.parse(254, Octets.ofHex("f989")));
  }

  @Test
  void ipv6Options() throws Exception {
    ByteBuffer in = Fixtures.packet("ipv6-options").position(Ipv6Header.LENGTH);
    Ipv6Chain chain = Ipv6Chain.parse(IpProtocol.HOP_BY_HOP, in);
    assertEquals(
        List.of(
            new Ipv6OptionsHeader(
                IpProtocol.HOP_BY_HOP,
                60,
                0,
                List.of(new Ipv6Option.RouterAlert(1), new Ipv6Option.PadN(Octets.EMPTY))),
            new Ipv6OptionsHeader(
                IpProtocol.DESTINATION_OPTIONS,
                17,
                2,
                List.of(
                    new Ipv6Option.PadN(Octets.ofHex("0000")), new Ipv6Option.HomeAddress(C6)))),
        chain.headers());
    in = Fixtures.packet("ipv6-unknown-option").position(Ipv6Header.LENGTH);
    assertEquals(
        List.of(
            new UnknownIpv6Option(0x1e, Octets.ofHex("736f6e6465")),
            new Ipv6Option.Pad1(),
            new Ipv6Option.PadN(Octets.ofHex("000000")),
            new Ipv6Option.Pad1()),
        Ipv6OptionsHeader.parse(IpProtocol.HOP_BY_HOP, in, false).options());
    assertEquals(
        new Ipv6Option.JumboPayload(70_000),
        Ipv6Option.parse(Ipv6Option.JUMBO_PAYLOAD, Octets.ofHex("00011170")));
  }

  @Test
  void everyNumberSurvivesWithAnyData() {
    for (int number = 0; number < 256; number++) {
      for (int length = 0; length < 18; length++) {
        byte[] data = new byte[length];
        java.util.Arrays.fill(data, (byte) (length * 37));
        ByteBuffer out = ByteBuffer.allocate(64);
        if (number > 1) {
          Ipv4Option ipv4 = Ipv4Option.parse(number, Octets.of(data));
          ipv4.emit(out);
          assertEquals(number, ipv4.type());
          assertEquals(ipv4.length(), out.position());
          assertOctets(number, 2 + length, data, out);
          TcpOption tcp = TcpOption.parse(number, Octets.of(data));
          tcp.emit(out);
          assertEquals(number, tcp.kind());
          assertEquals(tcp.length(), out.position());
          assertOctets(number, 2 + length, data, out);
        }
        if (number > 0) {
          Ipv6Option ipv6 = Ipv6Option.parse(number, Octets.of(data));
          ipv6.emit(out);
          assertEquals(number, ipv6.type());
          assertEquals(ipv6.length(), out.position());
          assertOctets(number, length, data, out);
        }
      }
    }
  }

  private static void assertOctets(int number, int length, byte[] data, ByteBuffer out) {
    ByteBuffer expected = ByteBuffer.allocate(64);
    expected.put((byte) number).put((byte) length).put(data);
    assertEquals(Octets.rest(expected.flip()), Octets.rest(out.flip()));
    out.clear();
  }

  @Test
  void optionThatLiesIsMalformedOrKept() throws Exception {
    // length 0, length 1, longer than the area, no room for a length
    for (String lie : List.of("01 44 00 00", "01 44 01 00", "01 44 04 00", "01 01 01 44")) {
      ByteBuffer in = Octets.ofHex(lie).buffer();
      assertThrows(
          MalformedPacketException.class, () -> Ipv4Option.parseAll(in.duplicate(), false));
      assertThrows(MalformedPacketException.class, () -> TcpOption.parseAll(in.duplicate(), false));
      ByteBuffer out = ByteBuffer.allocate(8);
      List<Ipv4Option> kept = Ipv4Option.parseAll(in.duplicate(), true);
      kept.forEach(option -> option.emit(out));
      assertTrue(kept.get(kept.size() - 1) instanceof Ipv4Option.Unreadable);
      assertEquals(Octets.ofHex(lie), Octets.rest(out.flip()));
      out.clear();
      List<TcpOption> keptTcp = TcpOption.parseAll(in.duplicate(), true);
      keptTcp.forEach(option -> option.emit(out));
      assertTrue(keptTcp.get(keptTcp.size() - 1) instanceof TcpOption.Unreadable);
      assertEquals(Octets.ofHex(lie), Octets.rest(out.flip()));
    }
    for (String lie : List.of("00 05 03 00", "00 00 00 05", "01 00 c2 ff")) {
      ByteBuffer in = Octets.ofHex(lie).buffer();
      assertThrows(
          MalformedPacketException.class, () -> Ipv6Option.parseAll(in.duplicate(), false));
      ByteBuffer out = ByteBuffer.allocate(8);
      List<Ipv6Option> kept = Ipv6Option.parseAll(in.duplicate(), true);
      kept.forEach(option -> option.emit(out));
      assertTrue(kept.get(kept.size() - 1) instanceof Ipv6Option.Unreadable);
      assertEquals(Octets.ofHex(lie), Octets.rest(out.flip()));
    }
  }

  @Test
  void messageCountsFromTheHeader() {
    MalformedPacketException thrown =
        assertThrows(
            MalformedPacketException.class,
            () -> Ipv4Option.parseAll(Octets.ofHex("01 44 01 00").buffer(), false));
    assertEquals("IPv4 option at octet 21: length 1, least 2", thrown.getMessage());
    thrown =
        assertThrows(
            MalformedPacketException.class,
            () -> TcpOption.parseAll(Octets.ofHex("01 08 0a 00").buffer(), false));
    assertEquals("TCP option at octet 21: needs 10 octets, 3 left", thrown.getMessage());
  }

  @Test
  void moreThanFortyOctetsDoNotFit() {
    Octets data = Octets.of(new byte[39]);
    Ipv4Header.Builder ipv4 = Ipv4Header.builder(A4, C4);
    ipv4.options(List.of(new UnknownIpv4Option(94, data)));
    assertThrows(IllegalArgumentException.class, ipv4::build);
    List<TcpOption> options = List.of(new UnknownTcpOption(94, data));
    assertThrows(IllegalArgumentException.class, () -> new TcpHeader(1, 2, 0, 0, 0, 0, options));
  }
}
