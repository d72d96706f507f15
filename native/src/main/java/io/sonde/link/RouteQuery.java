// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Route;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way to a destination: source, MTU and whether it is a broadcast address by connecting a UDP
 * socket, which sends nothing; the device by RTM_GETROUTE, rtnetlink(7).
 */
final class RouteQuery {
  private static final int PORT = 1025; // any; nothing is sent there
  private static final int NETLINK_ROUTE = 0;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_GETROUTE = 26;
  private static final int NLM_F_REQUEST = 1;
  private static final int NLMSGHDR = 16;
  private static final int RTMSG = 12;
  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_OIF = 4;
  private static final int RTA_MARK = 16;
  private static final int ANSWER = 4096;

  private RouteQuery() {}

  static Route ask(IpAddress destination, int scope, ChannelSpec spec) throws IOException {
    LinuxInterfaces interfaces = new LinuxInterfaces();
    int bound = spec.device().isEmpty() ? 0 : interfaces.indexOf(spec.device());
    int zone = scope != 0 ? scope : destination.needsScope() ? bound : 0;
    SocketSetup socket = SocketSetup.open(spec, SocketH.SOCK_DGRAM, 0);
    IpAddress source;
    boolean broadcast;
    long mtu;
    try {
      socket.routing();
      socket.multicast();
      socket.bind(-1);
      int result = socket.connectTo(destination, PORT, zone);
      broadcast = result == -ErrnoH.EACCES && spec.family() == IpFamily.IPV4;
      if (broadcast) {
        new SocketOptions().set(socket.fd, SocketH.SOL_SOCKET, SocketH.SO_BROADCAST, 1);
        result = socket.connectTo(destination, PORT, zone);
      }
      Failure.check(result, "connect", destination.toString());
      source = socket.localAddress();
      mtu = socket.get(InH.IP_MTU, InH.IPV6_MTU);
    } finally {
      socket.abandon();
    }
    int out = zone != 0 ? zone : bound;
    if (out == 0 && destination.isMulticast()) {
      out = spec.multicastInterface();
    }
    int index = device(destination, spec.source(), out, spec.mark());
    index = index > 0 ? index : out;
    String name = index == bound ? spec.device() : interfaces.nameOf(index);
    return new Route(source, index, name, (int) Math.max(mtu, 0), broadcast);
  }

  /** Index of the device that the kernel would use; 0 if it does not say. */
  private static int device(IpAddress destination, @Nullable IpAddress source, int out, int mark) {
    int fd =
        Libc.socket(SocketH.AF_NETLINK, SocketH.SOCK_RAW | SocketH.SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) {
      return 0;
    }
    Block message = Block.allocate(ANSWER);
    int length = request(message.bytes, destination, source, out, mark);
    long result = Libc.send(fd, message.address, length, 0);
    if (result == length) {
      result = Libc.recv(fd, message.address, ANSWER, SocketH.MSG_DONTWAIT);
    }
    Libc.close(fd);
    Reference.reachabilityFence(message);
    return result < 0 ? 0 : deviceOf(message.bytes, (int) result);
  }

  private static int request(
      ByteBuffer b, IpAddress destination, @Nullable IpAddress source, int out, int mark) {
    boolean ipv4 = destination.family() == IpFamily.IPV4;
    int bits = destination.family().addressLength() * 8;
    b.putShort(4, (short) RTM_GETROUTE).putShort(6, (short) NLM_F_REQUEST).putInt(8, 1);
    b.put(NLMSGHDR, (byte) (ipv4 ? SocketH.AF_INET : SocketH.AF_INET6));
    b.put(NLMSGHDR + 1, (byte) bits);
    b.position(NLMSGHDR + RTMSG);
    attribute(b, RTA_DST, destination.family().addressLength());
    destination.emit(b);
    if (source != null) {
      b.put(NLMSGHDR + 2, (byte) bits);
      attribute(b, RTA_SRC, destination.family().addressLength());
      source.emit(b);
    }
    if (out != 0) {
      attribute(b, RTA_OIF, 4);
      b.putInt(out);
    }
    if (mark != 0) {
      attribute(b, RTA_MARK, 4);
      b.putInt(mark);
    }
    b.putInt(0, b.position());
    return b.position();
  }

  private static void attribute(ByteBuffer b, int type, int octets) {
    b.putShort((short) (4 + octets)).putShort((short) type);
  }

  private static int deviceOf(ByteBuffer b, int length) {
    if (length < NLMSGHDR + RTMSG || b.getShort(4) != RTM_NEWROUTE) {
      return 0;
    }
    int at = NLMSGHDR + RTMSG;
    while (at + 4 <= length) {
      int octets = Short.toUnsignedInt(b.getShort(at));
      if (octets < 4 || octets > length - at) {
        return 0;
      }
      if (b.getShort(at + 2) == RTA_OIF && octets >= 8) {
        return b.getInt(at + 4);
      }
      at += octets + 3 & ~3;
    }
    return 0;
  }
}
