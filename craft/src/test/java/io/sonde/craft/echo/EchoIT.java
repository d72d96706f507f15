// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.craft.Events;
import io.sonde.socket.AddressFamily;
import io.sonde.socket.Errno;
import io.sonde.socket.Shutdown;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SocketType;
import io.sonde.socket.SystemCallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of every kind, tame and wild, against a server in this process. */
@Timeout(60)
class EchoIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Socket client(SocketAddr server, SocketType type) throws IOException {
    Socket socket = Socket.open(server.family(), type);
    socket.setTimeout(PATIENCE);
    socket.connect(server);
    return socket;
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** Everything up to the end of the stream. */
  private static byte[] rest(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] some = socket.recv(1 << 16); some.length > 0; some = socket.recv(1 << 16)) {
      all.write(some, 0, some.length);
    }
    return all.toByteArray();
  }

  private static SocketAddr tcp(EchoRun run) {
    return SocketAddr.inet4("127.0.0.1", run.port());
  }

  @Test
  void aStreamComesBackAndItsEndToo() throws Exception {
    try (EchoRun run = EchoRun.of("-c", "2", "tcp:0")) {
      for (SocketAddr server : List.of(tcp(run), SocketAddr.inet6("::1", run.port()))) {
        try (Socket socket = client(server, SocketType.STREAM)) {
          socket.sendAll(octets("hello"));
          assertEquals("hello", text(socket.recv(100)));
          socket.sendAll(octets("bye"));
          socket.shutdown(Shutdown.WRITE);
          assertEquals("bye", text(rest(socket)));
        }
      }
      assertEquals(0, run.status());
      assertTrue(run.line(1).startsWith("tcp:" + run.port() + " 127.0.0.1:"), run.line(1));
      assertTrue(run.line(1).endsWith(" 8 octets in, 8 out, ended by client"), run.line(1));
      assertEquals("2 connections, 0 datagrams, 16 octets in, 16 out\n", run.err());
    }
  }

  @Test
  void whoDoesNotReadIsNotReadAndHoldsUpNobody() throws Exception {
    byte[] much = new byte[32 << 20];
    new Random(1).nextBytes(much);
    try (EchoRun run = EchoRun.of("tcp:0");
        Socket stuck = client(tcp(run), SocketType.STREAM)) {
      FutureTask<Void> sending =
          new FutureTask<>(
              () -> {
                stuck.sendAll(much);
                stuck.shutdown(Shutdown.WRITE);
                return null;
              });
      new Thread(sending, "sender").start();
      List<Socket> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        others.add(client(tcp(run), SocketType.STREAM));
      }
      for (Socket other : others) {
        other.sendAll(octets("x"));
        assertEquals("x", text(other.recv(10)));
        other.close();
      }
      assertFalse(sending.isDone(), "32 MiB without a reader would have to be somewhere");
      assertArrayEquals(much, rest(stuck));
      sending.get();
    }
  }

  @Test
  void endsByThisSide() throws Exception {
    try (EchoRun run = EchoRun.of("--close", "after=4", "--greet", "hi ", "tcp:0");
        Socket socket = client(tcp(run), SocketType.STREAM)) {
      assertEquals("hi ", text(socket.recv(3)));
      socket.sendAll(octets("abcd"));
      assertEquals("abcd", text(rest(socket)));
    }
    try (EchoRun run = EchoRun.of("--close", "reset", "tcp:0");
        Socket socket = client(tcp(run), SocketType.STREAM)) {
      socket.sendAll(octets("a"));
      SystemCallException reset = assertThrows(SystemCallException.class, () -> socket.recv(1));
      assertTrue(reset.is(Errno.ECONNRESET), reset.getMessage());
    }
    try (EchoRun run = EchoRun.of("--close", "half", "--once", "tcp:0");
        Socket socket = client(tcp(run), SocketType.STREAM)) {
      socket.sendAll(octets("one"));
      assertEquals("one", text(rest(socket)));
      socket.sendAll(octets("two"));
      socket.shutdown(Shutdown.WRITE);
      assertEquals(0, run.status());
      assertTrue(run.line(1).endsWith(" 6 octets in, 3 out, ended by client"), run.line(1));
    }
  }

  @Test
  void otherAnswersAndTheirDelay() throws Exception {
    try (EchoRun run = EchoRun.of("--reply", "hex:00ff", "--delay", "20ms", "tcp:0");
        Socket socket = client(tcp(run), SocketType.STREAM)) {
      long before = run.nanos();
      socket.sendAll(octets("?"));
      assertArrayEquals(new byte[] {0, -1}, socket.recv(2));
      assertTrue(run.nanos() - before >= 20_000_000);
      socket.sendAll(octets("?"));
      socket.shutdown(Shutdown.WRITE);
      assertArrayEquals(new byte[] {0, -1}, rest(socket), "an end does not overtake an answer");
    }
    try (EchoRun run = EchoRun.of("--reply", "none", "tcp:0");
        Socket socket = client(tcp(run), SocketType.STREAM)) {
      socket.sendAll(octets("?"));
      socket.shutdown(Shutdown.WRITE);
      assertEquals(0, rest(socket).length);
    }
  }

  @Test
  void datagramsAreAnsweredFromWhereTheyWereSentTo() throws Exception {
    try (EchoRun run = EchoRun.of("-c", "2", "udp:0");
        Socket four = client(SocketAddr.inet4("127.0.0.2", run.port()), SocketType.DGRAM);
        Socket six = client(SocketAddr.inet6("::1", run.port()), SocketType.DGRAM)) {
      // connected: an answer from another address would not arrive
      four.send(octets("four"));
      assertEquals("four", text(four.recv(100)));
      six.send(new byte[0]);
      assertEquals(0, six.recvFrom(100).length());
      assertEquals(0, run.status());
      assertEquals("0 connections, 2 datagrams, 4 octets in, 4 out\n", run.err());
    }
  }

  @Test
  void itDoesNotTalkToItself() throws Exception {
    try (EchoRun run = EchoRun.of("--once", "udp:127.0.0.1@0")) {
      // the kernel lets a raw socket say anything of itself; 17 is UDP
      Socket raw;
      try {
        raw = Socket.open(AddressFamily.INET, SocketType.RAW, 17);
      } catch (SystemCallException e) {
        assumeTrue(false, e.getMessage());
        return;
      }
      int port = run.port();
      byte[] datagram = {
        (byte) (port >> 8), (byte) port, (byte) (port >> 8), (byte) port, 0, 9, 0, 0, 'x'
      };
      raw.sendTo(datagram, SocketAddr.inet4("127.0.0.1", 0));
      raw.close();
      assertEquals(0, run.status());
      assertTrue(run.line(1).endsWith("no answer: nobody to answer"), run.line(1));
    }
  }

  @Test
  void everyLineIsAnEvent(@TempDir Path folder) throws Exception {
    Path stream = folder.resolve("stream");
    Path datagrams = folder.resolve("datagrams");
    try (EchoRun run = EchoRun.of("--json", "-c", "2", "unix:" + stream, "unixgram:" + datagrams)) {
      try (Socket socket = client(SocketAddr.unix(stream), SocketType.STREAM)) {
        socket.sendAll(octets("abc"));
        assertEquals("abc", text(socket.recv(100)));
      }
      try (Socket socket = Socket.open(AddressFamily.UNIX, SocketType.DGRAM)) {
        socket.setTimeout(PATIENCE);
        socket.bind(SocketAddr.unix(folder.resolve("own")));
        socket.connect(SocketAddr.unix(datagrams));
        socket.send(octets("one"));
        assertEquals("one", text(socket.recv(100)));
      }
      assertEquals(0, run.status());
      assertTrue(Events.check(run.text()) >= 6, run.text());
      assertTrue(run.line(0).startsWith("{\"event\":\"start\""), run.line(0));
      assertTrue(run.text().contains("\"event\":\"summary\""), run.text());
    }
  }

  @Test
  void localSocketsHaveFilesThatGoWithThem(@TempDir Path folder) throws Exception {
    Path stream = folder.resolve("stream");
    Path records = folder.resolve("records");
    Path datagrams = folder.resolve("datagrams");
    Path own = folder.resolve("own");
    try (EchoRun run =
        EchoRun.of("-c", "3", "unix:" + stream, "seqpacket:" + records, "unixgram:" + datagrams)) {
      try (Socket socket = client(SocketAddr.unix(stream), SocketType.STREAM)) {
        socket.sendAll(octets("a stream"));
        assertEquals("a stream", text(socket.recv(100)));
      }
      try (Socket socket = client(SocketAddr.unix(records), SocketType.SEQPACKET)) {
        socket.send(octets("one"));
        socket.send(octets("two"));
        assertEquals("one", text(socket.recv(100)));
        assertEquals("two", text(socket.recv(100)));
      }
      try (Socket socket = Socket.open(AddressFamily.UNIX, SocketType.DGRAM)) {
        socket.setTimeout(PATIENCE);
        socket.bind(SocketAddr.unix(own));
        socket.connect(SocketAddr.unix(datagrams));
        byte[] large = new byte[100_000];
        socket.send(large);
        assertArrayEquals(large, socket.recv(200_000));
      }
      assertEquals(0, run.status());
    }
    assertFalse(Files.exists(stream) || Files.exists(records) || Files.exists(datagrams));
    Files.createFile(stream);
    assertEquals(4, EchoRun.failing("unix:" + stream), "is there already");
    assertEquals(4, EchoRun.failing("--replace", "unix:" + stream), "no socket");
    try (Socket left = Socket.open(AddressFamily.UNIX, SocketType.STREAM)) {
      left.bind(SocketAddr.unix(records));
    }
    try (EchoRun run = EchoRun.of("--replace", "--once", "unix:" + records);
        Socket socket = client(SocketAddr.unix(records), SocketType.STREAM)) {
      Files.deleteIfExists(records); // with --once it may be gone by itself
      Files.createFile(records);
      socket.shutdown(Shutdown.WRITE);
      assertEquals(0, run.status());
    }
    assertTrue(Files.exists(records), "another's file stays");
  }

  @Test
  void abstractNamesNeedNoFile() throws Exception {
    String name = "sonde-echo-" + ProcessHandle.current().pid();
    try (EchoRun run = EchoRun.of("--once", "unix:@" + name);
        Socket socket = client(SocketAddr.unixAbstract(name), SocketType.STREAM)) {
      socket.sendAll(octets("x"));
      assertEquals("x", text(socket.recv(10)));
      socket.shutdown(Shutdown.WRITE);
      assertEquals(0, run.status());
    }
  }

  @Test
  void whatIsTakenIsSaid() throws Exception {
    try (EchoRun run = EchoRun.of("tcp:127.0.0.1@0")) {
      assertEquals(4, EchoRun.failing("tcp:127.0.0.1@" + run.port()));
      run.stop();
      assertEquals(0, run.status(), "a signal is an end like others");
    }
  }

  @Test
  void echoRequestsAreAnsweredBesideTheKernel() throws Exception {
    EchoRun run;
    try {
      run = EchoRun.of("--once", "--reply", "me", "icmp");
    } catch (IOException e) {
      assumeTrue(false, e.getMessage());
      return;
    }
    try (run;
        Socket socket = Socket.open(AddressFamily.INET, SocketType.RAW, 1)) {
      socket.setTimeout(PATIENCE);
      byte[] request = {8, 0, (byte) 0xf6, (byte) 0xf4, 1, 2, 0, 9}; // checksum by scapy
      socket.sendTo(request, SocketAddr.inet4("127.0.0.1", 0));
      byte[] reply;
      do {
        reply = socket.recv(100);
      } while (reply.length != 20 + 10);
      // type 0, same identifier and sequence, checksum by scapy
      assertArrayEquals(
          new byte[] {0, 0, (byte) 0x91, (byte) 0x8f, 1, 2, 0, 9, 'm', 'e'},
          Arrays.copyOfRange(reply, 20, 30));
      assertEquals(0, run.status());
      assertEquals("icmp 127.0.0.1 0 octets in, 2 out", run.line(1));
    }
  }
}
