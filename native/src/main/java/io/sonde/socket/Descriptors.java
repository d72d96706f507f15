// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

import io.sonde.linux.Block;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * Where descriptors of sockets come from and where they go. All are close-on-exec and O_NONBLOCK,
 * whatever the socket's mode: waiting is the library's affair.
 */
final class Descriptors {
  private static final int FLAGS = SocketH.SOCK_CLOEXEC | SocketH.SOCK_NONBLOCK;

  private Descriptors() {}

  /** A new socket around a number, which is closed if that fails. */
  private static Socket owning(int fd, AddressFamily family, SocketType type, int protocol) {
    return new Socket(new Endpoint(Handle.owning(fd), family, type, protocol));
  }

  /** The kernel wants a packet socket's protocol in network order. */
  private static int protocol(AddressFamily family, int protocol) {
    return family.value() == SocketH.AF_PACKET
        ? Short.toUnsignedInt(Sockaddr.net((short) protocol))
        : protocol;
  }

  static Socket open(AddressFamily family, SocketType type, int protocol) throws IOException {
    if (family.value() == SocketH.AF_PACKET) {
      Range.check("EtherType", protocol, 0xffff);
    }
    int fd = Libc.socket(family.value(), type.value() | FLAGS, protocol(family, protocol));
    if (fd < 0) {
      throw Failure.of("socket", family + " " + type + " " + protocol, fd, 0);
    }
    return owning(fd, family, type, protocol);
  }

  static Socket.SocketPair pair(AddressFamily family, SocketType type, int protocol)
      throws IOException {
    Block two = Block.allocate(8);
    int result = Libc.socketpair(family.value(), type.value() | FLAGS, protocol, two.address);
    if (result < 0) {
      throw Failure.of("socketpair", family + " " + type + " " + protocol, result, 0);
    }
    Socket first = owning(two.bytes.getInt(0), family, type, protocol);
    Socket second = owning(two.bytes.getInt(4), family, type, protocol);
    Reference.reachabilityFence(two);
    return new Socket.SocketPair(first, second);
  }

  static Socket.Accepted accept(Endpoint listener, Association association) throws IOException {
    Scratch scratch = Scratch.own();
    int fd = association.accept(scratch);
    Socket socket = owning(fd, listener.family, listener.type, listener.protocol);
    return new Socket.Accepted(socket, association.received(scratch));
  }

  static Socket adopt(int fd) throws IOException {
    return adopt(Range.size("fd", fd), "descriptor " + fd);
  }

  /** The socket of a number that is the caller's if this fails. */
  static Socket adopt(int fd, Object target) throws IOException {
    SocketOptions options = new SocketOptions();
    int family = read(options, fd, SocketH.SO_DOMAIN, target);
    int type = read(options, fd, SocketH.SO_TYPE, target);
    int protocol =
        family == SocketH.AF_PACKET
            ? etherType(fd, target)
            : read(options, fd, SocketH.SO_PROTOCOL, target);
    int result = Libc.fcntl(fd, FcntlH.F_SETFD, FcntlH.FD_CLOEXEC);
    if (result < 0) {
      throw Failure.of("fcntl", target, result, 0);
    }
    Endpoint.setNonBlocking(fd, true);
    return owning(fd, new AddressFamily(family), new SocketType(type), protocol);
  }

  private static int read(SocketOptions options, int fd, int name, Object target)
      throws IOException {
    long value = options.get(fd, SocketH.SOL_SOCKET, name);
    if (value < 0) {
      throw Failure.of("getsockopt", target, value, 0);
    }
    return (int) value;
  }

  /** SO_PROTOCOL of packet sockets is 0. */
  private static int etherType(int fd, Object target) throws IOException {
    Scratch scratch = Scratch.own();
    scratch.expectName();
    int result = Libc.getsockname(fd, scratch.name.address, scratch.nameLengthAddress());
    if (result < 0) {
      throw Failure.of("getsockname", target, result, 0);
    }
    return Sockaddr.port(scratch.name.bytes, 0);
  }

  static Socket duplicate(Endpoint endpoint) throws IOException {
    int fd = endpoint.atOnce("dup", "", own -> Libc.fcntl(own, FcntlH.F_DUPFD_CLOEXEC, 0));
    Endpoint copy =
        new Endpoint(Handle.owning(fd), endpoint.family, endpoint.type, endpoint.protocol);
    copy.timeout(endpoint.timeout(), Deadline.nanos(endpoint.timeout()));
    return new Socket(copy);
  }

  static int detach(Endpoint endpoint) {
    int fd = endpoint.handle.detach();
    if (fd >= 0) {
      Endpoint.setNonBlocking(fd, !endpoint.isBlocking());
    }
    return fd;
  }
}
