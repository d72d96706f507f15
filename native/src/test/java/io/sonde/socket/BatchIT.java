// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.SocketType.DGRAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many messages in one call: S49. */
class BatchIT {
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private MessageBatch batch(int messages, int octets, int ancillary) {
    return opened.keep(MessageBatch.allocate(messages, octets, ancillary));
  }

  private static void put(MessageBatch batch, int i, int length) {
    ByteBuffer data = batch.data(i).clear();
    for (int at = 0; at < length; at++) {
      data.put((byte) i);
    }
    data.flip();
  }

  @Test
  void s49BatchesAreSentAndReceived() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    MessageBatch out = batch(5, 100, 0);
    for (int i = 0; i < 5; i++) {
      put(out, i, 10 * i);
    }
    assertEquals(0, pair.first().sendBatch(out, 0, 0));
    assertEquals(3, pair.first().sendBatch(out, 2, 3));
    MessageBatch in = batch(8, 35, 0);
    assertEquals(3, pair.second().recvBatch(in));
    for (int i = 0; i < 3; i++) {
      int length = 10 * (i + 2);
      ByteBuffer data = in.data(i);
      assertEquals(0, data.position());
      assertEquals(Math.min(35, length), data.limit());
      assertEquals(length, in.length(i));
      assertEquals(length > 35, (in.flags(i) & SocketConstants.MSG_TRUNC) != 0);
      assertEquals(i + 2, data.get(0));
      assertEquals(pair.first().getSockName(), in.address(i));
      assertEquals(List.of(), in.ancillary(i));
    }
  }

  @Test
  void s49EachMessageHasItsOwnDestinationAndAncillaryData() throws IOException {
    Socket sender = opened.udp();
    Socket one = opened.udp();
    Socket two = opened.udp();
    MessageBatch out = batch(4, 10, 64);
    for (int i = 0; i < 4; i++) {
      put(out, i, 1);
      out.setAddress(i, (i & 1) == 0 ? one.getSockName() : two.getSockName());
      out.setAncillary(i, List.of(new Ancillary.HopLimit(20 + i)));
    }
    assertEquals(4, sender.sendBatch(out, 0, 4));
    MessageBatch in = batch(4, 10, 64);
    for (Socket receiver : List.of(one, two)) {
      receiver.setTimeout(Duration.ofMillis(100));
      receiver.setOption(SockOpt.IP_RECVTTL, true);
      assertEquals(2, receiver.recvBatch(in));
      assertEquals(receiver == one ? 0 : 1, in.data(0).get(0));
    }
    put(out, 0, 1);
    out.setAddress(0, two.getSockName());
    assertEquals(1, sender.sendBatch(out, 0, 1));
    assertEquals(1, two.recvBatch(in));
    assertEquals(List.of(new Ancillary.HopLimit(20)), in.ancillary(0));
    out.clear();
    put(out, 0, 1);
    Expect.errno(Errno.EDESTADDRREQ, () -> sender.sendBatch(out, 0, 1));
  }

  @Test
  void s49AFailingMessageEndsABatch() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    MessageBatch out = batch(4, 66_000, 0);
    put(out, 0, 1);
    put(out, 1, 2);
    put(out, 2, 65_508);
    put(out, 3, 4);
    assertEquals(2, pair.first().sendBatch(out, 0, 4));
    Expect.errno(Errno.EMSGSIZE, () -> pair.first().sendBatch(out, 2, 2));
    assertEquals(1, pair.first().sendBatch(out, 3, 1));
    assertEquals(1, pair.second().recv(9).length);
    assertEquals(2, pair.second().recv(9).length);
    assertEquals(4, pair.second().recv(9).length);
  }

  @Test
  void s49AtMost1024AtOnce() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    pair.second().setOption(SockOpt.SO_RCVBUF, 4 << 20);
    MessageBatch out = batch(1100, 1, 0);
    for (int i = 0; i < 1100; i++) {
      put(out, i, 1);
    }
    assertEquals(1024, pair.first().sendBatch(out, 0, 1100));
    assertEquals(76, pair.first().sendBatch(out, 1024, 76));
  }

  @Test
  void s49TheFirstMessageIsWaitedFor() throws Exception {
    Socket.SocketPair pair = opened.udpPair();
    MessageBatch in = batch(4, 8, 0);
    Waiting<Integer> call = Waiting.in(() -> pair.second().recvBatch(in)).untilItWaits();
    pair.first().send(new byte[3]);
    assertEquals(1, call.result());
    assertEquals(3, in.length(0));
    pair.second().setTimeout(Duration.ofMillis(100));
    Expect.timeOut(100, () -> pair.second().recvBatch(in));
    pair.second().setBlocking(false);
    Expect.wouldBlock(() -> pair.second().recvBatch(in));
    for (int i = 0; i < 6; i++) {
      pair.first().send(new byte[i]);
    }
    assertEquals(4, pair.second().recvBatch(in));
    assertEquals(2, pair.second().recvBatch(in));
    assertEquals(4, in.length(0));
  }

  @Test
  void s49UnixDatagramsToo() throws IOException {
    Socket.SocketPair pair = opened.pair(DGRAM);
    MessageBatch out = batch(2, 8, 0);
    put(out, 0, 8);
    put(out, 1, 0);
    assertEquals(2, pair.first().sendBatch(out, 0, 2));
    MessageBatch in = batch(2, 8, 0);
    assertEquals(2, pair.second().recvBatch(in));
    assertEquals(8, in.length(0));
    assertEquals(0, in.length(1));
    assertEquals(SocketAddr.unixUnnamed(), in.address(0));
  }

  @Test
  void s49ArgumentsHaveRanges() throws IOException {
    Socket udp = opened.udp();
    MessageBatch batch = batch(4, 8, 16);
    assertEquals(4, batch.capacity());
    Expect.illegal(() -> MessageBatch.allocate(0, 8, 0));
    Expect.illegal(() -> MessageBatch.allocate(1, -1, 0));
    Expect.illegal(() -> MessageBatch.allocate(1 << 16, 1 << 20, 0));
    Expect.illegal(() -> MessageBatch.allocate(1, 1, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> udp.sendBatch(batch, 3, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> udp.sendBatch(batch, -1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> batch.data(4));
    batch.setAncillary(0, List.of(new Ancillary.HopLimit(1))); // 24 octets
    Expect.illegal(() -> udp.sendBatch(batch, 0, 1));
    batch.close();
    assertThrows(IllegalStateException.class, () -> udp.recvBatch(batch));
    batch.close();
  }

  @Test
  void s49NothingOfAnEarlierMessageIsLeft() throws IOException {
    Socket.SocketPair pair = opened.udpPair();
    MessageBatch in = batch(1, 8, 64);
    pair.second().setOption(SockOpt.IP_RECVTTL, true);
    pair.first().send(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    pair.second().recvBatch(in);
    assertNotEquals(0, in.flags(0) & SocketConstants.MSG_TRUNC);
    assertFalse(in.ancillary(0).isEmpty());
    pair.second().setOption(SockOpt.IP_RECVTTL, false);
    pair.first().send(new byte[] {1});
    pair.second().recvBatch(in);
    assertEquals(0, in.flags(0) & SocketConstants.MSG_TRUNC);
    assertEquals(List.of(), in.ancillary(0));
    assertEquals(1, in.data(0).remaining());
    Socket.SocketPair stream = opened.tcpPair();
    stream.first().send(new byte[1]);
    assertEquals(1, stream.second().recvBatch(in));
    assertNull(in.address(0));
  }
}
