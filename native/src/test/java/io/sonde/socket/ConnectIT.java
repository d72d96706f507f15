// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting and accepting: S27 to S30. */
class ConnectIT {
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  /** A name that no socket listens at. */
  private SocketAddr closedPort() throws IOException {
    Socket socket = opened.open(INET, STREAM);
    socket.bind(Opened.ANY_PORT);
    SocketAddr name = socket.getSockName();
    socket.close();
    return name;
  }

  private void awaitWritable(Socket socket) throws IOException {
    Poller poller = opened.keep(Poller.open());
    poller.add(socket, Poller.OUT);
    assertEquals(1, poller.poll(Duration.ofSeconds(5)).size());
    poller.close();
  }

  @Test
  void s27ARefusedConnectionSaysSo() throws IOException {
    SocketAddr closed = closedPort();
    Socket socket = opened.open(INET, STREAM);
    SystemCallException e = Expect.errno(Errno.ECONNREFUSED, () -> socket.connect(closed));
    assertEquals("connect", e.call());
    assertEquals(closed.toString(), e.target());
    assertEquals("connect to " + closed + ": Connection refused (ECONNREFUSED)", e.getMessage());
    assertEquals(111, opened.open(INET, STREAM).connectEx(closed));
    Socket timed = opened.open(INET, STREAM);
    timed.setTimeout(Duration.ofSeconds(5));
    Expect.errno(Errno.ECONNREFUSED, () -> timed.connect(closed));
  }

  @Test
  void s27NonBlockingConnectsReportLater() throws IOException {
    Socket listener = opened.listener();
    Socket socket = opened.open(INET, STREAM);
    socket.setBlocking(false);
    WouldBlockException e =
        assertThrows(WouldBlockException.class, () -> socket.connect(listener.getSockName()));
    assertEquals(Errno.EINPROGRESS, e.errno());
    awaitWritable(socket);
    assertEquals(new Errno(0), socket.getOption(SockOpt.SO_ERROR));
    assertEquals(0, socket.connectEx(listener.getSockName()));
    assertEquals(106, socket.connectEx(listener.getSockName()));
    Expect.errno(Errno.EISCONN, () -> socket.connect(listener.getSockName()));
  }

  @Test
  void s27ANonBlockingRefusalIsReportedOnce() throws IOException {
    Socket socket = opened.open(INET, STREAM);
    socket.setBlocking(false);
    assertEquals(115, socket.connectEx(closedPort()));
    awaitWritable(socket);
    assertEquals(Errno.ECONNREFUSED, socket.getOption(SockOpt.SO_ERROR));
    assertEquals(new Errno(0), socket.getOption(SockOpt.SO_ERROR));
  }

  @Test
  void s27AConnectedSocketSaysSoAtOnce() throws IOException {
    Socket listener = opened.listener();
    for (Duration timeout : new Duration[] {null, Duration.ofSeconds(5)}) {
      Socket socket = opened.open(INET, STREAM);
      socket.setTimeout(timeout);
      socket.connect(listener.getSockName());
      Expect.errno(Errno.EISCONN, () -> socket.connect(listener.getSockName()));
      assertEquals(106, socket.connectEx(listener.getSockName()));
    }
  }

  @Test
  void s27DatagramSocketsMayConnectAgain() throws IOException {
    Socket one = opened.udp();
    Socket two = opened.udp();
    Socket socket = opened.open(INET, DGRAM);
    socket.connect(one.getSockName());
    assertEquals(one.getSockName(), socket.getPeerName());
    assertEquals(0, socket.connectEx(two.getSockName()));
    assertEquals(two.getSockName(), socket.getPeerName());
  }

  @Test
  void s28TimeOutsAreExceptionsOrANumber() throws IOException {
    SocketAddr full = opened.fullListener().getSockName();
    Socket socket = opened.open(INET, STREAM);
    socket.setTimeout(Duration.ofMillis(100));
    Expect.timeOut(100, () -> socket.connect(full));
    Socket other = opened.open(INET, STREAM);
    other.setTimeout(Duration.ofMillis(100));
    assertEquals(110, other.connectEx(full));
  }

  @Test
  void s29AFullUnixServerIsWaitedFor() throws Exception {
    Socket server = opened.open(UNIX, STREAM);
    server.bind(SocketAddr.unixUnnamed());
    server.listen(0);
    SocketAddr name = server.getSockName();
    opened.open(UNIX, STREAM).connect(name);
    Socket nonBlocking = opened.open(UNIX, STREAM);
    nonBlocking.setBlocking(false);
    Expect.wouldBlock(() -> nonBlocking.connect(name));
    assertEquals(11, nonBlocking.connectEx(name));
    Socket timed = opened.open(UNIX, STREAM);
    timed.setTimeout(Duration.ofMillis(150));
    Expect.timeOut(150, () -> timed.connect(name));
    assertEquals(110, timed.connectEx(name));
    Socket blocking = opened.open(UNIX, STREAM);
    Waiting<Boolean> call = Waiting.run(() -> blocking.connect(name)).untilItWaits();
    opened.keep(server.accept().socket());
    assertTrue(call.result());
    opened.keep(server.accept().socket()).send(new byte[] {1});
    assertArrayEquals(new byte[] {1}, blocking.recv(8));
  }

  @Test
  void s30BacklogsAreTheKernels() throws IOException {
    for (int backlog : new int[] {0, -1, 1_000_000}) {
      Socket socket = opened.open(INET, STREAM);
      socket.bind(Opened.ANY_PORT);
      socket.listen(backlog);
      opened.open(INET, STREAM).connect(socket.getSockName());
      opened.keep(socket.accept().socket());
    }
    Socket udp = opened.udp();
    Expect.errno(Errno.EOPNOTSUPP, udp::listen);
    Socket idle = opened.open(INET, STREAM);
    Expect.errno(Errno.EINVAL, idle::accept);
    Socket unix = opened.open(UNIX, STREAM);
    Expect.errno(Errno.EINVAL, unix::listen);
  }

  @Test
  void s30AClientThatWasResetIsStillAccepted() throws IOException {
    Socket listener = opened.listener();
    Socket client = opened.open(INET, STREAM);
    client.connect(listener.getSockName());
    SocketAddr name = client.getSockName();
    client.setOption(SockOpt.SO_LINGER, Duration.ZERO);
    client.close();
    Socket.Accepted accepted = listener.accept();
    Socket socket = opened.keep(accepted.socket());
    assertEquals(name, accepted.peer());
    Expect.errno(Errno.ECONNRESET, () -> socket.recv(8));
    assertEquals(0, socket.recv(8).length);
    Expect.errno(Errno.EPIPE, () -> socket.send(new byte[1]));
  }

  @Test
  void connectionsOverIpv6() throws IOException {
    Socket listener = opened.open(INET6, STREAM);
    listener.bind(Opened.ANY_PORT6);
    listener.listen();
    Socket client = opened.open(INET6, STREAM);
    client.connect(listener.getSockName());
    Socket.Accepted accepted = listener.accept();
    assertEquals(client.getSockName(), accepted.peer());
    assertEquals(listener.getSockName(), client.getPeerName());
    accepted.socket().sendAll(new byte[] {1, 2});
    accepted.socket().close();
    assertArrayEquals(new byte[] {1, 2}, client.recv(8));
  }

  @Test
  void namesAreResolvedOnDemand() throws IOException {
    for (String name : List.of("localhost", "127.0.0.1")) {
      assertEquals(SocketAddr.inet4("127.0.0.1", 9), SocketAddr.resolve(INET, name, 9));
    }
    assertEquals(SocketAddr.inet6("::1", 9), SocketAddr.resolve(INET6, "::1", 9));
    assertThrows(
        UnknownHostException.class, () -> SocketAddr.resolve(INET, "no-such-name.invalid", 9));
  }
}
