// SPDX-License-Identifier: Apache-2.0
package io.sonde.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A patched template is the packet that would have been built anew. */
class PatchTest {
  private static final int OFFSET = 33;
  private static final IpAddress A4 = IpAddress.ofIpv4(0xc0000201);
  private static final IpAddress B4 = IpAddress.ofIpv4(0xc6336407);

  private final SplittableRandom random = new SplittableRandom(20);

  @Test
  void ipv4() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100).position(OFFSET);
    Ipv4Header header = Ipv4Header.builder(A4, B4).build();
    header.emit(buffer, IpProtocol.UDP, 8, Derived.ALL);
    for (int i = 0; i < 20_000; i++) {
      int tos = random.nextInt(256);
      int length = random.nextInt(65_536);
      int identification = random.nextInt(65_536);
      int timeToLive = random.nextInt(256);
      int source = random.nextInt();
      int destination = random.nextInt();
      Ipv4Header.patchTypeOfService(buffer, OFFSET, tos);
      Ipv4Header.patchTotalLength(buffer, OFFSET, length);
      Ipv4Header.patchIdentification(buffer, OFFSET, identification);
      Ipv4Header.patchTimeToLive(buffer, OFFSET, timeToLive);
      Ipv4Header.patchSource(buffer, OFFSET, source);
      Ipv4Header.patchDestination(buffer, OFFSET, destination);
      assertTrue(Ipv4Header.checksumHoldsAt(buffer, OFFSET));
      Ipv4Header expected =
          Ipv4Header.builder(IpAddress.ofIpv4(source), IpAddress.ofIpv4(destination))
              .typeOfService(tos)
              .totalLength(length)
              .identification(identification)
              .timeToLive(timeToLive)
              .protocol(IpProtocol.UDP)
              .headerChecksum(Ipv4Header.headerChecksumAt(buffer, OFFSET))
              .build();
      assertEquals(expected, Ipv4Header.parse(buffer.duplicate().position(OFFSET)));
    }
  }

  @Test
  void ipv6() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(100).position(OFFSET);
    new Ipv6Header(0, 0, 0, IpAddress.ANY_IPV6, IpAddress.ANY_IPV6).emit(buffer);
    for (int i = 0; i < 1000; i++) {
      int trafficClass = random.nextInt(256);
      int flowLabel = random.nextInt(1 << 20);
      int hopLimit = random.nextInt(256);
      int length = random.nextInt(65_536);
      long high = random.nextLong();
      Ipv6Header.patchTrafficClass(buffer, OFFSET, trafficClass);
      Ipv6Header.patchFlowLabel(buffer, OFFSET, flowLabel);
      Ipv6Header.patchHopLimit(buffer, OFFSET, hopLimit);
      Ipv6Header.patchPayloadLength(buffer, OFFSET, length);
      Ipv6Header.patchDestination(buffer, OFFSET, high, ~high);
      Ipv6Header expected =
          new Ipv6Header(
              6,
              trafficClass,
              flowLabel,
              length,
              IpProtocol.NO_NEXT_HEADER,
              hopLimit,
              IpAddress.ANY_IPV6,
              new IpAddress(IpFamily.IPV6, high, ~high));
      assertEquals(expected, Ipv6Header.parse(buffer.duplicate().position(OFFSET)));
    }
  }

  @Test
  void udp() {
    PseudoHeader pseudo = new PseudoHeader(A4, B4, IpProtocol.UDP);
    ByteBuffer buffer = ByteBuffer.allocate(100);
    ByteBuffer expected = ByteBuffer.allocate(100);
    new UdpHeader(1, 2).emit(buffer.position(OFFSET), pseudo, ByteBuffer.allocate(2), Derived.ALL);
    for (int i = 0; i < 100_000; i++) {
      int source = random.nextInt(65_536);
      int destination = random.nextInt(65_536);
      int word = i & 0xffff;
      UdpHeader.patchSourcePort(buffer, OFFSET, source);
      UdpHeader.patchDestinationPort(buffer, OFFSET, destination);
      UdpHeader.patchWord(buffer, OFFSET, OFFSET + UdpHeader.LENGTH, word);
      ByteBuffer payload = ByteBuffer.allocate(2).putShort(0, (short) word);
      new UdpHeader(source, destination).emit(expected.clear(), pseudo, payload, Derived.ALL);
      int checksum = UdpHeader.checksumAt(expected, 0);
      assertEquals(checksum, UdpHeader.checksumAt(buffer, OFFSET));
      assertTrue(checksum != 0);
    }
    BigEndian.putShort(buffer, OFFSET + 6, 0);
    UdpHeader.patchSourcePort(buffer, OFFSET, 7);
    assertEquals(7, UdpHeader.sourcePortAt(buffer, OFFSET));
    assertEquals(0, UdpHeader.checksumAt(buffer, OFFSET));
  }

  @Test
  void tcp() {
    PseudoHeader pseudo = new PseudoHeader(A4, B4, IpProtocol.TCP);
    ByteBuffer none = ByteBuffer.allocate(0);
    ByteBuffer buffer = ByteBuffer.allocate(100);
    ByteBuffer expected = ByteBuffer.allocate(100);
    new TcpHeader(1, 2, 0, 0, TcpHeader.SYN, 1024, java.util.List.of())
        .emit(buffer.position(OFFSET), pseudo, none, Derived.ALL);
    for (int i = 0; i < 20_000; i++) {
      int source = random.nextInt(65_536);
      int destination = random.nextInt(65_536);
      long sequence = random.nextLong(1L << 32);
      long acknowledgment = random.nextLong(1L << 32);
      TcpHeader.patchSourcePort(buffer, OFFSET, source);
      TcpHeader.patchDestinationPort(buffer, OFFSET, destination);
      TcpHeader.patchSequenceNumber(buffer, OFFSET, sequence);
      TcpHeader.patchAcknowledgmentNumber(buffer, OFFSET, acknowledgment);
      new TcpHeader(
              source,
              destination,
              sequence,
              acknowledgment,
              TcpHeader.SYN,
              1024,
              java.util.List.of())
          .emit(expected.clear(), pseudo, none, Derived.ALL);
      assertEquals(Octets.rest(expected.flip()), Octets.take(buffer.position(OFFSET), 20));
    }
  }
}
