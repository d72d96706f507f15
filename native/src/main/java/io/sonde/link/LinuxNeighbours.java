// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.InH;
import io.sonde.linux.Libc;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.linux.SocketOptions;
import io.sonde.net.Neighbours;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The neighbour tables of the network namespace, arp(7), by RTM_GETNEIGH. The structure ndmsg is
 * family 0, index 4, state 8, flags 10, type 11.
 */
public final class LinuxNeighbours implements Neighbours {
  private static final int NDMSG = 12;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NTF_USE = 1;

  // states, linux/neighbour.h: incomplete 1, reachable 2, stale 4, delay 8, probe 16, failed 32,
  // no ARP 64, permanent 128
  private static final int USABLE = 2 | 4 | 8 | 16 | 64 | 128;
  private static final int DISCARD = 9;

  /** Asks the kernel at each call. */
  public LinuxNeighbours() {}

  private static Netlink request(int type, int flags, IpAddress neighbour, int index) {
    Netlink request = new Netlink(type, flags, NDMSG);
    boolean ipv4 = neighbour.family() == IpFamily.IPV4;
    request.structure().put(0, (byte) (ipv4 ? SocketH.AF_INET : SocketH.AF_INET6)).putInt(4, index);
    return request.attribute(NDA_DST, neighbour);
  }

  @Override
  public @Nullable Octets addressOf(IpAddress neighbour, int interfaceIndex) throws IOException {
    Octets[] found = new Octets[1];
    int result =
        request(Netlink.GET_NEIGHBOUR, 0, neighbour, interfaceIndex)
            .ask(
                Netlink.NEW_NEIGHBOUR,
                (b, at, end) -> {
                  int data = Netlink.find(b, at + NDMSG, end, NDA_LLADDR);
                  if (data >= 0 && (b.getShort(at + 8) & USABLE) != 0) {
                    found[0] = octets(b, data);
                  }
                });
    if (result < 0 && result != -ErrnoH.ENOENT) {
      throw Failure.of(result, "RTM_GETNEIGH", neighbour.toString(), "");
    }
    return found[0];
  }

  static Octets octets(ByteBuffer b, int data) {
    byte[] copy = new byte[Netlink.octets(b, data)];
    b.get(data, copy);
    return Octets.of(copy);
  }

  @Override
  public void resolve(IpAddress neighbour, int interfaceIndex) throws IOException {
    if (!LinuxInterfaces.hasNeighbours(interfaceIndex)) {
      throw new IOException(neighbour + ": the device has no link-layer addresses");
    }
    Netlink request =
        request(
            Netlink.NEW_NEIGHBOUR, Netlink.ACKNOWLEDGE | Netlink.CREATE, neighbour, interfaceIndex);
    request.structure().put(10, (byte) NTF_USE);
    int result = request.ask(Netlink.NEW_NEIGHBOUR, (b, at, end) -> {});
    if (result == -ErrnoH.EPERM || result == -ErrnoH.EACCES) {
      result = discard(neighbour, interfaceIndex);
    }
    Failure.check(result, "RTM_NEWNEIGH", neighbour.toString());
  }

  /**
   * Without CAP_NET_ADMIN the kernel asks only for those that it has something to send to: an empty
   * datagram to the discard service (RFC 863), which goes no further than the neighbour.
   */
  static int discard(IpAddress neighbour, int index) {
    boolean ipv4 = neighbour.family() == IpFamily.IPV4;
    int family = ipv4 ? SocketH.AF_INET : SocketH.AF_INET6;
    int fd = Libc.socket(family, SocketH.SOCK_DGRAM | SocketH.SOCK_CLOEXEC, 0);
    if (fd < 0) {
      return fd;
    }
    SocketOptions options = new SocketOptions();
    int level = ipv4 ? InH.IPPROTO_IP : InH.IPPROTO_IPV6;
    options.set(fd, level, ipv4 ? InH.IP_TTL : InH.IPV6_UNICAST_HOPS, 1);
    int unicast = ipv4 ? InH.IP_UNICAST_IF : InH.IPV6_UNICAST_IF;
    options.set(fd, level, unicast, Sockaddr.net(index)); // both want network order
    options.set(fd, SocketH.SOL_SOCKET, SocketH.SO_DONTROUTE, 1);
    Block name = Block.allocate(Sockaddr.IN6);
    int scope = neighbour.needsScope() ? index : 0;
    int length = SocketSetup.put(name, neighbour, DISCARD, scope);
    long result = Libc.sendto(fd, name.address, 0, SocketH.MSG_DONTWAIT, name.address, length);
    Libc.close(fd);
    Reference.reachabilityFence(name);
    return (int) Math.min(result, 0);
  }
}
