// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for several sockets: S50. */
class PollerIT {
  private final Opened opened = new Opened();
  private Poller poller;

  @BeforeEach
  void open() throws IOException {
    poller = opened.keep(Poller.open());
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private List<Poller.Ready> now() throws IOException {
    return poller.poll(Duration.ZERO);
  }

  @Test
  void readinessIsReportedAsLongAsItLasts() throws IOException {
    Socket.SocketPair pair = opened.pair(DGRAM);
    poller.add(pair.first(), Poller.IN);
    assertEquals(List.of(), now());
    pair.second().send(new byte[1]);
    assertEquals(List.of(new Poller.Ready(pair.first(), Poller.IN)), now());
    assertEquals(List.of(new Poller.Ready(pair.first(), Poller.IN)), now());
    pair.first().recv(9);
    assertEquals(List.of(), now());
    poller.modify(pair.first(), Poller.IN | Poller.OUT);
    assertEquals(List.of(new Poller.Ready(pair.first(), Poller.OUT)), now());
    poller.remove(pair.first());
    assertEquals(List.of(), now());
  }

  @Test
  void theEndOfAPeerIsReported() throws IOException {
    Socket.SocketPair pair = opened.pair(STREAM);
    poller.add(pair.first(), Poller.IN | Poller.RDHUP);
    pair.second().close();
    List<Poller.Ready> ready = now();
    assertEquals(1, ready.size());
    int events = ready.get(0).events();
    assertEquals(
        Poller.IN | Poller.RDHUP | Poller.HUP,
        events & (Poller.IN | Poller.RDHUP | Poller.HUP | Poller.CLOSED));
  }

  @Test
  void severalSocketsAtOnce() throws IOException {
    Socket.SocketPair one = opened.pair(DGRAM);
    Socket.SocketPair two = opened.pair(DGRAM);
    Socket.SocketPair three = opened.pair(DGRAM);
    for (Socket.SocketPair pair : List.of(one, two, three)) {
      poller.add(pair.first(), Poller.IN);
    }
    one.second().send(new byte[1]);
    three.second().send(new byte[1]);
    List<Socket> ready = now().stream().map(Poller.Ready::socket).toList();
    assertEquals(2, ready.size());
    assertTrue(ready.contains(one.first()) && ready.contains(three.first()));
  }

  @Test
  void timeOutsEndWithAnEmptyList() throws IOException {
    poller.add(opened.udp(), Poller.IN);
    long begin = System.nanoTime();
    assertEquals(List.of(), poller.poll(Duration.ofMillis(120)));
    assertTrue(System.nanoTime() - begin >= 120_000_000);
    Expect.assertSoon(begin, 120);
    Expect.illegal(() -> poller.poll(Duration.ofNanos(-1)));
  }

  @Test
  void s50AClosedSocketIsDroppedAndReportedOnce() throws IOException {
    Socket closed = opened.udp();
    Socket other = opened.udp();
    poller.add(closed, Poller.IN);
    poller.add(other, Poller.IN);
    closed.close();
    assertEquals(List.of(new Poller.Ready(closed, Poller.CLOSED)), now());
    assertEquals(List.of(), now());
    Expect.errno(Errno.EBADF, () -> poller.modify(closed, Poller.OUT));
  }

  @Test
  void s50AWaitingPollHearsOfIt() throws Exception {
    Socket socket = opened.udp();
    Socket duplicate = opened.keep(socket.duplicate()); // so that the kernel says nothing
    poller.add(socket, Poller.IN);
    Waiting<List<Poller.Ready>> call = Waiting.in(() -> poller.poll(null)).untilItWaits();
    socket.close();
    assertEquals(List.of(new Poller.Ready(socket, Poller.CLOSED)), call.result());
    assertTrue(duplicate.isOpen());
    duplicate.sendTo(new byte[1], duplicate.getSockName());
    assertEquals(List.of(), now());
  }

  @Test
  void s50ANumberThatIsReusedIsNotTheOldSocket() throws IOException {
    Socket old = opened.udp();
    poller.add(old, Poller.IN);
    int number = old.fileno();
    old.close();
    Socket fresh = opened.udp();
    poller.add(fresh, Poller.IN);
    assertEquals(List.of(new Poller.Ready(old, Poller.CLOSED)), now());
    fresh.sendTo(new byte[1], fresh.getSockName());
    assertEquals(List.of(new Poller.Ready(fresh, Poller.IN)), now());
    assertNotEquals(-1, number);
  }

  @Test
  void s50AddingTwiceIsRefused() throws IOException {
    Socket socket = opened.udp();
    poller.add(socket, Poller.IN);
    Expect.illegal(() -> poller.add(socket, Poller.OUT));
    poller.remove(socket);
    Expect.illegal(() -> poller.modify(socket, Poller.OUT));
    poller.add(socket, Poller.OUT);
    assertEquals(List.of(new Poller.Ready(socket, Poller.OUT)), now());
    socket.close();
    now();
    Expect.errno(Errno.EBADF, () -> poller.add(socket, Poller.IN));
  }

  @Test
  void s50WakeUpEndsAPoll() throws Exception {
    poller.add(opened.udp(), Poller.IN);
    Waiting<List<Poller.Ready>> call = Waiting.in(() -> poller.poll(null)).untilItWaits();
    poller.wakeup();
    assertEquals(List.of(), call.result());
    poller.wakeup();
    poller.wakeup();
    assertEquals(List.of(), poller.poll(null), "one that comes early is kept");
    Waiting<List<Poller.Ready>> again = Waiting.in(() -> poller.poll(null)).untilItWaits();
    poller.wakeup();
    assertEquals(List.of(), again.result());
  }

  @Test
  void interruptingEndsAPoll() throws Exception {
    Waiting<List<Poller.Ready>> call = Waiting.in(() -> poller.poll(null)).untilItWaits();
    call.thread().interrupt();
    call.failure(InterruptedIOException.class);
  }

  @Test
  void closingEndsAPollAndFreesEverything() throws Exception {
    Socket socket = opened.udp();
    int before = OpenDescriptors.count();
    Poller other = Poller.open();
    other.add(socket, Poller.IN);
    Waiting<List<Poller.Ready>> call = Waiting.in(() -> other.poll(null)).untilItWaits();
    other.close();
    call.failsWith(Errno.EBADF);
    other.close();
    assertEquals(before, OpenDescriptors.count());
    Expect.errno(Errno.EBADF, () -> other.add(socket, Poller.IN));
    Expect.errno(Errno.EBADF, () -> other.poll(Duration.ZERO));
  }

  @Test
  void signalsNeitherEndNorExtendAPoll() throws Exception {
    long begin = System.nanoTime();
    Waiting<List<Poller.Ready>> call =
        Waiting.in(() -> poller.poll(Duration.ofMillis(300))).untilItWaits();
    while (!call.isDone()) {
      call.interruptCall();
      LockSupport.parkNanos(5_000_000);
    }
    assertEquals(List.of(), call.result());
    assertTrue(System.nanoTime() - begin >= 300_000_000);
    Expect.assertSoon(begin, 300);
  }
}
