// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ancillary data: S43 to S45; none of these tests leaves a descriptor open. */
class AncillaryIT {
  private static final List<ByteBuffer> NOTHING = List.of();
  private final Opened opened = new Opened();
  private int before;

  @BeforeEach
  void count() throws IOException {
    before = OpenDescriptors.count();
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
    assertEquals(before, OpenDescriptors.count(), "sockets are left open");
  }

  private static List<ByteBuffer> octet() {
    return List.of(ByteBuffer.allocate(1));
  }

  private Ancillary.Rights three() throws IOException {
    return Ancillary.Rights.of(
        opened.pair(STREAM).first(), opened.pair(DGRAM).first(), opened.udp());
  }

  @Test
  void s43ReceivedDescriptorsAreClosedByTheirMessage() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.first().sendMsg(octet(), List.of(three()), null);
    int open = OpenDescriptors.count();
    try (Message message = pair.second().recvMsg(1, Ancillary.space(12))) {
      assertFalse(message.ancillaryTruncated());
      assertEquals(3, message.first(Ancillary.Rights.class).orElseThrow().descriptors().size());
      assertEquals(open + 3, OpenDescriptors.count());
    }
    assertEquals(open, OpenDescriptors.count());
  }

  @Test
  void s43ADetachedDescriptorIsKept() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    Socket.SocketPair sent = opened.pair(DGRAM);
    pair.first().sendMsg(octet(), List.of(Ancillary.Rights.of(sent.first(), sent.second())), null);
    Message message = pair.second().recvMsg(1, 64);
    List<Descriptor> descriptors =
        message.first(Ancillary.Rights.class).orElseThrow().descriptors();
    Socket kept = opened.keep(descriptors.get(0).toSocket());
    int number = descriptors.get(1).detach();
    opened.keep(Descriptor.own(number));
    message.close();
    assertTrue(OpenDescriptors.isOpen(number));
    assertEquals(DGRAM, kept.type());
    sent.second().send(new byte[] {6});
    assertArrayEquals(new byte[] {6}, kept.recv(9));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "15,0", "16,0", "17,0", "20,1", "23,1", "24,2"})
  void s43NothingLeaksFromASmallControlBuffer(int size, int delivered) throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.first().sendMsg(octet(), List.of(three()), null);
    int open = OpenDescriptors.count();
    Message message = pair.second().recvMsg(1, size);
    int received = message.first(Ancillary.Rights.class).map(r -> r.descriptors().size()).orElse(0);
    assertEquals(delivered, received);
    assertTrue(message.ancillaryTruncated());
    assertEquals(open + delivered, OpenDescriptors.count());
    message.close();
    assertEquals(open, OpenDescriptors.count());
  }

  @Test
  void s43AMessageThatIsOnlyPeekedOwnsItsOwnDescriptors() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.first().sendMsg(octet(), List.of(three()), null);
    int open = OpenDescriptors.count();
    pair.second().recvMsg(1, 64, SocketConstants.MSG_PEEK).close();
    assertEquals(open, OpenDescriptors.count());
    try (Message message = pair.second().recvMsg(1, 64)) {
      assertEquals(3, message.first(Ancillary.Rights.class).orElseThrow().descriptors().size());
    }
  }

  @Test
  void s44AtMost253DescriptorsPass() throws IOException {
    Socket.SocketPair pair = opened.pair(DGRAM);
    Socket sent = opened.udp();
    int[] many = IntStream.generate(sent::fileno).limit(253).toArray();
    pair.first().sendMsg(octet(), List.of(Ancillary.Rights.ofFds(many)), null);
    try (Message message = pair.second().recvMsg(1, Ancillary.space(4 * 253))) {
      assertEquals(253, message.first(Ancillary.Rights.class).orElseThrow().descriptors().size());
    }
    int[] tooMany = IntStream.generate(sent::fileno).limit(254).toArray();
    Expect.errno(
        Errno.EINVAL,
        () -> pair.first().sendMsg(octet(), List.of(Ancillary.Rights.ofFds(tooMany)), null));
    assertTrue(sent.isOpen());
    sent.getSockName();
  }

  @Test
  void s44OddRights() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    Expect.errno(
        Errno.EBADF,
        () -> pair.first().sendMsg(octet(), List.of(Ancillary.Rights.ofFds(1_000_000)), null));
    Expect.illegal(() -> pair.first().sendMsg(NOTHING, List.of(three()), null));
    Expect.illegal(
        () -> pair.first().sendMsg(List.of(ByteBuffer.allocate(0)), List.of(three()), null));
    Socket.SocketPair datagrams = opened.pair(DGRAM);
    datagrams.first().sendMsg(NOTHING, List.of(three()), null);
    try (Message message = datagrams.second().recvMsg(1, 64)) {
      assertEquals(0, message.length());
      assertTrue(message.first(Ancillary.Rights.class).isPresent());
    }
  }

  @Test
  void s44APlainReceiveDropsDescriptors() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.first().sendMsg(octet(), List.of(three()), null);
    int open = OpenDescriptors.count();
    assertEquals(1, pair.second().recv(9).length);
    assertEquals(open, OpenDescriptors.count());
  }

  @Test
  void s45ControlSizesBelowZeroAreRefused() throws IOException {
    Socket udp = opened.udp();
    Expect.illegal(() -> udp.recvMsg(1, -1));
    assertEquals(16, Ancillary.space(0));
    assertEquals(24, Ancillary.space(1));
    assertEquals(24, Ancillary.space(8));
    assertEquals(32, Ancillary.space(9));
    assertEquals(17, Ancillary.length(1));
    Expect.illegal(() -> Ancillary.space(-1));
  }

  @Test
  void s45KindsComeTypedInTheKernelsOrder() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    pair.second()
        .setOption(SockOpt.SO_TIMESTAMPNS, true)
        .setOption(SockOpt.IP_PKTINFO, true)
        .setOption(SockOpt.IP_RECVTTL, true)
        .setOption(SockOpt.IP_RECVTOS, true);
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    Instant begin = Instant.now();
    pair.first()
        .sendMsg(
            octet(), List.of(new Ancillary.HopLimit(33), new Ancillary.TrafficClass(0xb8)), null);
    Message message = pair.second().recvMsg(9, 256);
    assertEquals(4, message.ancillary().size());
    Ancillary.Timestamp stamp = message.first(Ancillary.Timestamp.class).orElseThrow();
    assertEquals(Ancillary.Timestamp.Source.SOFTWARE, stamp.source());
    assertTrue(Duration.between(begin, stamp.time()).abs().toSeconds() < 60);
    assertEquals(stamp, message.ancillary().get(0));
    assertEquals(new Ancillary.PacketInfo(1, loopback, loopback), message.ancillary().get(1));
    assertEquals(new Ancillary.HopLimit(33), message.ancillary().get(2));
    assertEquals(new Ancillary.TrafficClass(0xb8), message.ancillary().get(3));
    assertEquals(pair.first().getSockName(), message.from());
  }

  @Test
  void s45KindsOfIpv6() throws Exception {
    Socket receiver = opened.open(INET6, DGRAM);
    receiver.bind(Opened.ANY_PORT6);
    receiver
        .setOption(SockOpt.IPV6_RECVPKTINFO, true)
        .setOption(SockOpt.IPV6_RECVHOPLIMIT, true)
        .setOption(SockOpt.IPV6_RECVTCLASS, true);
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    Socket sender = opened.open(INET6, DGRAM);
    sender.sendMsg(
        octet(),
        List.of(
            new Ancillary.PacketInfo(1, loopback, null),
            new Ancillary.HopLimit(7),
            new Ancillary.TrafficClass(0x28)),
        receiver.getSockName());
    List<Ancillary> received = receiver.recvMsg(9, 256).ancillary();
    assertEquals(3, received.size());
    Ancillary.PacketInfo info = (Ancillary.PacketInfo) received.get(0);
    assertEquals(1, info.interfaceIndex());
    assertEquals(loopback, info.destination());
    assertEquals(new Ancillary.HopLimit(7), received.get(1));
    assertEquals(new Ancillary.TrafficClass(0x28), received.get(2));
  }

  @Test
  void s45PacketInfoChoosesTheSource() throws Exception {
    Socket receiver = opened.udp();
    Socket sender = opened.open(AddressFamily.INET, DGRAM);
    sender.bind(SocketAddr.inet4("", 0));
    sender.sendMsg(
        octet(),
        List.of(
            new Ancillary.PacketInfo(0, InetAddress.getByAddress(new byte[] {127, 0, 0, 9}), null)),
        receiver.getSockName());
    assertEquals(
        SocketAddr.inet4("127.0.0.9", sender.getSockName().port()), receiver.recvFrom(9).from());
  }

  @Test
  void s45Credentials() throws Exception {
    Socket.SocketPair pair = opened.pair(DGRAM);
    pair.second().setOption(SockOpt.SO_PASSCRED, true);
    Ancillary.Credentials own =
        new Ancillary.Credentials(
            (int) ProcessHandle.current().pid(),
            (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"),
            (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid"));
    pair.first().send(new byte[1]);
    assertEquals(List.of(own), pair.second().recvMsg(9, 64).ancillary());
    pair.first().sendMsg(octet(), List.of(own), null);
    assertEquals(List.of(own), pair.second().recvMsg(9, 64).ancillary());
    if (own.uid() != 0) {
      Expect.errno(
          Errno.EPERM,
          () -> pair.first().sendMsg(octet(), List.of(new Ancillary.Credentials(1, 0, 0)), null));
    }
  }

  @Test
  void s45OthersPassAsTheyAre() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    ByteBuffer ttl = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(0, 55);
    pair.second().setOption(SockOpt.IP_RECVTTL, true);
    pair.first().sendMsg(octet(), List.of(new Ancillary.Raw(0, 2, ttl.array())), null);
    assertEquals(List.of(new Ancillary.HopLimit(55)), pair.second().recvMsg(9, 64).ancillary());
    pair.second().setOption(SockOpt.IP_RECVTTL, false);
    pair.second().setSockOpt(0, 20, 1); // IP_RECVORIGDSTADDR: a sockaddr_in
    pair.first().send(new byte[1]);
    Ancillary.Raw raw = pair.second().recvMsg(9, 64).first(Ancillary.Raw.class).orElseThrow();
    assertEquals(0, raw.level());
    assertEquals(20, raw.type());
    assertEquals(16, raw.data().length);
    Expect.errno(
        Errno.EINVAL,
        () -> pair.first().sendMsg(octet(), List.of(new Ancillary.Raw(0, 999, new byte[4])), null));
  }

  @Test
  void s45RawDataIsAValue() {
    assertEquals(new Ancillary.Raw(1, 2, new byte[] {3}), new Ancillary.Raw(1, 2, new byte[] {3}));
  }

  @Test
  void lostDatagramsAreCounted() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    pair.second().setOption(SockOpt.SO_RXQ_OVFL, true).setOption(SockOpt.SO_RCVBUF, 4096);
    for (int i = 0; i < 100; i++) {
      pair.first().send(new byte[500]);
    }
    int received = 0;
    pair.second().setTimeout(Duration.ofSeconds(1));
    long drops = 0;
    try {
      while (true) {
        Message message = pair.second().recvMsg(500, 64, SocketConstants.MSG_DONTWAIT);
        received++;
        drops = message.first(Ancillary.Drops.class).map(Ancillary.Drops::total).orElse(drops);
      }
    } catch (WouldBlockException empty) {
      assertTrue(received < 100);
    }
    pair.first().send(new byte[1]);
    drops = pair.second().recvMsg(9, 64).first(Ancillary.Drops.class).orElseThrow().total();
    assertEquals(100 - received, drops);
  }

  @Test
  void s43ABatchOwnsWhatItReceived() throws IOException {
    Socket.SocketPair pair = opened.pair(DGRAM);
    MessageBatch batch = opened.keep(MessageBatch.allocate(2, 8, 64));
    pair.first().sendMsg(octet(), List.of(three()), null);
    int open = OpenDescriptors.count();
    assertEquals(1, pair.second().recvBatch(batch));
    Ancillary.Rights rights = (Ancillary.Rights) batch.ancillary(0).get(0);
    assertEquals(3, rights.descriptors().size());
    assertEquals(open + 3, OpenDescriptors.count());
    batch.clear();
    assertEquals(open, OpenDescriptors.count());
    pair.first().sendMsg(octet(), List.of(three()), null);
    open = OpenDescriptors.count();
    assertEquals(1, pair.second().recvBatch(batch));
    batch.close();
    assertEquals(open, OpenDescriptors.count(), "also what nobody has looked at");
  }
}
