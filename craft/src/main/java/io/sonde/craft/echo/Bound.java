// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.socket.AddressFamily;
import io.sonde.socket.Errno;
import io.sonde.socket.SockOpt;
import io.sonde.socket.Socket;
import io.sonde.socket.SocketAddr;
import io.sonde.socket.SocketType;
import io.sonde.socket.SystemCallException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets of an endpoint, bound and listening: one a family where it names no address. */
final class Bound implements Closeable {
  private static final int ICMP = 1;
  private static final int ICMP_6 = 58;

  /** Ports that the kernel may choose for IPv4 before one is free for IPv6 as well. */
  private static final int TRIES = 16;

  private final EchoEndpoint endpoint;
  private final List<Socket> sockets;
  private final @Nullable Path file;
  private final @Nullable Object fileKey;

  private Bound(EchoEndpoint endpoint, List<Socket> sockets) throws IOException {
    this.endpoint = endpoint;
    this.sockets = sockets;
    String name = endpoint.file();
    file = name == null ? null : Path.of(name).toAbsolutePath();
    fileKey = file == null ? null : key(file);
  }

  /** As it is bound. */
  EchoEndpoint endpoint() {
    return endpoint;
  }

  List<Socket> sockets() {
    return sockets;
  }

  /**
   * Binds.
   *
   * @param replace whether a file in a local socket's place is removed first
   */
  static Bound open(EchoEndpoint endpoint, boolean replace) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      return switch (endpoint.kind()) {
        case TCP -> inet(endpoint, SocketType.STREAM, sockets);
        case UDP -> inet(endpoint, SocketType.DGRAM, sockets);
        case UNIX -> local(endpoint, SocketType.STREAM, replace, sockets);
        case UNIXGRAM -> local(endpoint, SocketType.DGRAM, replace, sockets);
        case SEQPACKET -> local(endpoint, SocketType.SEQPACKET, replace, sockets);
        case ICMP -> icmp(endpoint, sockets);
      };
    } catch (IOException e) {
      for (Socket socket : sockets) {
        socket.close();
      }
      throw e;
    }
  }

  private static Bound inet(EchoEndpoint endpoint, SocketType type, List<Socket> sockets)
      throws IOException {
    if (!endpoint.host().isEmpty()) {
      SocketAddr address = endpoint.address(endpoint.port());
      Socket only = bind(address, type, false, sockets);
      return new Bound(endpoint.at(only.getSockName().port()), sockets);
    }
    for (int i = 1; ; i++) {
      Socket four = bind(SocketAddr.inet4("", endpoint.port()), type, true, sockets);
      int port = four.getSockName().port();
      try {
        bind(SocketAddr.inet6("", port), type, true, sockets);
        return new Bound(endpoint.at(port), sockets);
      } catch (SystemCallException e) {
        if (e.is(Errno.EADDRINUSE) && endpoint.port() == 0 && i < TRIES) {
          for (Socket socket : sockets) {
            socket.close();
          }
          sockets.clear();
        } else if (e.is(Errno.EADDRINUSE)) {
          throw e;
        } else {
          return new Bound(endpoint.at(port), sockets); // a host without IPv6
        }
      }
    }
  }

  private static Socket bind(
      SocketAddr address, SocketType type, boolean everywhere, List<Socket> sockets)
      throws IOException {
    Socket socket = Socket.open(address.family(), type);
    try {
      boolean six = address.family().equals(AddressFamily.INET6);
      if (six) {
        socket.setOption(SockOpt.IPV6_V6ONLY, true);
      }
      if (type.equals(SocketType.STREAM)) {
        socket.setOption(SockOpt.SO_REUSEADDR, true);
      } else if (everywhere) {
        socket.setOption(six ? SockOpt.IPV6_RECVPKTINFO : SockOpt.IP_PKTINFO, true);
      }
      socket.bind(address);
      if (type.equals(SocketType.STREAM)) {
        socket.listen();
      }
      socket.setBlocking(false);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    sockets.add(socket);
    return socket;
  }

  private static Bound local(
      EchoEndpoint endpoint, SocketType type, boolean replace, List<Socket> sockets)
      throws IOException {
    String name = endpoint.file();
    Path path = name == null ? null : Path.of(name);
    if (path != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (!replace) {
        throw new IOException(endpoint + ": is there already; --replace removes it first");
      }
      if (!Files.readAttributes(path, "unix:mode", LinkOption.NOFOLLOW_LINKS).isEmpty()
          && !isSocket(path)) {
        throw new IOException(endpoint + ": is no socket, and is not removed");
      }
      Files.delete(path);
    }
    Socket socket = Socket.open(AddressFamily.UNIX, type);
    sockets.add(socket);
    socket.bind(endpoint.address(0));
    if (!type.equals(SocketType.DGRAM)) {
      socket.listen();
    }
    socket.setBlocking(false);
    return new Bound(endpoint, sockets);
  }

  private static boolean isSocket(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return mode instanceof Integer bits && (bits & 0170000) == 0140000; // S_IFSOCK, inode(7)
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  private static Bound icmp(EchoEndpoint endpoint, List<Socket> sockets) throws IOException {
    Socket four = Socket.open(AddressFamily.INET, SocketType.RAW, ICMP);
    sockets.add(four);
    four.setOption(SockOpt.ICMP_FILTER, Set.of(IcmpService.ECHO_REQUEST));
    four.setOption(SockOpt.IP_PKTINFO, true);
    four.setBlocking(false);
    try {
      Socket six = Socket.open(AddressFamily.INET6, SocketType.RAW, ICMP_6);
      sockets.add(six);
      six.setOption(SockOpt.ICMP6_FILTER, Set.of(IcmpService.ECHO_REQUEST_6));
      six.setOption(SockOpt.IPV6_RECVPKTINFO, true);
      six.setBlocking(false);
    } catch (SystemCallException e) {
      if (!e.is(Errno.EAFNOSUPPORT)) {
        throw e;
      }
    }
    return new Bound(endpoint, sockets);
  }

  /** Closes the sockets and removes the file, if it is still the one that was made. */
  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Object now = key(file);
      if (now != null && now.equals(fileKey)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
