// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import static io.sonde.socket.AddressFamily.INET;
import static io.sonde.socket.SocketType.DGRAM;
import static io.sonde.socket.SocketType.STREAM;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has opened, on loopback; closed last first. */
final class Opened implements AutoCloseable {
  static final SocketAddr.Inet4 ANY_PORT = SocketAddr.inet4("127.0.0.1", 0);
  static final SocketAddr.Inet6 ANY_PORT6 = SocketAddr.inet6("::1", 0);

  private final Deque<AutoCloseable> things = new ArrayDeque<>();

  <T extends AutoCloseable> T keep(T thing) {
    things.push(thing);
    return thing;
  }

  Socket open(AddressFamily family, SocketType type) throws IOException {
    return keep(Socket.open(family, type));
  }

  Socket open(AddressFamily family, SocketType type, int protocol) throws IOException {
    return keep(Socket.open(family, type, protocol));
  }

  /** A socket that needs CAP_NET_RAW; without it the test is skipped. */
  Socket privileged(AddressFamily family, SocketType type, int protocol) throws IOException {
    try {
      return open(family, type, protocol);
    } catch (SystemCallException e) {
      if (e.is(Errno.EPERM)) {
        return abort("no CAP_NET_RAW here: " + e.getMessage());
      }
      throw e;
    }
  }

  /** An ICMP datagram socket; where its group may not have one the test is skipped. */
  Socket ping(AddressFamily family, int protocol) throws IOException {
    try {
      return open(family, DGRAM, protocol);
    } catch (SystemCallException e) {
      if (e.is(Errno.EACCES)) {
        return abort("net.ipv4.ping_group_range excludes this group");
      }
      throw e;
    }
  }

  Socket.SocketPair pair(SocketType type) throws IOException {
    return keep(Socket.pair(type));
  }

  /** A UDP socket on a port of the kernel's choice. */
  Socket udp() throws IOException {
    Socket socket = open(INET, DGRAM);
    socket.bind(ANY_PORT);
    return socket;
  }

  /** Two UDP sockets that are connected to each other. */
  Socket.SocketPair udpPair() throws IOException {
    Socket first = udp();
    Socket second = udp();
    first.connect(second.getSockName());
    second.connect(first.getSockName());
    return new Socket.SocketPair(first, second);
  }

  Socket listener() throws IOException {
    Socket listener = open(INET, STREAM);
    listener.bind(ANY_PORT);
    listener.listen(5);
    return listener;
  }

  /** A connection over loopback: client, server. */
  Socket.SocketPair tcpPair() throws IOException {
    Socket listener = listener();
    Socket client = open(INET, STREAM);
    client.connect(listener.getSockName());
    Socket server = keep(listener.accept().socket());
    listener.close();
    return new Socket.SocketPair(client, server);
  }

  /** A listener whose queue is full: further connects to it wait, and their SYNs are dropped. */
  Socket fullListener() throws IOException {
    Socket listener = open(INET, STREAM);
    listener.bind(ANY_PORT);
    listener.listen(0);
    SocketAddr name = listener.getSockName();
    for (int i = 0; i < 4; i++) {
      Socket client = open(INET, STREAM);
      client.setBlocking(false);
      client.connectEx(name);
    }
    return listener;
  }

  /** Sends until the socket takes no more, without waiting; its mode is as before. */
  static long fill(Socket socket) throws IOException {
    long sent = 0;
    byte[] data = new byte[8192];
    while (true) {
      try {
        sent += socket.send(data, SocketConstants.MSG_DONTWAIT);
      } catch (WouldBlockException full) {
        return sent;
      }
    }
  }

  @Override
  public void close() throws IOException {
    while (!things.isEmpty()) {
      try {
        things.pop().close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
