// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.PACKET;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Eight threads that open, block on, close and reopen sockets for twenty seconds, and interrupt
 * each other: nobody reads from a descriptor that is not the one it asked for, nobody stays
 * blocked, nothing stays open (S23 to S25). All octets sent to one reader are alike, and those of
 * its successors are others.
 */
class StormIT {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("storm.seconds", 20));
  private static final int PLACES = 6;

  /** What stands in one place, for a while. */
  private record Link(Kind kind, Socket reader, Socket writer, byte mark) {
    /** The writer first: what still arrives must have been sent before. */
    void close() throws IOException {
      writer.close();
      reader.close();
    }
  }

  private enum Kind {
    UDP,
    TCP,
    UNIX_STREAM,
    UNIX_DATAGRAM,
    UNIX_RECORDS,
    ACCEPT,
    SILENT_PACKET
  }

  private final AtomicReferenceArray<Link> places = new AtomicReferenceArray<>(PLACES);
  private final AtomicInteger marks = new AtomicInteger();
  private final LongAdder received = new LongAdder();
  private final LongAdder woken = new LongAdder();
  private final LongAdder interrupted = new LongAdder();
  private final LongAdder replaced = new LongAdder();
  private final List<Waiting<Boolean>> waiters = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  private boolean mayCapture = true;

  private Link link(Kind kind) throws IOException {
    int mark = marks.incrementAndGet();
    return switch (kind) {
      case UDP -> udp(mark);
      case TCP -> tcp(mark);
      case UNIX_STREAM -> pair(kind, Socket.pair(STREAM), mark);
      case UNIX_DATAGRAM -> pair(kind, Socket.pair(DGRAM), mark);
      case UNIX_RECORDS -> pair(kind, Socket.pair(SEQPACKET), mark);
      case ACCEPT -> {
        Socket listener = Socket.open(UNIX, STREAM);
        listener.bind(SocketAddr.unixAbstract("storm-" + mark)); // a name is never used again
        listener.listen();
        yield new Link(kind, listener, Socket.open(UNIX, STREAM), (byte) mark);
      }
      case SILENT_PACKET ->
          new Link(kind, Socket.open(PACKET, RAW, 0), Socket.open(PACKET, RAW, 0), (byte) mark);
    };
  }

  private static Link pair(Kind kind, Socket.SocketPair pair, int mark) {
    return new Link(kind, pair.first(), pair.second(), (byte) mark);
  }

  /** Each has an address of its own, so that none hears what was meant for an earlier one. */
  private static Link udp(int mark) throws IOException {
    String address = "127." + (1 + (mark >> 16 & 0x7f)) + "." + (mark >> 8 & 0xff) + ".";
    Socket reader = Socket.open(INET, DGRAM);
    reader.bind(SocketAddr.inet4(address + (mark & 0xff), 0));
    Socket writer = Socket.open(INET, DGRAM);
    writer.connect(reader.getSockName());
    return new Link(Kind.UDP, reader, writer, (byte) mark);
  }

  private static Link tcp(int mark) throws IOException {
    try (Socket listener = Socket.open(INET, STREAM)) {
      listener.bind(Opened.ANY_PORT);
      listener.listen();
      Socket writer = Socket.open(INET, STREAM);
      writer.connect(listener.getSockName());
      Socket reader = listener.accept().socket();
      for (Socket socket : List.of(reader, writer)) { // leaves no port waiting
        socket.setOption(SockOpt.SO_LINGER, Duration.ZERO);
      }
      return new Link(Kind.TCP, reader, writer, (byte) mark);
    }
  }

  private Kind kind(SplittableRandom chance) {
    int count = Kind.values().length - (mayCapture ? 0 : 1);
    return Kind.values()[chance.nextInt(count)];
  }

  private void receive(SplittableRandom chance) throws IOException {
    Link link = places.get(chance.nextInt(PLACES));
    try {
      if (link.kind == Kind.ACCEPT) {
        try (Socket socket = link.reader.accept().socket()) {
          socket.setTimeout(Duration.ofSeconds(10));
          check(link, socket.recv(64));
        }
      } else {
        check(link, link.reader.recv(64));
      }
    } catch (SystemCallException e) {
      if (e.is(Errno.EBADF)) {
        woken.increment();
      } else if (!e.is(Errno.ECONNRESET)) {
        throw e;
      }
    }
  }

  private void check(Link link, byte[] data) {
    assertTrue(link.kind != Kind.SILENT_PACKET, "nothing is ever sent to such a socket");
    for (byte octet : data) {
      assertEquals(link.mark, octet, () -> link.kind + ": octets of another descriptor");
    }
    received.add(data.length);
  }

  private void send(SplittableRandom chance) throws IOException {
    Link link = places.get(chance.nextInt(PLACES));
    byte[] data = new byte[1 + chance.nextInt(200)];
    Arrays.fill(data, link.mark);
    try {
      if (link.kind == Kind.ACCEPT) {
        try (Socket client = Socket.open(UNIX, STREAM)) {
          client.connect(link.reader.getSockName());
          client.send(data);
        }
      } else if (link.kind != Kind.SILENT_PACKET) {
        link.writer.send(data);
      }
    } catch (SystemCallException e) { // the other end may be gone in every way
      // ENOTCONN: a local datagram's first refusal also ends the connection, for who sends next
      if (!List.of(Errno.EBADF, Errno.EPIPE, Errno.ECONNRESET, Errno.ECONNREFUSED, Errno.ENOTCONN)
          .contains(e.errno())) {
        throw e;
      }
    }
  }

  private void replace(SplittableRandom chance) throws IOException {
    Link old = places.getAndSet(chance.nextInt(PLACES), link(kind(chance)));
    old.close();
    replaced.increment();
    if (chance.nextInt(8) == 0) {
      waiters.get(chance.nextInt(waiters.size())).thread().interrupt();
    }
    if (chance.nextInt(4) == 0) {
      LockSupport.parkNanos(chance.nextInt(300_000));
    }
  }

  private interface Work {
    void once(SplittableRandom chance) throws IOException;
  }

  private Waiting<Boolean> repeat(Work work, int seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    return Waiting.run(
        () -> {
          while (!over) {
            try {
              work.once(chance);
            } catch (InterruptedIOException e) {
              assertTrue(Thread.interrupted());
              interrupted.increment();
            }
          }
        });
  }

  @Test
  void s25AStormLeavesNothingBehind() throws Exception {
    try {
      Socket.open(PACKET, RAW, 0).close();
    } catch (SystemCallException e) {
      assertEquals(Errno.EPERM, e.errno());
      mayCapture = false;
    }
    int before = OpenDescriptors.count();
    SplittableRandom chance = new SplittableRandom(1);
    for (int i = 0; i < PLACES; i++) {
      places.set(i, link(kind(chance)));
    }
    List<Waiting<Boolean>> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiters.add(repeat(this::receive, 10 + i));
    }
    for (int i = 0; i < 2; i++) {
      waiters.add(repeat(this::send, 20 + i));
    }
    threads.addAll(waiters);
    for (int i = 0; i < 2; i++) {
      threads.add(repeat(this::replace, 30 + i));
    }
    long end = System.nanoTime() + NANOS;
    while (System.nanoTime() < end && threads.stream().noneMatch(Waiting::isDone)) {
      LockSupport.parkNanos(10_000_000);
    }
    over = true;
    for (int round = 0; round < 2; round++) { // a replacement may still be under way
      for (int i = 0; i < PLACES; i++) {
        places.get(i).close();
      }
      LockSupport.parkNanos(100_000_000);
    }
    for (Waiting<Boolean> thread : threads) {
      assertTrue(thread.result());
    }
    for (int i = 0; i < PLACES; i++) {
      places.get(i).close();
    }
    assertEquals(before, OpenDescriptors.count());
    if (received.sum() < 1000
        || woken.sum() < 100
        || replaced.sum() < 1000
        || interrupted.sum() < 20) {
      fail("a lame storm: " + List.of(received, woken, replaced, interrupted));
    }
  }
}
