// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.AddressFamily.INET6;
import static io.sonde.socket.AddressFamily.UNIX;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.RAW;
import static io.sonde.socket.SocketType.SEQPACKET;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sonde.linux.ThreadControl;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Life of a descriptor: S1 to S8. */
class LifeIT {
  private static final int CAP_NET_RAW = 13;
  private final Opened opened = new Opened();

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private static void assertCloseOnExec(Socket socket) throws IOException {
    assertNotEquals(0, OpenDescriptors.flags(socket.fileno()) & OpenDescriptors.O_CLOEXEC);
  }

  @Test
  void s1EveryDescriptorIsCloseOnExec() throws IOException {
    assertCloseOnExec(opened.open(INET, STREAM));
    Socket.SocketPair tcp = opened.tcpPair();
    assertCloseOnExec(tcp.second());
    assertCloseOnExec(opened.keep(tcp.second().duplicate()));
    Socket.SocketPair pair = opened.pair(DGRAM);
    assertCloseOnExec(pair.first());
    assertCloseOnExec(pair.second());
    pair.first()
        .sendMsg(List.of(ByteBuffer.allocate(1)), List.of(Ancillary.Rights.of(tcp.first())), null);
    try (Message message = pair.second().recvMsg(1, 64)) {
      int fd = message.first(Ancillary.Rights.class).orElseThrow().descriptors().get(0).fd();
      assertNotEquals(0, OpenDescriptors.flags(fd) & OpenDescriptors.O_CLOEXEC);
    }
  }

  @Test
  void s2AClosedSocketHasNoNumber() throws IOException {
    Socket socket = opened.open(INET, DGRAM);
    int fd = socket.fileno();
    assertTrue(fd >= 0 && socket.isOpen());
    socket.close();
    assertEquals(-1, socket.fileno());
    assertFalse(socket.isOpen());
    assertTrue(socket.toString().contains("closed"), socket::toString);
    socket.close();
  }

  @Test
  void s2ADetachedNumberStaysOpen() throws IOException {
    Socket socket = opened.open(INET, DGRAM);
    int fd = socket.fileno();
    assertEquals(fd, socket.detach());
    assertEquals(-1, socket.fileno());
    assertEquals(-1, socket.detach());
    socket.close();
    assertTrue(OpenDescriptors.isOpen(fd));
    Expect.errno(Errno.EBADF, socket::getSockName);
    opened.keep(Socket.adopt(fd)).getSockName();
  }

  static Stream<Arguments> operations() throws IOException {
    Socket s = Socket.open(INET, STREAM);
    s.close();
    SocketAddr address = SocketAddr.inet4("127.0.0.1", 9);
    ByteBuffer buffer = ByteBuffer.allocate(1);
    return Stream.of(
        operation("bind", () -> s.bind(address)),
        operation("listen", s::listen),
        operation("accept", s::accept),
        operation("connect", () -> s.connect(address)),
        operation("recv", () -> s.recv(1)),
        operation("recv 0", () -> s.recv(0)),
        operation("recv buffer", () -> s.recv(buffer)),
        operation("recvFrom", () -> s.recvFrom(1)),
        operation("recvFrom buffer", () -> s.recvFrom(buffer)),
        operation("recvMsg", () -> s.recvMsg(1, 0)),
        operation("send", () -> s.send(new byte[1])),
        operation("send nothing", () -> s.send(new byte[0])),
        operation("send buffer", () -> s.send(buffer)),
        operation("sendAll", () -> s.sendAll(new byte[1])),
        operation("sendAll nothing", () -> s.sendAll(new byte[0])),
        operation("sendAll buffer", () -> s.sendAll(buffer)),
        operation("sendTo", () -> s.sendTo(new byte[1], address)),
        operation("sendTo buffer", () -> s.sendTo(buffer, address)),
        operation("sendMsg", () -> s.sendMsg(List.of(buffer), List.of(), null)),
        operation("recvError", () -> s.recvError(1)),
        operation("shutdown", () -> s.shutdown(Shutdown.BOTH)),
        operation("duplicate", s::duplicate),
        operation("getSockName", s::getSockName),
        operation("getPeerName", s::getPeerName),
        operation("setSockOpt", () -> s.setSockOpt(1, 2, 1)),
        operation("setSockOpt octets", () -> s.setSockOpt(1, 2, new byte[4])),
        operation("getSockOpt", () -> s.getSockOpt(1, 2)),
        operation("getSockOpt octets", () -> s.getSockOpt(1, 2, 4)),
        operation("setOption", () -> s.setOption(SockOpt.SO_BROADCAST, true)),
        operation("getOption", () -> s.getOption(SockOpt.SO_BROADCAST)),
        operation("attachFilter", () -> s.attachFilter(List.of(new BpfInstruction(6, 0, 0, 0)))),
        operation("detachFilter", s::detachFilter),
        operation("setTimeout", () -> s.setTimeout(Duration.ofSeconds(1))),
        operation("setBlocking", () -> s.setBlocking(false)),
        operation("inputStream", () -> s.inputStream().read()),
        operation("outputStream", () -> s.outputStream().write(1)));
  }

  private static Arguments operation(String name, Executable call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void s3OperationsOnAClosedSocketAreRefused(String name, Executable call) {
    Expect.errno(Errno.EBADF, call);
  }

  @Test
  void s3BatchesOnAClosedSocketAreRefused() throws IOException {
    Socket socket = opened.open(INET, DGRAM);
    socket.close();
    MessageBatch batch = opened.keep(MessageBatch.allocate(1, 8, 0));
    Expect.errno(Errno.EBADF, () -> socket.recvBatch(batch));
    Expect.errno(Errno.EBADF, () -> socket.sendBatch(batch, 0, 1));
  }

  @Test
  void s3AClosedSocketStillAnswersWhatItWas() throws IOException {
    Socket socket = opened.open(INET6, STREAM, 6);
    socket.setTimeout(Duration.ofMillis(1500));
    socket.close();
    assertEquals(9, socket.connectEx(SocketAddr.inet6("::1", 1)));
    assertEquals(Duration.ofMillis(1500), socket.getTimeout());
    assertTrue(socket.isBlocking());
    assertEquals(INET6, socket.family());
    assertEquals(STREAM, socket.type());
    assertEquals(6, socket.protocol());
  }

  @Test
  void s4OnlySocketsAreAdopted(@TempDir Path folder) throws IOException {
    Expect.illegal(() -> Socket.adopt(-1));
    Expect.errno(Errno.EBADF, () -> Socket.adopt(1_000_000));
    Path file = Files.createFile(folder.resolve("file"));
    try (FileInputStream open = new FileInputStream(file.toFile())) {
      int fd = OpenDescriptors.of(file);
      Expect.errno(Errno.ENOTSOCK, () -> Socket.adopt(fd));
      assertEquals(-1, open.read());
    }
    Socket tcp = opened.open(INET, STREAM);
    Socket adopted = opened.keep(Socket.adopt(tcp.detach()));
    assertEquals(INET, adopted.family());
    assertEquals(STREAM, adopted.type());
    assertEquals(6, adopted.protocol());
    assertNull(adopted.getTimeout());
  }

  @Test
  void s5ANumberClosedByOthersIsNoticed() throws IOException {
    for (int i = 0; i < 2; i++) { // the first time classes are loaded, which opens files
      Socket socket = Socket.open(INET, DGRAM);
      Socket.adopt(socket.fileno()).close();
      Expect.errno(Errno.EBADF, socket::getSockName);
      Expect.errno(Errno.EBADF, socket::close);
      assertEquals(-1, socket.fileno());
      socket.close();
    }
  }

  @Test
  void s6ADuplicateSharesTheQueueAndSurvives() throws IOException {
    Socket.SocketPair pair = opened.tcpPair();
    pair.second().setTimeout(Duration.ofSeconds(7));
    Socket duplicate = opened.keep(pair.second().duplicate());
    assertNotEquals(pair.second().fileno(), duplicate.fileno());
    assertEquals(Duration.ofSeconds(7), duplicate.getTimeout());
    assertEquals(pair.second().getSockName(), duplicate.getSockName());
    pair.first().sendAll(new byte[] {1, 2});
    assertArrayEquals(new byte[] {1}, pair.second().recv(1));
    assertArrayEquals(new byte[] {2}, duplicate.recv(1));
    pair.second().close();
    duplicate.sendAll(new byte[] {3});
    assertArrayEquals(new byte[] {3}, pair.first().recv(1));
    pair.first().sendAll(new byte[] {4});
    assertArrayEquals(new byte[] {4}, duplicate.recv(1));
  }

  @Test
  void s7CombinationsAreTheKernels() {
    Expect.errno(Errno.ESOCKTNOSUPPORT, () -> Socket.open(INET, SEQPACKET));
    Expect.errno(Errno.EPROTONOSUPPORT, () -> Socket.open(INET, RAW, 0));
    Expect.errno(Errno.EPROTONOSUPPORT, () -> Socket.open(INET, STREAM, 17));
    Expect.errno(Errno.EINVAL, () -> Socket.open(INET, new SocketType(99)));
    Expect.errno(Errno.EAFNOSUPPORT, () -> Socket.open(new AddressFamily(200), STREAM));
    Expect.illegal(() -> new SocketType(STREAM.value() | 0x800));
    Expect.illegal(() -> new SocketType(DGRAM.value() | 0x80000));
  }

  @Test
  void s7RawSocketsNeedAPrivilege() throws Exception {
    Waiting<Boolean> call =
        Waiting.run(
            () -> {
              ThreadControl.drop(CAP_NET_RAW);
              Socket.open(INET, RAW, 1).close();
            });
    call.failsWith(Errno.EPERM);
  }

  @Test
  void s7PingSocketsNeedAGroup() throws IOException {
    Path range = Path.of("/proc/sys/net/ipv4/ping_group_range");
    assumeTrue(Files.isWritable(range), "net.ipv4.ping_group_range cannot be written here");
    assumeTrue(
        Files.readAllLines(Path.of("/proc/net/dev")).size() == 3,
        "a namespace with devices is left as it is");
    String before = Files.readString(range);
    try {
      Files.writeString(range, "1 0");
    } catch (IOException e) { // group 1 is not mapped
      assumeTrue(false, "net.ipv4.ping_group_range cannot be closed in this user namespace");
    }
    try {
      Expect.errno(Errno.EACCES, () -> Socket.open(INET, DGRAM, 1));
    } finally {
      Files.writeString(range, before.strip().replace('\t', ' '));
    }
  }

  @Test
  void s8AnUnreachableSocketIsClosed() throws IOException {
    List<Integer> numbers = List.of(lost(), lost(), lost());
    long end = System.nanoTime() + 10_000_000_000L;
    while (numbers.stream().anyMatch(OpenDescriptors::isOpen) && System.nanoTime() < end) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    assertTrue(numbers.stream().noneMatch(OpenDescriptors::isOpen));
  }

  private static int lost() throws IOException {
    return Socket.open(UNIX, DGRAM).fileno();
  }

  @Test
  void s8ADetachedNumberHasTheModeOfItsSocket() throws IOException {
    assertEquals(0, flagAfterDetach(null));
    assertEquals(0, flagAfterDetach(Duration.ofSeconds(1)));
    assertNotEquals(0, flagAfterDetach(Duration.ZERO));
  }

  private int flagAfterDetach(@Nullable Duration timeout) throws IOException {
    Socket socket = opened.open(INET, DGRAM);
    socket.setTimeout(timeout);
    int fd = socket.detach();
    int flags = OpenDescriptors.flags(fd);
    opened.keep(Socket.adopt(fd));
    return flags & OpenDescriptors.O_NONBLOCK;
  }
}
