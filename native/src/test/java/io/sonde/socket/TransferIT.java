// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketConstants.MSG_PEEK;
import static io.sonde.socket.SocketConstants.MSG_TRUNC;
import static io.sonde.socket.SocketConstants.MSG_WAITALL;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving and sending: S31 to S40. */
class TransferIT {
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  @Test
  void s31TheEndOfAStreamIsSaidAgainAndAgain() throws IOException {
    for (Socket.SocketPair pair : List.of(opened.tcpPair(), opened.pair(STREAM))) {
      pair.first().send(octets(1));
      pair.first().close();
      assertArrayEquals(octets(1), pair.second().recv(9));
      for (int i = 0; i < 3; i++) {
        assertEquals(0, pair.second().recv(9).length);
        assertEquals(-1, pair.second().recv(ByteBuffer.allocate(9)));
        assertEquals(0, pair.second().recvFrom(9).data().length);
      }
    }
  }

  @Test
  void s31AnEmptyDatagramIsNoEnd() throws IOException {
    for (Socket.SocketPair pair : List.of(opened.udpPair(), opened.pair(DGRAM))) {
      pair.first().send(octets());
      pair.first().send(octets());
      pair.first().send(octets(5));
      assertEquals(0, pair.second().recv(9).length);
      assertEquals(0, pair.second().recv(ByteBuffer.allocateDirect(9)));
      assertArrayEquals(octets(5), pair.second().recv(9));
    }
  }

  @Test
  void s31AnEmptyRecordIsNoEnd() throws IOException {
    Socket.SocketPair pair = opened.pair(SEQPACKET);
    ByteBuffer buffer = ByteBuffer.allocate(9);
    pair.first().send(octets());
    assertEquals(0, pair.second().recv(buffer));
    pair.first().send(octets());
    pair.first().send(octets(5));
    assertEquals(0, pair.second().recv(buffer));
    assertEquals(1, pair.second().recv(buffer));
    pair.first().close();
    assertEquals(-1, pair.second().recv(buffer));
    assertEquals(0, pair.second().recv(9).length);
    Socket.SocketPair shut = opened.pair(SEQPACKET);
    shut.first().shutdown(Shutdown.WRITE);
    assertEquals(-1, shut.second().recv(buffer));
  }

  @Test
  void s32SizeZero() throws Throwable {
    Socket stream = opened.tcpPair().first();
    assertEquals(0, Expect.atOnce(() -> stream.recv(0)).length);
    Socket.SocketPair pair = opened.udpPair();
    pair.first().send(octets(1, 2, 3));
    Socket.Received received = pair.second().recvFrom(0);
    assertEquals(0, received.data().length);
    assertEquals(3, received.length());
    assertTrue(received.truncated());
    pair.first().send(octets(1));
    pair.first().send(octets(2));
    assertEquals(0, pair.second().recv(0).length);
    assertArrayEquals(octets(2), pair.second().recv(9));
    pair.first().send(octets(1));
    pair.first().send(octets(2));
    ByteBuffer full = ByteBuffer.allocate(0);
    assertEquals(0, pair.second().recv(full));
    assertArrayEquals(octets(2), pair.second().recv(9));
  }

  @Test
  void s32SizesBelowZeroAndReadOnlyBuffersAreRefused() throws IOException {
    Socket udp = opened.udp();
    Expect.illegal(() -> udp.recv(-1));
    Expect.illegal(() -> udp.recvFrom(-1));
    Expect.illegal(() -> udp.recvMsg(-1, 0));
    ByteBuffer readOnly = ByteBuffer.allocate(9).asReadOnlyBuffer();
    Expect.illegal(() -> udp.recv(readOnly));
    Expect.illegal(() -> udp.recvFrom(readOnly));
    ByteBuffer direct = ByteBuffer.allocateDirect(9).asReadOnlyBuffer();
    Expect.illegal(() -> udp.recv(direct));
  }

  @Test
  void s33ATooLongDatagramIsCut() throws IOException {
    for (Socket.SocketPair pair : List.of(opened.udpPair(), opened.pair(DGRAM))) {
      pair.first().send(octets(1, 2, 3, 4, 5));
      Socket.Received peeked = pair.second().recvFrom(2, MSG_PEEK);
      assertArrayEquals(octets(1, 2), peeked.data());
      assertEquals(5, peeked.length());
      Socket.Received cut = pair.second().recvFrom(2);
      assertArrayEquals(octets(1, 2), cut.data());
      assertEquals(5, cut.length());
      assertTrue(cut.truncated());
      pair.first().send(octets(6, 7));
      ByteBuffer buffer = ByteBuffer.allocate(2);
      Socket.ReceivedInto whole = pair.second().recvFrom(buffer);
      assertEquals(2, whole.count());
      assertEquals(2, whole.length());
      assertFalse(whole.truncated());
      assertEquals(ByteBuffer.wrap(octets(6, 7)), buffer.flip());
      pair.first().send(octets(1, 2, 3));
      Socket.ReceivedInto into = pair.second().recvFrom(ByteBuffer.allocateDirect(1));
      assertEquals(1, into.count());
      assertEquals(3, into.length());
      assertTrue(into.truncated());
      pair.first().send(octets(1, 2, 3));
      assertArrayEquals(octets(1, 2), pair.second().recv(2, MSG_TRUNC));
      pair.first().send(octets(1, 2, 3));
      ByteBuffer small = ByteBuffer.allocate(2);
      assertEquals(2, pair.second().recv(small, MSG_TRUNC));
      assertEquals(2, small.position());
      pair.first().send(octets(1, 2, 3));
      Message message = pair.second().recvMsg(2, 0);
      assertTrue(message.truncated());
      assertEquals(3, message.length());
    }
  }

  @Test
  void s34WaitAllCollects() throws Exception {
    for (Duration timeout : new Duration[] {null, Duration.ofSeconds(20)}) {
      Socket.SocketPair pair = opened.tcpPair();
      pair.second().setTimeout(timeout);
      Waiting<byte[]> call = Waiting.in(() -> pair.second().recv(5, MSG_WAITALL)).untilItWaits();
      pair.first().send(octets(1, 2));
      call.untilItWaits();
      pair.first().send(octets(3, 4, 5, 6));
      assertArrayEquals(octets(1, 2, 3, 4, 5), call.result());
      pair.first().close();
      assertArrayEquals(octets(6), pair.second().recv(5, MSG_WAITALL));
    }
  }

  @Test
  void s33AnySizeMayBeAskedFor() throws IOException {
    Socket.SocketPair udp = opened.udpPair();
    for (Socket.SocketPair pair : List.of(udp, opened.tcpPair())) {
      pair.first().send(octets(1, 2));
      assertArrayEquals(octets(1, 2), pair.second().recv(Integer.MAX_VALUE));
      pair.first().send(octets(3));
      assertArrayEquals(octets(3), pair.second().recvFrom(Integer.MAX_VALUE).data());
    }
    udp.first().send(octets(4));
    assertArrayEquals(octets(4), udp.second().recvMsg(Integer.MAX_VALUE, 0).data());
  }

  @Test
  void s34WaitAllCollectsAnySize() throws Exception {
    Socket.SocketPair pair = opened.tcpPair();
    byte[] data = new byte[5 << 20];
    new Random(7).nextBytes(data);
    Waiting<Boolean> sender = Waiting.run(() -> pair.first().sendAll(data));
    assertArrayEquals(data, pair.second().recv(data.length, MSG_WAITALL));
    assertTrue(sender.result());
  }

  @Test
  void s34WaitAllGivesWhatItHasAtTheDeadline() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.second().setTimeout(Duration.ofMillis(150));
    Expect.timeOut(150, () -> pair.second().recv(5, MSG_WAITALL));
    pair.first().send(octets(1, 2));
    long begin = System.nanoTime();
    assertArrayEquals(octets(1, 2), pair.second().recv(5, MSG_WAITALL));
    assertTrue(System.nanoTime() - begin >= 150_000_000);
    Expect.assertSoon(begin, 150);
    pair.first().send(octets(3));
    ByteBuffer buffer = ByteBuffer.allocateDirect(5);
    assertEquals(1, pair.second().recv(buffer, MSG_WAITALL));
    assertEquals(3, buffer.get(0));
  }

  @Test
  void s35TheLongestDatagram() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    assertEquals(65507, pair.first().send(new byte[65507]));
    assertEquals(65507, pair.second().recv(70000).length);
    Expect.errno(Errno.EMSGSIZE, () -> pair.first().send(new byte[65508]));
  }

  @Test
  void s35WithoutADestination() throws IOException {
    Socket udp = opened.udp();
    Expect.errno(Errno.EDESTADDRREQ, () -> udp.send(octets(1)));
    Socket unix = opened.open(UNIX, DGRAM);
    Expect.errno(Errno.ENOTCONN, () -> unix.send(octets(1)));
    Socket tcp = opened.open(INET, STREAM);
    Expect.errno(Errno.EPIPE, () -> tcp.send(octets(1)));
    Expect.errno(Errno.ENOTCONN, () -> tcp.recv(9));
    Socket stream = opened.open(UNIX, STREAM);
    Expect.errno(Errno.EINVAL, () -> stream.recv(9));
  }

  @Test
  void s35AConnectedDatagramSocketHearsItsPeerOnly() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    Socket stranger = opened.udp();
    stranger.sendTo(octets(9), pair.first().getSockName());
    pair.second().send(octets(1));
    assertArrayEquals(octets(1), pair.first().recv(9));
    pair.first().sendTo(octets(2), stranger.getSockName());
    Socket.Received received = stranger.recvFrom(9);
    assertArrayEquals(octets(2), received.data());
    assertEquals(pair.first().getSockName(), received.from());
    pair.second().close();
    pair.first().send(octets(3));
    Expect.errno(Errno.ECONNREFUSED, () -> pair.first().recv(9));
  }

  @Test
  void s36WritingToNobodyIsAnErrorNoSignal() throws IOException {
    for (Socket.SocketPair pair : List.of(opened.pair(STREAM), opened.pair(SEQPACKET))) {
      pair.second().close();
      for (int i = 0; i < 3; i++) {
        Expect.errno(Errno.EPIPE, () -> pair.first().send(octets(1)));
        Expect.errno(Errno.EPIPE, () -> pair.first().sendAll(octets(1)));
        Expect.errno(
            Errno.EPIPE,
            () -> pair.first().sendMsg(List.of(ByteBuffer.allocate(1)), List.of(), null));
      }
    }
  }

  @Test
  void s37ShuttingOneWayDown() throws IOException {
    for (Socket.SocketPair pair : List.of(opened.tcpPair(), opened.pair(STREAM))) {
      pair.first().shutdown(Shutdown.WRITE);
      assertEquals(0, pair.second().recv(9).length);
      pair.second().send(octets(4));
      assertArrayEquals(octets(4), pair.first().recv(9));
      Expect.errno(Errno.EPIPE, () -> pair.first().send(octets(1)));
    }
    Socket idle = opened.open(INET, STREAM);
    Expect.errno(Errno.ENOTCONN, () -> idle.shutdown(Shutdown.BOTH));
  }

  @Test
  void s37ShuttingReceptionDown() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.first().shutdown(Shutdown.READ);
    assertEquals(0, pair.first().recv(9).length);
    Expect.errno(Errno.EPIPE, () -> pair.second().send(octets(1)));
  }

  @Test
  void s38UnixDatagramsToNobody() throws IOException {
    Socket.SocketPair pair = opened.pair(DGRAM);
    pair.second().close();
    Expect.errno(Errno.ECONNREFUSED, () -> pair.first().send(octets(1)));
  }

  @Test
  void s38RecordsKeepTheirBoundaries() throws IOException {
    Socket.SocketPair pair = opened.pair(SEQPACKET);
    pair.first().send(octets(1, 2));
    pair.first().send(octets(3, 4, 5));
    assertArrayEquals(octets(1, 2), pair.second().recv(9));
    Message cut = pair.second().recvMsg(2, 0);
    assertArrayEquals(octets(3, 4), cut.data());
    assertTrue(cut.truncated());
    pair.first().setOption(SockOpt.SO_SNDBUF, 4096);
    int limit = pair.first().getOption(SockOpt.SO_SNDBUF);
    Expect.errno(Errno.EMSGSIZE, () -> pair.first().send(new byte[limit + 1]));
  }

  @Test
  void s39PartsAreGathered() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    ByteBuffer heap = ByteBuffer.wrap(octets(9, 1, 2, 9), 1, 2);
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put(octets(9, 3, 4, 5)).position(1);
    ByteBuffer slice = ByteBuffer.wrap(octets(9, 9, 6)).position(2).slice();
    ByteBuffer readOnly = ByteBuffer.wrap(octets(7)).asReadOnlyBuffer();
    List<ByteBuffer> parts = List.of(heap, direct, slice, readOnly);
    assertEquals(7, pair.first().sendMsg(parts, List.of(), null));
    assertArrayEquals(octets(1, 2, 3, 4, 5, 6, 7), pair.second().recv(99));
    for (ByteBuffer part : parts) {
      assertFalse(part.hasRemaining());
    }
    assertEquals(0, pair.first().sendMsg(List.of(), List.of(), null));
    assertEquals(0, pair.second().recv(9).length);
  }

  @Test
  void s39ThereAreAtMost1024Parts() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    List<ByteBuffer> parts = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      parts.add(ByteBuffer.wrap(octets(i)));
    }
    assertEquals(1024, pair.first().sendMsg(parts, List.of(), null));
    byte[] received = pair.second().recv(2000);
    assertEquals(1024, received.length);
    assertEquals((byte) 1023, received[1023]);
    parts.forEach(ByteBuffer::rewind);
    parts.add(ByteBuffer.allocate(1));
    Expect.errno(Errno.EMSGSIZE, () -> pair.first().sendMsg(parts, List.of(), null));
  }

  @Test
  void s39PositionsFollowAPartialSend() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    pair.first().setBlocking(false);
    ByteBuffer first = ByteBuffer.allocate(1000);
    ByteBuffer second = ByteBuffer.allocateDirect(16 << 20);
    int sent = pair.first().sendMsg(List.of(first, second), List.of(), null);
    assertTrue(sent < 1000 + (16 << 20));
    assertEquals(sent, first.position() + second.position());
    assertEquals(1000, first.position());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void s39SendingABufferMovesItsPosition(boolean direct) throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    ByteBuffer data = direct ? ByteBuffer.allocateDirect(5) : ByteBuffer.allocate(5);
    data.put(octets(1, 2, 3, 4, 5)).position(1).limit(4);
    assertEquals(3, pair.first().send(data));
    assertEquals(4, data.position());
    assertEquals(4, data.limit());
    data.position(2).limit(5);
    pair.first().sendAll(data);
    assertEquals(5, data.position());
    assertArrayEquals(octets(2, 3, 4, 3, 4, 5), pair.second().recv(99));
    Socket udp = opened.udp();
    data.position(0);
    assertEquals(5, udp.sendTo(data, udp.getSockName()));
    ByteBuffer into = direct ? ByteBuffer.allocateDirect(9) : ByteBuffer.allocate(9);
    into.position(2).limit(8);
    assertEquals(5, udp.recv(into));
    assertEquals(7, into.position());
    assertEquals(8, into.limit());
    assertEquals(0, into.get(1));
    assertEquals(1, into.get(2));
    assertEquals(5, into.get(6));
  }

  @Test
  void s40WhatIsOutsideTheReceivedPartIsNotRewritten() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    byte[] array = new byte[100];
    ByteBuffer buffer = ByteBuffer.wrap(array, 10, 20);
    Waiting<Integer> call = Waiting.in(() -> pair.second().recv(buffer)).untilItWaits();
    array[9] = 1; // while the call waits
    array[50] = 2;
    array[15] = 3;
    pair.first().send(octets(7, 7, 7));
    assertEquals(3, call.result());
    assertEquals(1, array[9]);
    assertEquals(2, array[50]);
    assertEquals(3, array[15]);
    assertArrayEquals(octets(7, 7, 7, 0), Arrays.copyOfRange(array, 10, 14));
    assertEquals(13, buffer.position());
  }
}
