// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.NETLINK;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.linux.ThreadControl;
import java.io.IOException;
import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses between Java and the kernel: S10 to S15. */
class AddressIT {
  private static final int CAP_NET_BIND_SERVICE = 10;
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  @Test
  void s10AnAddressOfAnotherFamilyIsRefused() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    Expect.illegal(() -> udp.bind(SocketAddr.inet6("::1", 0)));
    Expect.illegal(() -> udp.connect(SocketAddr.unix("/run/x")));
    Expect.illegal(() -> udp.connectEx(SocketAddr.unix("/run/x")));
    Expect.illegal(() -> udp.sendTo(new byte[1], SocketAddr.inet6("::1", 9)));
    Socket unix = opened.open(UNIX, DGRAM);
    Expect.illegal(() -> unix.bind(Opened.ANY_PORT));
  }

  @Test
  void s10AnUnknownFamilyGoesThroughAsItIs() throws IOException {
    Socket udp = opened.open(INET, DGRAM);
    udp.bind(new SocketAddr.Other(2, new byte[] {0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}));
    assertTrue(udp.getSockName().port() > 0);
    Socket another = opened.open(INET, DGRAM);
    Expect.errno(Errno.EAFNOSUPPORT, () -> another.bind(new SocketAddr.Other(200, new byte[14])));
  }

  @Test
  void s10PacketProtocolsAreInHostOrder() throws IOException {
    Socket all = opened.privileged(PACKET, RAW, SocketConstants.ETH_P_ALL);
    assertEquals(3, all.protocol());
    all.bind(SocketAddr.packet(1, 0x0800));
    SocketAddr.Packet name = assertInstanceOf(SocketAddr.Packet.class, all.getSockName());
    assertEquals(1, name.interfaceIndex());
    assertEquals(0x0800, name.etherType());
    assertEquals(772, name.hardwareType()); // ARPHRD_LOOPBACK
    assertArrayEquals(new byte[6], name.hardwareAddress());
  }

  @Test
  void s11UnboundNames() throws IOException {
    assertEquals("0.0.0.0:0", opened.open(INET, DGRAM).getSockName().toString());
    Socket six = opened.open(INET6, STREAM);
    assertEquals("[::]:0", six.getSockName().toString());
    Expect.errno(Errno.ENOTCONN, six::getPeerName);
    Socket unix = opened.open(UNIX, STREAM);
    assertEquals(SocketAddr.unixUnnamed(), unix.getSockName());
    Expect.errno(Errno.ENOTCONN, unix::getPeerName);
  }

  @Test
  void s11MappedAddressesStayIpv6() throws IOException {
    Socket dual = opened.open(INET6, DGRAM);
    dual.setOption(SockOpt.IPV6_V6ONLY, false);
    dual.bind(SocketAddr.inet6("::", 0));
    Socket four = opened.udp();
    four.sendTo(new byte[1], SocketAddr.inet4("127.0.0.1", dual.getSockName().port()));
    SocketAddr.Inet6 mapped = assertInstanceOf(SocketAddr.Inet6.class, dual.recvFrom(1).from());
    assertEquals(SocketAddr.inet6("::ffff:127.0.0.1", four.getSockName().port()), mapped);
    byte[] octets = mapped.address().getAddress();
    assertEquals(16, octets.length);
    dual.sendTo(new byte[] {5}, mapped);
    assertArrayEquals(new byte[] {5}, four.recv(9));
  }

  @Test
  void s12LinkLocalAddressesNeedAScope() throws IOException {
    Socket six = opened.open(INET6, DGRAM);
    Expect.errno(Errno.EINVAL, () -> six.connect(SocketAddr.inet6("fe80::1", 9)));
    assertEquals(1, SocketAddr.inet6("fe80::1%lo", 9).scopeId());
    assertEquals(1, SocketAddr.inet6("fe80::1%1", 9).scopeId());
    Socket local = opened.open(INET6, DGRAM);
    Process add =
        new ProcessBuilder("ip", "addr", "add", "fe80::5/64", "dev", "lo", "nodad")
            .redirectErrorStream(true)
            .start();
    assumeTrue(
        add.onExit().join().exitValue() == 0, "no address may be given to the loopback device");
    try {
      local.bind(SocketAddr.inet6("fe80::5%lo", 0));
      SocketAddr.Inet6 name = assertInstanceOf(SocketAddr.Inet6.class, local.getSockName());
      assertEquals(1, name.scopeId());
      assertEquals("[fe80::5%1]:" + name.port(), name.toString());
    } finally {
      new ProcessBuilder("ip", "addr", "del", "fe80::5/64", "dev", "lo").start().onExit().join();
    }
  }

  @Test
  void s12FlowInfoReadsBackAsNothing() throws IOException {
    Socket six = opened.open(INET6, DGRAM);
    six.bind(SocketAddr.inet6("::1", 0, 0x12345, 0));
    SocketAddr.Inet6 name = assertInstanceOf(SocketAddr.Inet6.class, six.getSockName());
    assertEquals(0, name.flowInfo());
    assertEquals(Inet6Address.getByAddress(name.address().getAddress()), name.address());
  }

  @Test
  void s13UnixNamesKeepEveryOctet(@TempDir Path folder) throws IOException {
    byte[] inner = {0, 'a', 0, (byte) 0xff, 0};
    Socket odd = opened.open(UNIX, DGRAM);
    odd.bind(SocketAddr.unixAbstract(inner));
    SocketAddr.Unix name = assertInstanceOf(SocketAddr.Unix.class, odd.getSockName());
    assertTrue(name.isAbstract());
    assertArrayEquals(inner, name.bytes());
    byte[] path = (folder + "/x ").getBytes(UTF_8);
    path[path.length - 1] = (byte) 0xff;
    Socket file = opened.open(UNIX, DGRAM);
    file.bind(SocketAddr.unix(path));
    name = assertInstanceOf(SocketAddr.Unix.class, file.getSockName());
    assertArrayEquals(path, name.bytes());
    // the JVM may be unable to name this file
    assertEquals(
        0,
        new ProcessBuilder("sh", "-c", "rm -- " + folder + "/x*")
            .start()
            .onExit()
            .join()
            .exitValue());
  }

  @Test
  void s13TheLongestNamesPass(@TempDir Path folder) throws IOException {
    String path = folder + "/" + "x".repeat(107 - folder.toString().length() - 1);
    Socket file = opened.open(UNIX, STREAM);
    file.bind(SocketAddr.unix(path));
    assertEquals(SocketAddr.unix(path), file.getSockName());
    Socket other = opened.open(UNIX, STREAM);
    other.bind(SocketAddr.unixAbstract("y".repeat(107)));
    assertEquals(SocketAddr.unixAbstract("y".repeat(107)), other.getSockName());
  }

  @Test
  void s13BindingWithoutANameFindsOne() throws IOException {
    Socket socket = opened.open(UNIX, DGRAM);
    socket.bind(SocketAddr.unixUnnamed());
    SocketAddr.Unix name = assertInstanceOf(SocketAddr.Unix.class, socket.getSockName());
    assertTrue(name.isAbstract());
    assertTrue(new String(name.bytes(), UTF_8).matches("[0-9a-f]{5}"), name::toString);
  }

  @Test
  void s14InternetErrorsAreTheKernels() throws Exception {
    Socket first = opened.listener();
    Socket second = opened.open(INET, STREAM);
    Expect.errno(Errno.EADDRINUSE, () -> second.bind(first.getSockName()));
    Expect.errno(Errno.EADDRNOTAVAIL, () -> second.bind(SocketAddr.inet4("192.0.2.1", 0)));
    Waiting.run(
            () -> {
              ThreadControl.drop(CAP_NET_BIND_SERVICE);
              second.bind(SocketAddr.inet4("127.0.0.1", 1));
            })
        .failsWith(Errno.EACCES);
  }

  @Test
  void s14UnixErrorsAreTheKernels(@TempDir Path folder) throws IOException {
    SocketAddr stream = SocketAddr.unix(folder.resolve("s"));
    Socket server = opened.open(UNIX, STREAM);
    server.bind(stream);
    Socket client = opened.open(UNIX, STREAM);
    Expect.errno(Errno.EADDRINUSE, () -> client.bind(stream));
    Expect.errno(Errno.ENOENT, () -> client.connect(SocketAddr.unix(folder.resolve("none"))));
    Expect.errno(Errno.ECONNREFUSED, () -> client.connect(stream));
    server.listen();
    Socket datagram = opened.open(UNIX, DGRAM);
    Expect.errno(Errno.EPROTOTYPE, () -> datagram.connect(stream));
    Socket records = opened.open(UNIX, SEQPACKET);
    Expect.errno(Errno.EPROTOTYPE, () -> records.connect(stream));
    server.close();
    assertTrue(Files.exists(folder.resolve("s")), "closing unlinks nothing");
    Expect.errno(Errno.ECONNREFUSED, () -> client.connect(stream));
  }

  @Test
  void s15AClientWithoutANameIsUnnamed() throws IOException {
    Socket server = opened.open(UNIX, STREAM);
    server.bind(SocketAddr.unixUnnamed());
    server.listen();
    Socket client = opened.open(UNIX, STREAM);
    client.connect(server.getSockName());
    Socket.Accepted accepted = server.accept();
    Socket connection = opened.keep(accepted.socket());
    assertEquals(SocketAddr.unixUnnamed(), accepted.peer());
    assertEquals(SocketAddr.unixUnnamed(), connection.getPeerName());
    client.send(new byte[1]);
    assertNull(connection.recvFrom(1).from());
    Socket.SocketPair tcp = opened.tcpPair();
    tcp.first().send(new byte[1]);
    assertNull(tcp.second().recvFrom(1).from());
  }

  @Test
  void s15ADatagramWithoutASenderIsUnnamed() throws IOException {
    Socket server = opened.open(UNIX, DGRAM);
    server.bind(SocketAddr.unixUnnamed());
    opened.open(UNIX, DGRAM).sendTo(new byte[] {1}, server.getSockName());
    assertEquals(SocketAddr.unixUnnamed(), server.recvFrom(9).from());
    Socket.SocketPair pair = opened.pair(DGRAM);
    pair.first().send(new byte[] {2});
    assertEquals(SocketAddr.unixUnnamed(), pair.second().recvFrom(9).from());
  }

  @Test
  void netlinkAnswers() throws IOException {
    Socket netlink = opened.open(NETLINK, RAW, 0);
    netlink.bind(SocketAddr.netlink(0, 0));
    SocketAddr.Netlink name = assertInstanceOf(SocketAddr.Netlink.class, netlink.getSockName());
    assertTrue(name.portId() != 0);
    // RTM_GETLINK of the device with index 1: nlmsghdr, ifinfomsg (rtnetlink(7))
    ByteBuffer request = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
    request.putInt(32).putShort((short) 18).putShort((short) 1).putInt(7).putInt(0);
    request.putInt(0).putInt(1).putInt(0).putInt(0).flip();
    netlink.setTimeout(Duration.ofSeconds(5));
    assertEquals(32, netlink.sendTo(request, SocketAddr.netlink(0, 0)));
    Socket.Received answer = netlink.recvFrom(8192);
    assertEquals(SocketAddr.netlink(0, 0), answer.from());
    ByteBuffer octets = ByteBuffer.wrap(answer.data()).order(ByteOrder.nativeOrder());
    assertEquals(16, octets.getShort(4)); // RTM_NEWLINK
    assertEquals(7, octets.getInt(8));
    assertTrue(new String(answer.data(), ISO_8859_1).contains("lo\0"));
  }
}
