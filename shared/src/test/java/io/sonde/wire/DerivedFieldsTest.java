// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lengths, checksums and protocol numbers that emit computes equal those of the oracle. */
class DerivedFieldsTest {
  private static final IpAddress A4 = IpAddress.ofIpv4(0xc0000201);
  private static final IpAddress B4 = IpAddress.ofIpv4(0xc6336407);
  private static final IpAddress A6 = new IpAddress(IpFamily.IPV6, 0x20010db8_00000000L, 1);
  private static final IpAddress B6 = new IpAddress(IpFamily.IPV6, 0x20010db8_00010000L, 7);

  static List<Arguments> packets() {
    Ipv4Header ipv4 = Ipv4Header.builder(A4, B4).identification(1).build();
    return List.of(
        Arguments.of(
            "udp4",
            ipv4.toBuilder().identification(0x1234).timeToLive(9).typeOfService(0xb8).build(),
            new UdpHeader(33434, 53),
            "sonde"),
        Arguments.of("udp4-checksum-ffff", ipv4, new UdpHeader(0, 0), "\u0013\u009e"),
        Arguments.of(
            "udp6", new Ipv6Header(0xb8, 0xabcde, 3, A6, B6), new UdpHeader(40000, 33435), "odd"),
        Arguments.of(
            "tcp4-syn",
            ipv4,
            new TcpHeader(
                1024,
                443,
                0xfedcba98L,
                0,
                TcpHeader.SYN,
                64240,
                List.of(
                    new TcpOption.MaximumSegmentSize(1460),
                    new TcpOption.SackPermitted(),
                    new TcpOption.Timestamps(4_000_000_000L, 0),
                    new TcpOption.NoOperation(),
                    new TcpOption.WindowScale(7))),
            ""),
        Arguments.of(
            "tcp6-sack",
            new Ipv6Header(0, 0, 64, A6, B6),
            new TcpHeader(
                5,
                6,
                1,
                0xffffffffL,
                5,
                0,
                TcpHeader.ACK | TcpHeader.ECE,
                8192,
                0,
                3,
                List.of(
                    new TcpOption.NoOperation(),
                    new TcpOption.NoOperation(),
                    new TcpOption.Sack(
                        List.of(
                            new TcpOption.Sack.Block(1, 2),
                            new TcpOption.Sack.Block(4294967294L, 4294967295L))),
                    new TcpOption.FastOpen(
                        Octets.of(
                            (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6, (byte) 7,
                            (byte) 8)))),
            "abc"));
  }

  @ParameterizedTest
  @MethodSource("packets")
  void computedPacketIsTheOracles(String name, Record ip, Record transport, String text) {
    ByteBuffer payload =
        ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    ByteBuffer out = ByteBuffer.allocate(200);
    int protocol = transport instanceof UdpHeader ? IpProtocol.UDP : IpProtocol.TCP;
    int header = transport instanceof TcpHeader tcp ? tcp.length() : UdpHeader.LENGTH;
    int following = header + payload.remaining();
    PseudoHeader pseudo;
    if (ip instanceof Ipv4Header ipv4) {
      ipv4.emit(out, protocol, following, Derived.ALL);
      pseudo = ipv4.pseudoHeader(protocol);
    } else {
      Ipv6Header ipv6 = (Ipv6Header) ip;
      ipv6.emit(out, protocol, following, Derived.ALL);
      pseudo = ipv6.pseudoHeader(protocol);
    }
    if (transport instanceof UdpHeader udp) {
      udp.emit(out, pseudo, payload, Derived.ALL);
    } else {
      ((TcpHeader) transport).emit(out, pseudo, payload, Derived.ALL);
    }
    out.put(payload);
    assertEquals(Octets.rest(Fixtures.packet(name)).toString(), Octets.rest(out.flip()).toString());
  }
}
