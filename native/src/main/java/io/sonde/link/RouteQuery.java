// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.ErrnoH;
import io.sonde.linux.InH;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Route;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The way to a destination: source, MTU and whether it is a broadcast address by connecting a UDP
 * socket, which sends nothing; device and gateway by RTM_GETROUTE, rtnetlink(7).
 */
final class RouteQuery {
  private static final int PORT = 1025; // any; nothing is sent there
  private static final int RTMSG = 12;
  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_MARK = 16;
  private static final int RTA_VIA = 18;

  private int device;
  private @Nullable IpAddress gateway;

  private RouteQuery() {}

  static Route ask(IpAddress destination, int scope, ChannelSpec spec) throws IOException {
    LinuxInterfaces interfaces = new LinuxInterfaces();
    int bound = spec.device().isEmpty() ? 0 : interfaces.indexOf(spec.device());
    int zone = scope != 0 ? scope : destination.needsScope() ? bound : 0;
    SocketSetup socket = SocketSetup.open(spec, SocketH.SOCK_DGRAM, 0);
    IpAddress source;
    boolean broadcast;
    long mtu;
    long hopLimit;
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
      hopLimit = socket.get(InH.IP_TTL, InH.IPV6_UNICAST_HOPS);
    } finally {
      socket.abandon();
    }
    int out = zone != 0 ? zone : bound;
    if (out == 0 && destination.isMulticast()) {
      out = spec.multicastInterface();
    }
    RouteQuery query = new RouteQuery();
    query.lookUp(destination, spec.source(), out, spec.mark());
    int index = query.device > 0 ? query.device : out;
    String name = index == bound ? spec.device() : interfaces.nameOf(index);
    return new Route(
        source,
        index,
        name,
        (int) Math.max(mtu, 0),
        broadcast,
        query.gateway,
        (int) Math.max(hopLimit, 0));
  }

  /** Asks for the way by {@code out}, 0 for any; the answer's columns are device and gateway. */
  private void lookUp(IpAddress destination, @Nullable IpAddress source, int out, int mark)
      throws IOException {
    Netlink request = new Netlink(Netlink.GET_ROUTE, 0, RTMSG);
    boolean ipv4 = destination.family() == IpFamily.IPV4;
    byte bits = (byte) (destination.family().addressLength() * 8);
    request
        .structure()
        .put(0, (byte) (ipv4 ? SocketH.AF_INET : SocketH.AF_INET6))
        .put(1, bits)
        .put(2, source == null ? 0 : bits);
    request.attribute(RTA_DST, destination);
    if (source != null) {
      request.attribute(RTA_SRC, source);
    }
    if (out != 0) {
      request.attribute(RTA_OIF, out);
    }
    if (mark != 0) {
      request.attribute(RTA_MARK, mark);
    }
    request.ask(Netlink.NEW_ROUTE, this::read);
  }

  private void read(ByteBuffer b, int at, int end) {
    device = Netlink.number(b, at + RTMSG, end, RTA_OIF, 0);
    int data = Netlink.find(b, at + RTMSG, end, RTA_GATEWAY);
    if (data >= 0) {
      gateway = address(b, data, Netlink.octets(b, data));
      return;
    }
    data = Netlink.find(b, at + RTMSG, end, RTA_VIA); // another family's, after 16 bits of it
    if (data >= 0) {
      gateway = address(b, data + 2, Netlink.octets(b, data) - 2);
    }
  }

  private static @Nullable IpAddress address(ByteBuffer b, int at, int octets) {
    return switch (octets) {
      case 4 -> IpAddress.at(IpFamily.IPV4, b, at);
      case 16 -> IpAddress.at(IpFamily.IPV6, b, at);
      default -> null;
    };
  }
}
