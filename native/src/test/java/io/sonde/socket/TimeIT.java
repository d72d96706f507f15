// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketConstants.MSG_DONTWAIT;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time-outs and modes: S16 to S22. */
class TimeIT {
  private static final int MILLIS = 120;
  private static final Duration SHORT = Duration.ofMillis(MILLIS);
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private Socket timed(Socket socket) throws IOException {
    socket.setTimeout(SHORT);
    return socket;
  }

  @Test
  void s16TimeOutsAreKeptExactly() throws IOException {
    Socket socket = opened.open(INET, DGRAM);
    assertNull(socket.getTimeout());
    for (Duration timeout :
        List.of(
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofSeconds(3, 141_592_653),
            Duration.ofDays(366L * 300),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))) {
      socket.setTimeout(timeout);
      assertEquals(timeout, socket.getTimeout());
    }
    socket.setTimeout(SHORT);
    Expect.illegal(() -> socket.setTimeout(Duration.ofNanos(-1)));
    assertEquals(SHORT, socket.getTimeout());
    socket.setTimeout(null);
    assertNull(socket.getTimeout());
  }

  @Test
  void s16MoreThanTwoHundredNinetyTwoYearsIsNoLimit() throws Exception {
    Socket.SocketPair pair = opened.pair(DGRAM);
    pair.first().setTimeout(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    Waiting<byte[]> call = Waiting.in(() -> pair.first().recv(1)).untilItWaits();
    pair.second().send(new byte[1]);
    assertEquals(1, call.result().length);
  }

  @Test
  void s17ModesAndTimeOutsAreOne() throws IOException {
    Socket socket = opened.open(INET, DGRAM);
    assertTrue(socket.isBlocking());
    socket.setTimeout(Duration.ZERO);
    assertFalse(socket.isBlocking());
    socket.setTimeout(SHORT);
    assertTrue(socket.isBlocking());
    socket.setBlocking(false);
    assertEquals(Duration.ZERO, socket.getTimeout());
    socket.setBlocking(true);
    assertNull(socket.getTimeout());
  }

  @Test
  void s18ReceivingTimesOut() throws IOException {
    Socket udp = timed(opened.udp());
    ByteBuffer buffer = ByteBuffer.allocateDirect(8);
    Expect.timeOut(MILLIS, () -> udp.recv(8));
    Expect.timeOut(MILLIS, () -> udp.recv(buffer));
    Expect.timeOut(MILLIS, () -> udp.recvFrom(8));
    Expect.timeOut(MILLIS, () -> udp.recvFrom(buffer));
    Expect.timeOut(MILLIS, () -> udp.recvMsg(8, 64));
    MessageBatch batch = opened.keep(MessageBatch.allocate(4, 8, 0));
    Expect.timeOut(MILLIS, () -> udp.recvBatch(batch));
    assertEquals(0, buffer.position());
    Socket tcp = timed(opened.tcpPair().first());
    Expect.timeOut(MILLIS, () -> tcp.recv(8));
    Socket records = timed(opened.pair(SEQPACKET).first());
    Expect.timeOut(MILLIS, () -> records.recv(8));
  }

  @Test
  void s18AcceptingTimesOut() throws IOException {
    Socket tcp = timed(opened.listener());
    Expect.timeOut(MILLIS, tcp::accept);
    Socket unix = opened.open(UNIX, STREAM);
    unix.bind(SocketAddr.unixUnnamed());
    unix.listen();
    timed(unix);
    Expect.timeOut(MILLIS, unix::accept);
  }

  @Test
  void s18ConnectingTimesOut() throws IOException {
    SocketAddr full = opened.fullListener().getSockName();
    Socket socket = timed(opened.open(INET, STREAM));
    Expect.timeOut(MILLIS, () -> socket.connect(full));
  }

  @Test
  void s18SendingTimesOut() throws IOException {
    Socket stream = timed(opened.pair(STREAM).first());
    Opened.fill(stream);
    ByteBuffer buffer = ByteBuffer.allocate(8);
    Expect.timeOut(MILLIS, () -> stream.send(new byte[8]));
    Expect.timeOut(MILLIS, () -> stream.send(buffer));
    assertEquals(0, buffer.position());
    Expect.timeOut(MILLIS, () -> stream.sendMsg(List.of(buffer), List.of(), null));
    Expect.timeOut(MILLIS, () -> stream.sendAll(new byte[8]));
    Socket datagrams = timed(opened.pair(DGRAM).first());
    Opened.fill(datagrams);
    MessageBatch batch = opened.keep(MessageBatch.allocate(2, 8, 0));
    batch.data(0).put(new byte[8]).flip();
    Expect.timeOut(MILLIS, () -> datagrams.sendBatch(batch, 0, 1));
  }

  @Test
  void s18SendingToAFullServerTimesOut() throws IOException {
    Socket server = opened.open(UNIX, DGRAM);
    server.bind(SocketAddr.unixUnnamed());
    Socket filler = opened.open(UNIX, DGRAM);
    filler.connect(server.getSockName());
    Opened.fill(filler);
    Socket client = timed(opened.open(UNIX, DGRAM));
    Expect.timeOut(MILLIS, () -> client.sendTo(new byte[8], server.getSockName()));
  }

  @Test
  void s18PacketSocketsTimeOut() throws IOException {
    Socket raw = timed(opened.privileged(PACKET, RAW, 0));
    Expect.timeOut(MILLIS, () -> raw.recv(8));
    Socket icmp = timed(opened.privileged(INET6, RAW, 58));
    Expect.timeOut(MILLIS, () -> icmp.recv(8));
  }

  @Test
  void s18WhatComesInTimeIsReceived() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    pair.first().setTimeout(Duration.ofSeconds(10));
    Waiting<byte[]> call = Waiting.in(() -> pair.first().recv(8)).untilItWaits();
    pair.second().send(new byte[3]);
    assertEquals(3, call.result().length);
  }

  @Test
  void s19NonBlockingNeverWaits() throws Throwable {
    Socket udp = opened.udp();
    udp.setBlocking(false);
    Expect.atOnce(() -> Expect.wouldBlock(() -> udp.recv(8)));
    Expect.atOnce(() -> Expect.wouldBlock(() -> udp.recvFrom(8)));
    Expect.atOnce(() -> Expect.wouldBlock(() -> udp.recvMsg(8, 0)));
    Socket listener = opened.listener();
    listener.setBlocking(false);
    Expect.atOnce(() -> Expect.wouldBlock(listener::accept));
    Socket stream = opened.pair(STREAM).first();
    Opened.fill(stream);
    stream.setBlocking(false);
    Expect.atOnce(() -> Expect.wouldBlock(() -> stream.send(new byte[8])));
  }

  @Test
  void s19DontWaitIsTheSameOnAnySocket() throws Throwable {
    Socket udp = opened.udp();
    Expect.atOnce(() -> Expect.wouldBlock(() -> udp.recv(8, MSG_DONTWAIT)));
    udp.setTimeout(Duration.ofSeconds(30));
    Expect.atOnce(() -> Expect.wouldBlock(() -> udp.recv(8, MSG_DONTWAIT)));
    Expect.atOnce(
        () -> Expect.wouldBlock(() -> udp.recvFrom(8, SocketConstants.MSG_PEEK, MSG_DONTWAIT)));
  }

  @Test
  void s20AnAcceptedSocketHasNoTimeOut() throws IOException {
    Socket listener = opened.listener();
    for (Duration timeout : List.of(Duration.ofSeconds(5), Duration.ZERO)) {
      Socket client = opened.open(INET, STREAM);
      client.connect(listener.getSockName());
      listener.setTimeout(Duration.ofSeconds(5));
      listener.setTimeout(timeout);
      Socket accepted = opened.keep(listener.accept().socket());
      assertTrue(accepted.isBlocking());
      assertNull(accepted.getTimeout());
    }
  }

  @Test
  void s21SendAllHasOneDeadline() throws Exception {
    Socket.SocketPair pair = opened.tcpPair();
    pair.first().setTimeout(Duration.ofMillis(500));
    Waiting<Boolean> reader =
        Waiting.run(
            () -> { // keeps the sender going for longer than its time-out
              for (int i = 0; i < 40; i++) {
                pair.second().recv(4096);
                LockSupport.parkNanos(20_000_000);
              }
            });
    ByteBuffer data = ByteBuffer.allocate(32 << 20);
    SocketTimeoutException e = Expect.timeOut(500, () -> pair.first().sendAll(data));
    assertTrue(e.bytesTransferred > 0, "some octets were sent");
    assertEquals(e.bytesTransferred, data.position());
    pair.first().close();
    reader.result();
  }

  @Test
  void s21NonBlockingSendAllSaysWhatItSent() throws IOException {
    Socket stream = opened.pair(STREAM).first();
    stream.setBlocking(false);
    ByteBuffer data = ByteBuffer.allocateDirect(8 << 20);
    WouldBlockException e = Expect.wouldBlock(() -> stream.sendAll(data));
    assertTrue(e.bytesTransferred() > 0);
    assertEquals(e.bytesTransferred(), data.position());
    assertEquals(0, Expect.wouldBlock(() -> stream.sendAll(new byte[9])).bytesTransferred());
  }

  @Test
  void s22SignalsNeverEndNorExtendACall() throws Exception {
    Socket udp = opened.udp();
    udp.setTimeout(Duration.ofMillis(400));
    long begin = System.nanoTime();
    Waiting<byte[]> call = Waiting.in(() -> udp.recv(8)).untilItWaits();
    while (!call.isDone()) {
      call.interruptCall();
      LockSupport.parkNanos(3_000_000);
    }
    call.failure(SocketTimeoutException.class);
    assertTrue(System.nanoTime() - begin >= 400_000_000);
    Expect.assertSoon(begin, 400);
  }

  @Test
  void s22ABlockedCallOutlivesSignals() throws Exception {
    Socket.SocketPair pair = opened.pair(STREAM);
    Waiting<byte[]> call = Waiting.in(() -> pair.first().recv(8)).untilItWaits();
    Socket listener = opened.listener();
    Waiting<Socket.Accepted> accept = Waiting.in(listener::accept).untilItWaits();
    for (int i = 0; i < 50; i++) {
      call.interruptCall();
      accept.interruptCall();
      LockSupport.parkNanos(1_000_000);
    }
    pair.second().send(new byte[5]);
    assertEquals(5, call.result().length);
    Socket client = opened.open(INET, STREAM);
    client.connect(listener.getSockName());
    opened.keep(accept.result().socket());
  }

  @Test
  void s22AnInterruptedConnectWaitsForItsOutcome() throws Exception {
    Socket full = opened.fullListener();
    Socket socket = opened.open(INET, STREAM);
    socket.setTimeout(Duration.ofSeconds(15));
    Waiting<Boolean> call = Waiting.run(() -> socket.connect(full.getSockName())).untilItWaits();
    for (int i = 0; i < 20; i++) {
      call.interruptCall();
      LockSupport.parkNanos(1_000_000);
    }
    full.setTimeout(Duration.ofSeconds(10));
    while (!call.isDone()) { // its SYN is repeated after a second
      try {
        opened.keep(full.accept().socket());
      } catch (SocketTimeoutException e) {
        break;
      }
    }
    assertTrue(call.result());
    assertEquals(full.getSockName(), socket.getPeerName());
  }

  @Test
  void s22AStoppedProcessGoesOn() throws Exception {
    Socket udp = opened.udp();
    udp.setTimeout(Duration.ofMillis(600));
    Waiting<byte[]> call = Waiting.in(() -> udp.recv(8)).untilItWaits();
    long process = ProcessHandle.current().pid();
    String stop = "kill -STOP " + process + "; sleep 0.1; kill -CONT " + process;
    assertEquals(0, new ProcessBuilder("sh", "-c", stop + "; " + stop).start().waitFor());
    call.failure(SocketTimeoutException.class);
  }
}
