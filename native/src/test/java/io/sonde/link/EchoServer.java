// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.BpfProgram;
import io.sonde.linux.FcntlH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.PollSet;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * Services of a namespace in both families: UDP datagrams come back (also UDP-Lite, where the
 * kernel has it), TCP connections are accepted and closed.
 */
final class EchoServer implements AutoCloseable {
  private static final int ROOM = 65_535;

  private final int udp;
  private final int lite;
  private final int swallows;
  private final ServerSocket tcp;
  private volatile boolean closed;
  private final Thread datagrams = new Thread(this::answer, "datagrams");
  private final Thread connections = new Thread(this::accept, "connections");

  private EchoServer(int port, int silent) throws IOException {
    udp = bound(InH.IPPROTO_UDP, port);
    lite = bound(InH.IPPROTO_UDPLITE, port);
    swallows = silent(silent);
    tcp = new ServerSocket();
    tcp.bind(new InetSocketAddress("::", port), 1024);
    datagrams.start();
    connections.start();
  }

  /** Starts the services in the namespace of a process. */
  static EchoServer in(String process, int port, int silent) {
    CompletableFuture<EchoServer> started = new CompletableFuture<>();
    new Thread(() -> start(started, process, port, silent), "entering").start();
    return started.join();
  }

  private static void start(
      CompletableFuture<EchoServer> started, String process, int port, int silent) {
    try {
      Block path = Block.string("/proc/" + process + "/ns/net");
      int namespace = Failure.check(Libc.open(path.address, FcntlH.O_RDONLY, 0), "open", process);
      Failure.check(Libc.setns(namespace, FcntlH.CLONE_NEWNET), "setns", process);
      Libc.close(namespace);
      started.complete(new EchoServer(port, silent));
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
    }
  }

  private static int bound(int protocol, int port) throws IOException {
    int fd = Libc.socket(SocketH.AF_INET6, SocketH.SOCK_DGRAM | SocketH.SOCK_CLOEXEC, protocol);
    if (fd < 0) {
      return -1;
    }
    SocketOptions options = new SocketOptions();
    options.set(fd, SocketH.SOL_SOCKET, SocketH.SO_RCVBUFFORCE, 4 << 20);
    options.set(fd, SocketH.SOL_SOCKET, SocketH.SO_SNDBUFFORCE, 4 << 20);
    Block name = Block.allocate(Sockaddr.IN6);
    Sockaddr.putIn6(name.bytes, 0, 0, 0, port, 0, 0);
    Failure.check(Libc.bind(fd, name.address, Sockaddr.IN6), "bind", "port " + port);
    return fd;
  }

  /** A TCP socket that listens and whose filter lets nothing through: no answer, no reset. */
  private static int silent(int port) throws IOException {
    int fd = Libc.socket(SocketH.AF_INET6, SocketH.SOCK_STREAM | SocketH.SOCK_CLOEXEC, 0);
    Block name = Block.allocate(Sockaddr.IN6);
    Sockaddr.putIn6(name.bytes, 0, 0, 0, port, 0, 0);
    Failure.check(Libc.bind(fd, name.address, Sockaddr.IN6), "bind", "port " + port);
    Failure.check(new BpfProgram(1).add(0x06, 0, 0, 0).attach(fd), "setsockopt", "filter");
    Failure.check(Libc.listen(fd, 1), "listen", "port " + port);
    return fd;
  }

  private void answer() {
    Block data = Block.allocate(ROOM);
    Block name = Block.allocate(Sockaddr.IN6 + 4);
    PollSet poll = new PollSet(2);
    while (!closed) {
      poll.put(0, udp, FcntlH.POLLIN);
      poll.put(1, lite, FcntlH.POLLIN);
      if (poll.await(2, 50_000_000) > 0) {
        drain(udp, data, name);
        drain(lite, data, name);
      }
    }
    Libc.close(udp);
    Libc.close(lite);
  }

  private static void drain(int fd, Block data, Block name) {
    while (true) {
      name.bytes.putInt(Sockaddr.IN6, Sockaddr.IN6);
      long octets =
          Libc.recvfrom(
              fd,
              data.address,
              ROOM,
              SocketH.MSG_DONTWAIT,
              name.address,
              name.address + Sockaddr.IN6);
      if (octets < 0) {
        return;
      }
      Libc.sendto(fd, data.address, octets, 0, name.address, Sockaddr.IN6);
    }
  }

  private void accept() {
    while (!closed) {
      try (Socket connection = tcp.accept()) {
        connection.setSoLinger(true, 0);
      } catch (IOException e) {
        // reset by the peer before it was accepted, or closed
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Libc.close(swallows);
    try {
      tcp.close();
      datagrams.join();
      connections.join();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
