// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.SocketConstants.ETH_P_ALL;
import static io.sonde.socket.SocketConstants.IPPROTO_ICMP;
import static io.sonde.socket.SocketConstants.IPPROTO_ICMPV6;
import static io.sonde.socket.SocketConstants.IPPROTO_RAW;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Raw, packet and ping sockets: S51 and S52. Octets are those of RFC 791, 792 and 4443. */
class RawIT {
  private static final SocketAddr LOOPBACK = SocketAddr.inet4("127.0.0.1", 0);
  private static final SocketAddr LOOPBACK6 = SocketAddr.inet6("::1", 0);

  /** An experimental protocol, RFC 3692. */
  private static final int EXPERIMENT = 253;

  /** Echo request 0x1234/1 with data 0x61; the checksum is that of scapy. */
  private static final byte[] ECHO = {8, 0, (byte) 0x84, (byte) 0xca, 0x12, 0x34, 0, 1, 0x61, 0};

  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private Socket raw(AddressFamily family, int protocol) throws IOException {
    Socket socket = opened.privileged(family, RAW, protocol);
    socket.setTimeout(Duration.ofSeconds(5));
    return socket;
  }

  private static int checksum(byte[] octets, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int octet = octets[i] & 0xff;
      sum += (i - from) % 2 == 0 ? octet << 8 : octet;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return ~sum & 0xffff;
  }

  @Test
  void s51RawIcmpReceivesWithItsHeaderAndAsItWasSent() throws IOException {
    Socket icmp = raw(INET, IPPROTO_ICMP);
    byte[] wrong = ECHO.clone();
    wrong[2] ^= 1; // a wrong checksum is sent as it is
    assertEquals(wrong.length, icmp.sendTo(wrong, LOOPBACK));
    Socket.Received own = icmp.recvFrom(100);
    byte[] packet = own.data();
    assertEquals(20 + wrong.length, packet.length);
    assertEquals(0x45, packet[0]);
    assertEquals(1, packet[9]);
    assertArrayEquals(wrong, Arrays.copyOfRange(packet, 20, packet.length));
    assertEquals(LOOPBACK, own.from());
  }

  @Test
  void s51AnEchoIsAnswered() throws IOException {
    Socket icmp = raw(INET, IPPROTO_ICMP);
    icmp.setOption(SockOpt.ICMP_FILTER, Set.of(0, 3, 11));
    assertEquals(Set.of(0, 3, 11), icmp.getOption(SockOpt.ICMP_FILTER));
    icmp.sendTo(ECHO, LOOPBACK);
    byte[] reply = icmp.recv(100);
    assertEquals(0, reply[20]);
    assertArrayEquals(
        Arrays.copyOfRange(ECHO, 4, ECHO.length), Arrays.copyOfRange(reply, 24, reply.length));
  }

  @Test
  void s51RawIcmpv6HasNoHeaderAndTheKernelsChecksum() throws IOException {
    Socket icmp = raw(INET6, IPPROTO_ICMPV6);
    icmp.setOption(SockOpt.ICMP6_FILTER, Set.of(128, 129));
    assertEquals(Set.of(128, 129), icmp.getOption(SockOpt.ICMP6_FILTER));
    byte[] request = {(byte) 128, 0, 0, 0, 0x12, 0x34, 0, 1, 0x61, 0};
    icmp.sendTo(request, LOOPBACK6);
    Socket.Received received = icmp.recvFrom(100);
    assertEquals(LOOPBACK6, received.from());
    byte[] own = received.data();
    assertEquals(request.length, own.length);
    // pseudo header: two addresses ::1, length, next header (RFC 8200 section 8.1)
    byte[] covered = new byte[40 + own.length];
    covered[15] = 1;
    covered[31] = 1;
    covered[35] = (byte) own.length;
    covered[39] = 58;
    System.arraycopy(own, 0, covered, 40, own.length);
    assertEquals(0, checksum(covered, 0, covered.length));
    assertNotEquals(0, own[2] | own[3]);
    assertEquals((byte) 129, icmp.recv(100)[0]);
    Expect.errno(Errno.EINVAL, () -> icmp.sendTo(request, SocketAddr.inet6("::1", 7)));
  }

  @Test
  void s51AnOwnHeaderIsCompletedByTheKernel() throws IOException {
    Socket receiver = raw(INET, EXPERIMENT);
    Socket sender = raw(INET, IPPROTO_RAW);
    sender.setOption(SockOpt.IP_HDRINCL, true);
    byte[] packet = {
      0x45, 0x28, 0, 0, 0, 0, 0, 0, 77, (byte) EXPERIMENT, 0, 0, 0, 0, 0, 0, 127, 0, 0, 1, 9, 8, 7
    };
    int identifications = 0;
    for (int i = 0; i < 3; i++) {
      sender.sendTo(packet, LOOPBACK);
      byte[] seen = receiver.recv(100);
      assertEquals(packet.length, seen.length);
      assertEquals(packet.length, ByteBuffer.wrap(seen).getShort(2));
      assertEquals(0, checksum(seen, 0, 20));
      identifications |= ByteBuffer.wrap(seen).getShort(4);
      assertEquals(0x7f000001, ByteBuffer.wrap(seen).getInt(12));
      assertEquals(0x28, seen[1]);
      assertEquals(77, seen[8]);
      assertArrayEquals(new byte[] {9, 8, 7}, Arrays.copyOfRange(seen, 20, 23));
    }
    assertNotEquals(0, identifications, "an identification of 0 is replaced");
    packet[4] = 0x12;
    packet[5] = 0x34;
    packet[12] = 127;
    packet[15] = 9; // a source of one's choice
    packet[2] = 0x7f; // a length and a checksum that the kernel corrects
    packet[10] = 0x7f;
    sender.sendTo(packet, LOOPBACK);
    Socket.Received received = receiver.recvFrom(100);
    ByteBuffer seen = ByteBuffer.wrap(received.data());
    assertEquals(0x1234, seen.getShort(4));
    assertEquals(0x7f000009, seen.getInt(12));
    assertEquals(packet.length, seen.getShort(2));
    assertEquals(0, checksum(received.data(), 0, 20));
    assertEquals(SocketAddr.inet4("127.0.0.9", 0), received.from());
    Expect.errno(Errno.EINVAL, () -> sender.sendTo(new byte[19], LOOPBACK));
  }

  @Test
  void s52RawPayloadsAreLeftAlone() throws IOException {
    Socket receiver = raw(INET, EXPERIMENT);
    Socket sender = raw(INET, EXPERIMENT);
    byte[] payload = new byte[256];
    for (int i = 0; i < 256; i++) {
      payload[i] = (byte) i;
    }
    sender.sendTo(payload, LOOPBACK);
    byte[] seen = receiver.recv(1000);
    assertArrayEquals(payload, Arrays.copyOfRange(seen, 20, seen.length));
    sender.connect(LOOPBACK);
    sender.send(ByteBuffer.wrap(payload, 7, 3));
    seen = receiver.recv(1000);
    assertArrayEquals(new byte[] {7, 8, 9}, Arrays.copyOfRange(seen, 20, seen.length));
  }

  @Test
  void s52EveryWayToReceiveWorksOnPacketSockets() throws IOException {
    Socket receiver = raw(PACKET, ETH_P_ALL);
    receiver.bind(SocketAddr.packet(1, ETH_P_ALL));
    Socket sender = raw(PACKET, 0);
    // a frame of the loopback device with an experimental EtherType (IEEE 802)
    byte[] frame = new byte[60];
    frame[12] = (byte) 0x88;
    frame[13] = (byte) 0xb5;
    frame[14] = 0x55;
    receiver.attachFilter( // bpf(4): ldh [12]; jeq #0x88b5; ret
        List.of(
            new BpfInstruction(0x28, 0, 0, 12),
            new BpfInstruction(0x15, 0, 1, 0x88b5),
            new BpfInstruction(0x06, 0, 0, -1),
            new BpfInstruction(0x06, 0, 0, 0)));
    SocketAddr.Packet to = SocketAddr.packet(1, 0x88b5, new byte[6]);
    for (int i = 0; i < 5; i++) {
      assertEquals(frame.length, sender.sendTo(frame, to));
    }
    assertArrayEquals(frame, receiver.recv(2000));
    // each frame is seen leaving (4) and arriving (0)
    Socket.Received received = receiver.recvFrom(2000);
    SocketAddr.Packet from = assertInstanceOf(SocketAddr.Packet.class, received.from());
    assertEquals(1, from.interfaceIndex());
    assertEquals(0x88b5, from.etherType());
    assertArrayEquals(new byte[6], from.hardwareAddress());
    assertTrue(from.packetType() == 0 || from.packetType() == 4, from::toString);
    ByteBuffer buffer = ByteBuffer.allocateDirect(2000);
    assertEquals(60, receiver.recv(buffer));
    assertEquals(60, receiver.recvFrom(buffer.clear()).length());
    assertArrayEquals(frame, receiver.recvMsg(2000, 64).data());
    MessageBatch batch = opened.keep(MessageBatch.allocate(4, 100, 0));
    assertEquals(4, receiver.recvBatch(batch));
    assertEquals(60, batch.length(3));
    Socket.Received cut = receiver.recvFrom(15);
    assertEquals(60, cut.length());
    assertEquals(15, cut.data().length);
    Expect.errno(Errno.EINVAL, () -> receiver.recv(9, SocketConstants.MSG_WAITALL));
    Expect.errno(Errno.EINVAL, () -> receiver.recv(9, SocketConstants.MSG_NOSIGNAL));
  }

  @Test
  void s52PacketDatagramsHaveNoLinkHeader() throws IOException {
    Socket receiver = opened.privileged(PACKET, DGRAM, 0x88b6);
    receiver.setTimeout(Duration.ofSeconds(5));
    assertEquals(0x88b6, receiver.protocol());
    Socket sender = opened.privileged(PACKET, DGRAM, 0);
    assertEquals(3, sender.sendTo(new byte[] {1, 2, 3}, SocketAddr.packet(1, 0x88b6, new byte[6])));
    assertArrayEquals(new byte[] {1, 2, 3}, receiver.recv(100));
  }

  @Test
  void s51PingSocketsNeedNoPrivilege() throws IOException {
    Socket ping = opened.ping(INET, IPPROTO_ICMP);
    ping.setTimeout(Duration.ofSeconds(5));
    ping.bind(SocketAddr.inet4("127.0.0.1", 0x4321));
    ping.sendTo(ECHO, LOOPBACK);
    Socket.Received received = ping.recvFrom(100);
    byte[] reply = received.data();
    assertEquals(ECHO.length, reply.length);
    assertEquals(0, reply[0]);
    assertEquals(0x4321, ByteBuffer.wrap(reply).getShort(4), "the port is the identifier");
    assertEquals(0, checksum(reply, 0, reply.length));
    assertEquals(LOOPBACK, received.from());
    byte[] reply6 = {0, 0, 0, 0, 0, 0, 0, 0};
    Expect.errno(Errno.EINVAL, () -> ping.sendTo(reply6, LOOPBACK));
  }
}
