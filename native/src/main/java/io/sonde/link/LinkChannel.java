// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.BpfProgram;
import io.sonde.linux.ErrnoH;
import io.sonde.linux.FcntlH;
import io.sonde.linux.Libc;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.net.Blindness;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.LinkType;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A packet socket, packet(7), of one device: frames leave as they stand, from the link header on,
 * or the IP header where the device has no other. It hears what the device receives, with the VLAN
 * tag that the kernel has taken out put back; what the host itself sends it hears only if its spec
 * says so, except on loopback, where that is received.
 */
final class LinkChannel extends SingleSocketChannel {
  private static final int HARDWARE_ADDRESSES = 12;
  private static final int TAG = 4;
  private static final byte[] NO_HARDWARE = {};

  private static final NetworkCapabilities PLAIN = capabilities(false);
  private static final NetworkCapabilities STAMPED = capabilities(true);

  private final LinkType linkType;
  private final int device;
  private final Block request; // struct ifreq: name 0, value 16
  private final Block statistics = Block.allocate(16); // struct tpacket_stats, its length at 12
  private long drops;

  private LinkChannel(
      LinuxNetwork network,
      int index,
      ChannelSpec spec,
      int fd,
      int device,
      LinkType linkType,
      Block request) {
    super(network, index, spec, fd);
    this.device = device;
    this.linkType = linkType;
    this.request = request;
  }

  private static NetworkCapabilities capabilities(boolean stamps) {
    return new NetworkCapabilities(
        -1,
        -1,
        -1,
        EnumSet.allOf(HeaderField.class),
        true,
        false,
        stamps,
        Integer.MAX_VALUE,
        EnumSet.noneOf(Blindness.class));
  }

  static LinkChannel open(LinuxNetwork network, int index, ChannelSpec spec) throws IOException {
    byte[] name = spec.device().getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length >= LinuxInterfaces.NAME) {
      throw new IOException(
          "a link channel needs a device, of 1 to 15 octets: \"" + spec.device() + "\"");
    }
    Block request = Block.allocate(40);
    request.bytes.put(0, name);
    SocketSetup setup = SocketSetup.open(spec, SocketH.SOCK_RAW, 0);
    try {
      int device = ask(setup.fd, FcntlH.SIOCGIFINDEX, request, spec.device()).getInt(16);
      int hardware = ask(setup.fd, FcntlH.SIOCGIFHWADDR, request, spec.device()).getShort(16);
      setup.link();
      setup.require(SocketH.SOL_PACKET, SocketH.PACKET_AUXDATA, 1, "PACKET_AUXDATA", "");
      if (!spec.hearsOwn()) {
        setup.require(
            SocketH.SOL_PACKET, SocketH.PACKET_IGNORE_OUTGOING, 1, "PACKET_IGNORE_OUTGOING", "");
      }
      Block address = Block.allocate(Sockaddr.LL);
      Sockaddr.putLl(address.bytes, 0, spec.etherType(), device);
      int result = Libc.bind(setup.fd, address.address, Sockaddr.LL);
      Reference.reachabilityFence(address);
      Failure.check(result, "bind", spec.device());
      LinkType type = LinuxInterfaces.linkType(Short.toUnsignedInt((short) hardware));
      return new LinkChannel(network, index, spec, setup.fd, device, type, request);
    } catch (IOException | RuntimeException e) {
      setup.abandon();
      throw e;
    }
  }

  private static ByteBuffer ask(int fd, int what, Block request, String device) throws IOException {
    int result = Libc.ioctl(fd, what, request.address);
    Reference.reachabilityFence(request);
    Failure.check(result, "ioctl", device);
    return request.bytes;
  }

  @Override
  public NetworkCapabilities capabilities() {
    return stamps ? STAMPED : PLAIN;
  }

  @Override
  public List<HeaderField> notHonoured(PacketBatch out, int slot) {
    return List.of();
  }

  @Override
  public void hearOnly(Set<IpAddress> talkers) throws IOException {
    if (linkType != LinkType.OTHER) {
      BpfProgram program =
          talkers.isEmpty()
              ? TalkerProgram.everything()
              : TalkerProgram.of(linkType.headerLength(), talkers);
      Failure.check(program.attach(fd), "setsockopt", "SO_ATTACH_FILTER");
    }
  }

  @Override
  void adopt(LinuxPacketBatch batch, int slot) {}

  @Override
  int prepare(LinuxPacketBatch batch, int slot, MessageVector v, int m) {
    int at = batch.start[slot];
    if (batch.length[slot] < Math.max(linkType.headerLength(), 1)) {
      return PacketBatch.NOT_HONOURED;
    }
    v.nameLength(m, 0);
    if (linkType == LinkType.RAW_IP) {
      // what an Ethernet header would say, the kernel must be told
      boolean ipv6 = Byte.toUnsignedInt(batch.octets.get(at)) >>> 4 == 6;
      int protocol = ipv6 ? SocketH.ETH_P_IPV6 : SocketH.ETH_P_IP;
      Sockaddr.putLl(v.bytes, v.name(m), protocol, device, NO_HARDWARE);
      v.nameLength(m, Sockaddr.LL);
    }
    int control = v.control(m);
    v.controlLength(m, stampRequest(batch, m, v, control) - control);
    v.data(m, batch.address(at), batch.length[slot]);
    return PacketBatch.SENT;
  }

  @Override
  int knownLimit(LinuxPacketBatch batch, int slot) {
    int result = Libc.ioctl(fd, FcntlH.SIOCGIFMTU, request.address);
    Reference.reachabilityFence(request);
    return result < 0 ? 0 : request.bytes.getInt(16);
  }

  /** A device that went down is told of once at each call; it may come up again. */
  @Override
  boolean isAboutEarlier(int errno) {
    return errno == ErrnoH.ENETDOWN;
  }

  @Override
  void arrived(LinuxPacketBatch batch, int slot, int memory, int octets) {
    boolean bare = linkType == LinkType.RAW_IP;
    batch.content[slot] = bare ? PacketBatch.IP : PacketBatch.LINK;
    int tag = network.arrivals.vlanTag;
    if (tag != 0 && !bare && octets >= linkType.headerLength()) {
      int from = batch.start[slot];
      batch.start[slot] = from - TAG;
      batch.octets.put(from - TAG, batch.octets, from, HARDWARE_ADDRESSES);
      batch.octets.putInt(from - TAG + HARDWARE_ADDRESSES, tag);
      batch.length[slot] = octets + TAG;
    }
  }

  @Override
  long overflowed() {
    if (isOpen()) {
      statistics.bytes.putInt(12, 8);
      int result =
          Libc.getsockopt(
              fd,
              SocketH.SOL_PACKET,
              SocketH.PACKET_STATISTICS,
              statistics.address,
              statistics.address + 12);
      Reference.reachabilityFence(statistics);
      if (result == 0) {
        drops += Integer.toUnsignedLong(statistics.bytes.getInt(4)); // reading it sets it to 0
      }
    }
    return drops;
  }
}
