// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several threads at one socket: S23 to S26. */
class ConcurrencyIT {
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  /** A call that waits: how its socket is made, and what is called on it. */
  private record Wait(String name, Open open, Call call) {
    interface Open {
      Socket in(Opened opened) throws IOException;
    }

    interface Call {
      Executable on(Socket socket, Opened opened) throws IOException;
    }

    static Wait of(String name, Open open, Call call) {
      return new Wait(name, open, call);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Socket unixListener(Opened opened, SocketType type) throws IOException {
    Socket listener = opened.open(UNIX, type);
    listener.bind(SocketAddr.unixUnnamed());
    listener.listen();
    return listener;
  }

  private static Socket full(Socket socket) throws IOException {
    Opened.fill(socket);
    return socket;
  }

  static Stream<Wait> waits() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(8);
    Wait.Call recv = (s, o) -> () -> s.recv(8);
    Wait.Call accept = (s, o) -> s::accept;
    Wait.Call send = // TCP makes room when the peer's kernel has answered
        (s, o) ->
            () -> {
              while (true) {
                s.send(new byte[8192]);
              }
            };
    return Stream.of(
        Wait.of("recv, UDP", Opened::udp, recv),
        Wait.of("recv, TCP", o -> o.tcpPair().first(), recv),
        Wait.of("recv, UNIX stream", o -> o.pair(STREAM).first(), recv),
        Wait.of("recv, UNIX datagram", o -> o.pair(DGRAM).first(), recv),
        Wait.of("recv, UNIX records", o -> o.pair(SEQPACKET).first(), recv),
        Wait.of("recv, raw", o -> o.privileged(INET6, RAW, 58), recv),
        Wait.of("recv, AF_PACKET", o -> o.privileged(PACKET, RAW, 0), recv),
        Wait.of("recv, ping", o -> o.ping(INET, 1), recv),
        Wait.of("recv buffer", Opened::udp, (s, o) -> () -> s.recv(buffer)),
        Wait.of("recvFrom", Opened::udp, (s, o) -> () -> s.recvFrom(8)),
        Wait.of("recvFrom buffer", Opened::udp, (s, o) -> () -> s.recvFrom(buffer)),
        Wait.of("recvMsg", Opened::udp, (s, o) -> () -> s.recvMsg(8, 64)),
        Wait.of(
            "recvBatch", Opened::udp, (s, o) -> () -> s.recvBatch(MessageBatch.allocate(2, 8, 0))),
        Wait.of("input stream", o -> o.tcpPair().first(), (s, o) -> s.inputStream()::read),
        Wait.of("line", o -> o.tcpPair().first(), (s, o) -> s.makeFile("r").reader()::readLine),
        Wait.of("accept, TCP", Opened::listener, accept),
        Wait.of("accept, UNIX", o -> unixListener(o, STREAM), accept),
        Wait.of("accept, UNIX records", o -> unixListener(o, SEQPACKET), accept),
        Wait.of("send, TCP", o -> full(o.tcpPair().first()), send),
        Wait.of("send, UNIX stream", o -> full(o.pair(STREAM).first()), send),
        Wait.of("send, UNIX datagram", o -> full(o.pair(DGRAM).first()), send),
        Wait.of("send, UNIX records", o -> full(o.pair(SEQPACKET).first()), send),
        Wait.of(
            "sendAll", o -> o.pair(STREAM).first(), (s, o) -> () -> s.sendAll(new byte[16 << 20])),
        Wait.of(
            "sendMsg",
            o -> full(o.pair(STREAM).first()),
            (s, o) -> () -> s.sendMsg(List.of(ByteBuffer.allocate(8192)), List.of(), null)),
        Wait.of(
            "sendBatch",
            o -> full(o.pair(DGRAM).first()),
            (s, o) -> {
              MessageBatch batch = MessageBatch.allocate(1, 8192, 0);
              batch.data(0).put(new byte[8192]).flip();
              return () -> s.sendBatch(batch, 0, 1);
            }),
        Wait.of(
            "output stream",
            o -> full(o.pair(STREAM).first()),
            (s, o) -> () -> s.outputStream().write(new byte[1 << 20])),
        Wait.of(
            "connect, TCP",
            o -> o.open(INET, STREAM),
            (s, o) -> {
              SocketAddr full = o.fullListener().getSockName();
              return () -> s.connect(full);
            }));
  }

  private Executable call(Wait wait, Socket socket) throws IOException {
    return wait.call().on(socket, opened);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void s23InterruptingEndsACallAndNothingElse(Wait wait) throws Exception {
    Socket socket = wait.open().in(opened);
    Waiting<Boolean> status = interrupted(call(wait, socket));
    status.untilItWaits();
    long begin = System.nanoTime();
    status.thread().interrupt();
    assertTrue(status.result(), "the interrupt status stays set");
    Expect.assertSoon(begin, 200);
    assertTrue(socket.isOpen());
    socket.getSockName();
  }

  /** The call; its result is whether the thread still counts as interrupted. */
  private static Waiting<Boolean> interrupted(Executable call) {
    return Waiting.in(
        () -> {
          try {
            call.execute();
          } catch (InterruptedIOException e) {
            return Thread.currentThread().isInterrupted();
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
          throw new IllegalStateException("the call ended by itself");
        });
  }

  @Test
  void s23WhoeverIsInterruptedAlreadyDoesNotWait() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    Waiting<Boolean> late =
        interrupted(
            () -> {
              Thread.currentThread().interrupt();
              pair.first().recv(8);
            });
    assertTrue(late.result());
    pair.second().send(new byte[3]);
    Waiting<byte[]> ready =
        Waiting.in(
            () -> {
              Thread.currentThread().interrupt();
              return pair.first().recv(8);
            });
    assertEquals(3, ready.result().length, "what would not wait is not disturbed");
  }

  @Test
  void s23AnInterruptedSendAllSaysWhatItSent() throws Exception {
    Socket.SocketPair pair = opened.pair(STREAM);
    Waiting<Boolean> call =
        Waiting.run(() -> pair.first().sendAll(new byte[16 << 20])).untilItWaits();
    call.thread().interrupt();
    int sent = call.failure(InterruptedIOException.class).bytesTransferred;
    pair.first().close();
    int received = 0;
    for (byte[] data = pair.second().recv(1 << 20); data.length > 0; ) {
      received += data.length;
      data = pair.second().recv(1 << 20);
    }
    assertEquals(received, sent);
  }

  @Test
  void s23InterruptingOneThreadLeavesTheOthersWaiting() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    Waiting<byte[]> other = Waiting.in(() -> pair.first().recv(8)).untilItWaits();
    Waiting<Boolean> call = interrupted(() -> pair.first().recv(8)).untilItWaits();
    call.thread().interrupt();
    assertTrue(call.result());
    other.untilItWaits();
    pair.second().send(new byte[4]);
    assertEquals(4, other.result().length);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void s24CloseWakesEveryBlockedCall(Wait wait) throws Exception {
    Socket socket = wait.open().in(opened);
    Waiting<Boolean> first = Waiting.run(call(wait, socket)).untilItWaits();
    long begin = System.nanoTime();
    socket.close();
    first.failsWith(Errno.EBADF);
    Expect.assertSoon(begin, 100);
    assertEquals(-1, socket.fileno());
  }

  @Test
  void s24CloseWakesEveryThread() throws Exception {
    Socket socket = opened.udp();
    List<Waiting<byte[]>> calls =
        Stream.generate(() -> Waiting.in(() -> socket.recv(8))).limit(16).toList();
    calls.forEach(Waiting::untilItWaits);
    socket.close();
    for (Waiting<byte[]> call : calls) {
      call.failsWith(Errno.EBADF);
    }
  }

  @Test
  void s24CloseWakesAConnectToAFullUnixServer() throws Exception {
    Socket server = unixListener(opened, STREAM);
    server.listen(0);
    Socket first = opened.open(UNIX, STREAM);
    first.connect(server.getSockName());
    Socket second = opened.open(UNIX, STREAM);
    Waiting<Boolean> call = Waiting.run(() -> second.connect(server.getSockName())).untilItWaits();
    second.close();
    call.failsWith(Errno.EBADF);
  }

  @Test
  void s24CloseDoesNotShutADuplicateDown() throws Exception {
    Socket.SocketPair pair = opened.tcpPair();
    Socket duplicate = opened.keep(pair.first().duplicate());
    Waiting<byte[]> call = Waiting.in(() -> pair.first().recv(8)).untilItWaits();
    Waiting<byte[]> other = Waiting.in(() -> duplicate.recv(8)).untilItWaits();
    pair.first().close();
    call.failsWith(Errno.EBADF);
    pair.second().send(new byte[] {7});
    assertArrayEquals(new byte[] {7}, other.result());
    duplicate.send(new byte[] {8});
    assertArrayEquals(new byte[] {8}, pair.second().recv(8));
  }

  @Test
  void s25ANumberIsNotReusedUnderACall() throws Exception {
    for (int i = 0; i < 200; i++) {
      Socket old = opened.udp();
      Waiting<byte[]> call = Waiting.in(() -> old.recv(8));
      if ((i & 1) == 0) {
        call.untilItWaits();
      }
      old.close();
      try (Socket.SocketPair one = Socket.pair(DGRAM);
          Socket.SocketPair two = Socket.pair(DGRAM)) {
        for (Socket socket : List.of(one.first(), one.second(), two.first(), two.second())) {
          socket.send(new byte[] {(byte) i});
        }
        call.failsWith(Errno.EBADF);
        for (Socket socket : List.of(one.first(), one.second(), two.first(), two.second())) {
          assertArrayEquals(new byte[] {(byte) i}, socket.recv(8, SocketConstants.MSG_DONTWAIT));
        }
      }
    }
  }

  @Test
  void s26SendingAndReceivingAtOnce() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    Waiting<byte[]> receiver = Waiting.in(() -> pair.first().recv(8)).untilItWaits();
    pair.first().send(new byte[] {1});
    assertArrayEquals(new byte[] {1}, pair.second().recv(8));
    pair.second().send(new byte[] {2});
    assertArrayEquals(new byte[] {2}, receiver.result());
  }

  @Test
  void s26TwoReceiversEachGetWholeDatagrams() throws Exception {
    Socket.SocketPair pair = opened.pair(DGRAM);
    int each = 2000;
    List<Waiting<Integer>> receivers =
        Stream.generate(() -> Waiting.in(() -> receive(pair.first(), each))).limit(2).toList();
    for (int i = 0; i < 2 * each; i++) {
      byte[] data = new byte[1 + i % 500];
      Arrays.fill(data, (byte) data.length);
      pair.second().send(data);
    }
    int octets = 0;
    for (Waiting<Integer> receiver : receivers) {
      octets += receiver.result();
    }
    int sent = 0;
    for (int i = 0; i < 2 * each; i++) {
      sent += 1 + i % 500;
    }
    assertEquals(sent, octets);
  }

  private static int receive(Socket socket, int count) throws IOException {
    int octets = 0;
    for (int i = 0; i < count; i++) {
      byte[] data = socket.recv(1000);
      for (byte octet : data) {
        assertEquals((byte) data.length, octet);
      }
      octets += data.length;
    }
    return octets;
  }

  @Test
  void s26ANewTimeOutIsForTheNextCall() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    Waiting<byte[]> call = Waiting.in(() -> pair.first().recv(8)).untilItWaits();
    pair.first().setTimeout(Duration.ofMillis(1));
    call.untilItWaits();
    pair.second().send(new byte[2]);
    assertEquals(2, call.result().length);
    Expect.timeOut(1, () -> pair.first().recv(8));
  }

  @Test
  void s24CloseEndsAStreamThatIsRead() throws Exception {
    Socket.SocketPair pair = opened.tcpPair();
    InputStream in = pair.first().makeFile("rb").input();
    Waiting<byte[]> call = Waiting.in(() -> in.readNBytes(100)).untilItWaits();
    pair.second().send(new byte[3]);
    call.untilItWaits();
    pair.first().close();
    call.failsWith(Errno.EBADF);
  }
}
