// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketConstants.IPPROTO_IP;
import static io.sonde.socket.SocketConstants.SOL_SOCKET;
import static io.sonde.socket.SocketConstants.SO_RCVBUF;
import static io.sonde.socket.SocketConstants.SO_TYPE;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Socket options: S41 and S42, and the typed ones. */
class OptionIT {
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void s41ValuesAreAsLongAsTheKernelMakesThem() throws IOException {
    Socket tcp = opened.open(INET, STREAM);
    assertArrayEquals(new byte[] {1, 0, 0, 0}, tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 4));
    assertArrayEquals(new byte[] {1, 0}, tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 2));
    assertArrayEquals(new byte[] {1}, tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 1));
    assertArrayEquals(new byte[] {1, 0, 0, 0}, tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 64));
    Expect.illegal(() -> tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 0));
    Expect.illegal(() -> tcp.getSockOpt(SOL_SOCKET, SO_TYPE, -1));
    Expect.illegal(() -> tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 65537));
    assertEquals(4, tcp.getSockOpt(SOL_SOCKET, SO_TYPE, 65536).length);
    assertEquals(1, tcp.getSockOpt(SOL_SOCKET, SO_TYPE));
    Socket udp = opened.open(INET, DGRAM);
    udp.setSockOpt(IPPROTO_IP, SocketConstants.IP_MULTICAST_TTL, 200);
    assertEquals(200, udp.getSockOpt(IPPROTO_IP, SocketConstants.IP_MULTICAST_TTL));
  }

  @Test
  void s42ErrorsAreTheKernels() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    Expect.errno(Errno.ENOPROTOOPT, () -> udp.setSockOpt(SOL_SOCKET, 9999, 1));
    Expect.errno(Errno.ENOPROTOOPT, () -> udp.getSockOpt(SOL_SOCKET, 9999));
    Expect.errno(Errno.ENOPROTOOPT, () -> udp.setSockOpt(9999, 1, 1));
    Expect.errno(Errno.EOPNOTSUPP, () -> udp.getSockOpt(9999, 1));
    Expect.errno(Errno.EINVAL, () -> udp.setSockOpt(SOL_SOCKET, SO_RCVBUF, new byte[1]));
    for (int ttl : new int[] {0, 256}) {
      Expect.errno(Errno.EINVAL, () -> udp.setOption(SockOpt.IP_TTL, ttl));
    }
    Expect.errno(Errno.ENODEV, () -> udp.setOption(SockOpt.SO_BINDTODEVICE, "none0"));
    udp.setSockOpt(SOL_SOCKET, SO_RCVBUF, 5000);
    assertEquals(10000, udp.getSockOpt(SOL_SOCKET, SO_RCVBUF));
  }

  private static <T> void keeps(Socket socket, SockOpt<T> option, T value) throws IOException {
    assertSame(socket, socket.setOption(option, value));
    assertEquals(value, socket.getOption(option), option::toString);
  }

  @Test
  void switchesOfAllSockets() throws IOException {
    Socket tcp = opened.open(INET, STREAM);
    for (SockOpt<Boolean> option :
        List.of(
            SockOpt.SO_REUSEADDR,
            SockOpt.SO_REUSEPORT,
            SockOpt.SO_BROADCAST,
            SockOpt.SO_KEEPALIVE,
            SockOpt.SO_TIMESTAMPNS,
            SockOpt.SO_RXQ_OVFL,
            SockOpt.TCP_NODELAY)) {
      keeps(tcp, option, true);
      keeps(tcp, option, false);
    }
    keeps(opened.open(UNIX, DGRAM), SockOpt.SO_PASSCRED, true);
  }

  @Test
  void switchesOfIp() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    for (SockOpt<Boolean> option :
        List.of(
            SockOpt.IP_RECVTTL,
            SockOpt.IP_RECVTOS,
            SockOpt.IP_PKTINFO,
            SockOpt.IP_RECVERR,
            SockOpt.IP_FREEBIND,
            SockOpt.IP_MULTICAST_LOOP,
            SockOpt.IP_MULTICAST_ALL)) {
      keeps(udp, option, true);
      keeps(udp, option, false);
    }
    Socket six = opened.open(INET6, DGRAM);
    for (SockOpt<Boolean> option :
        List.of(
            SockOpt.IPV6_V6ONLY,
            SockOpt.IPV6_MULTICAST_LOOP,
            SockOpt.IPV6_RECVPKTINFO,
            SockOpt.IPV6_RECVHOPLIMIT,
            SockOpt.IPV6_RECVTCLASS,
            SockOpt.IPV6_RECVERR)) {
      keeps(six, option, true);
      keeps(six, option, false);
    }
  }

  @Test
  void numbers() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    keeps(udp, SockOpt.SO_PRIORITY, 6);
    keeps(udp, SockOpt.IP_TTL, 255);
    keeps(udp, SockOpt.IP_TOS, 0xb8);
    keeps(udp, SockOpt.IP_MTU_DISCOVER, 2);
    keeps(udp, SockOpt.IP_MULTICAST_TTL, 255);
    keeps(udp, SockOpt.SO_BINDTOIFINDEX, 1);
    udp.setOption(SockOpt.IP_MULTICAST_IF, 1);
    udp.setOption(SockOpt.SO_SNDBUF, 10_000);
    assertEquals(20_000, udp.getOption(SockOpt.SO_SNDBUF));
    udp.connect(SocketAddr.inet4("127.0.0.1", 9));
    assertEquals(
        65535, udp.getOption(SockOpt.IP_MTU)); // the device's 65536 is cut to a packet's most
    Socket six = opened.open(INET6, DGRAM);
    keeps(six, SockOpt.IPV6_UNICAST_HOPS, 255);
    keeps(six, SockOpt.IPV6_MULTICAST_HOPS, 3);
    keeps(six, SockOpt.IPV6_TCLASS, 0xff);
    keeps(six, SockOpt.IPV6_MULTICAST_IF, 1);
    keeps(six, SockOpt.IPV6_MTU_DISCOVER, 3);
  }

  @Test
  void privilegedNumbers() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    try {
      keeps(udp, SockOpt.SO_MARK, 77);
      udp.setOption(SockOpt.SO_RCVBUFFORCE, 5000);
      keeps(udp, SockOpt.IP_TRANSPARENT, true);
    } catch (SystemCallException e) {
      assertEquals(Errno.EPERM, e.errno());
      assumeTrue(false, "no CAP_NET_ADMIN here: " + e.getMessage());
    }
    assertEquals(10_000, udp.getOption(SockOpt.SO_RCVBUF));
  }

  @Test
  @SuppressWarnings("NullAway") // null is off
  void otherValues() throws IOException {
    Socket tcp = opened.open(INET, STREAM);
    assertNull(tcp.getOption(SockOpt.SO_LINGER));
    keeps(tcp, SockOpt.SO_LINGER, Duration.ofSeconds(9));
    keeps(tcp, SockOpt.SO_LINGER, Duration.ZERO);
    tcp.setOption(SockOpt.SO_LINGER, null);
    assertNull(tcp.getOption(SockOpt.SO_LINGER));
    assertEquals(new Errno(0), tcp.getOption(SockOpt.SO_ERROR));
    keeps(tcp, SockOpt.SO_BINDTODEVICE, "lo");
    Socket unix = opened.pair(STREAM).first();
    Ancillary.Credentials peer = unix.getOption(SockOpt.SO_PEERCRED);
    assertEquals(ProcessHandle.current().pid(), peer.pid());
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), peer.uid());
    assertEquals(Files.getAttribute(Path.of("/proc/self"), "unix:gid"), peer.gid());
  }

  @Test
  void onlyReadableOrOnlyWritable() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    Membership membership =
        new Membership(InetAddress.getByAddress(new byte[] {(byte) 233, (byte) 252, 0, 1}), 1);
    assertThrows(
        UnsupportedOperationException.class, () -> udp.getOption(SockOpt.IP_ADD_MEMBERSHIP));
    assertThrows(
        UnsupportedOperationException.class, () -> udp.setOption(SockOpt.SO_ERROR, Errno.EPERM));
    assertThrows(
        UnsupportedOperationException.class,
        () -> udp.setOption(SockOpt.SO_PEERCRED, new Ancillary.Credentials(1, 1, 1)));
    udp.setOption(SockOpt.IP_ADD_MEMBERSHIP, membership);
  }

  @Test
  void groupsOfIpv4() throws IOException {
    InetAddress group = InetAddress.getByAddress(new byte[] {(byte) 233, (byte) 252, 0, 1});
    Membership membership = new Membership(group, 1);
    Socket receiver = opened.open(INET, DGRAM);
    receiver.bind(SocketAddr.inet4("", 0));
    Expect.errno(
        Errno.EADDRNOTAVAIL, () -> receiver.setOption(SockOpt.IP_DROP_MEMBERSHIP, membership));
    receiver.setOption(SockOpt.IP_ADD_MEMBERSHIP, membership);
    Expect.errno(Errno.EADDRINUSE, () -> receiver.setOption(SockOpt.IP_ADD_MEMBERSHIP, membership));
    Socket sender = opened.udp();
    sender.setOption(SockOpt.IP_MULTICAST_IF, 1);
    sender.sendTo(new byte[] {8}, SocketAddr.inet4("233.252.0.1", receiver.getSockName().port()));
    receiver.setTimeout(Duration.ofSeconds(5));
    assertArrayEquals(new byte[] {8}, receiver.recv(9));
    receiver.setOption(SockOpt.IP_DROP_MEMBERSHIP, membership);
  }

  @Test
  void groupsOfIpv6() throws IOException {
    byte[] octets = new byte[16];
    octets[0] = (byte) 0xff;
    octets[1] = 0x11; // transient, on this interface
    octets[15] = 9;
    Membership membership = new Membership(InetAddress.getByAddress(octets), 1);
    Socket receiver = opened.open(INET6, DGRAM);
    receiver.bind(SocketAddr.inet6("::", 0));
    receiver.setOption(SockOpt.IPV6_JOIN_GROUP, membership);
    Expect.errno(Errno.EADDRINUSE, () -> receiver.setOption(SockOpt.IPV6_JOIN_GROUP, membership));
    receiver.setOption(SockOpt.IPV6_LEAVE_GROUP, membership);
    Expect.errno(
        Errno.EADDRNOTAVAIL, () -> receiver.setOption(SockOpt.IPV6_LEAVE_GROUP, membership));
  }

  @Test
  void programsDecideWhatIsReceived() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    // the payload begins at 8: its first octet must be 7 (bpf(4): ldb [8]; jeq #7; ret)
    pair.second()
        .attachFilter(
            List.of(
                new BpfInstruction(0x30, 0, 0, 8),
                new BpfInstruction(0x15, 0, 1, 7),
                new BpfInstruction(0x06, 0, 0, -1),
                new BpfInstruction(0x06, 0, 0, 0)));
    pair.first().send(new byte[] {1});
    pair.first().send(new byte[] {7});
    assertArrayEquals(new byte[] {7}, pair.second().recv(9));
    Expect.wouldBlock(() -> pair.second().recv(9, SocketConstants.MSG_DONTWAIT));
    pair.second().detachFilter();
    pair.first().send(new byte[] {1});
    assertArrayEquals(new byte[] {1}, pair.second().recv(9));
    Expect.errno(Errno.ENOENT, () -> pair.second().detachFilter());
    Expect.errno(
        Errno.EINVAL, () -> pair.second().attachFilter(List.of(new BpfInstruction(0x30, 0, 0, 8))));
  }
}
