// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.Block;
import io.sonde.linux.Libc;
import io.sonde.linux.SocketH;
import io.sonde.net.Device;
import io.sonde.net.Interfaces;
import io.sonde.net.LinkType;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Devices of the network namespace, by if_nametoindex(3) and rtnetlink(7). */
public final class LinuxInterfaces implements Interfaces {
  /** Octets of a device's name with its 0. */
  static final int NAME = 16;

  // ifaddrmsg: family 0, prefix length 1, index 4; ifinfomsg: hardware type 2, index 4, flags 8
  private static final int IFADDRMSG = 8;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFINFOMSG = 16;
  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFF_UP = 1;
  private static final int IFF_LOOPBACK = 8;
  private static final int IFF_NOARP = 0x80;

  /** Asks the kernel at each call. */
  public LinuxInterfaces() {}

  @Override
  public int indexOf(String name) {
    Block text = Block.string(name);
    int index = Libc.ifNameToIndex(text.address);
    Reference.reachabilityFence(text);
    return Math.max(index, 0);
  }

  @Override
  public String nameOf(int index) {
    Block text = Block.allocate(NAME);
    int result = index <= 0 ? -1 : Libc.ifIndexToName(index, text.address);
    return result < 0 ? "" : text.stringAt(0);
  }

  @Override
  public List<Device> devices() throws IOException {
    Map<Integer, List<Device.Address>> addresses = new HashMap<>();
    check(
        new Netlink(Netlink.GET_ADDRESS, Netlink.DUMP, IFADDRMSG)
            .ask(Netlink.NEW_ADDRESS, (b, at, end) -> address(addresses, b, at, end)));
    List<Device> devices = new ArrayList<>();
    check(
        new Netlink(Netlink.GET_LINK, Netlink.DUMP, IFINFOMSG)
            .ask(Netlink.NEW_LINK, (b, at, end) -> devices.add(device(addresses, b, at, end))));
    return List.copyOf(devices);
  }

  /** Whether hosts on a device have link-layer addresses that are to be asked for. */
  static boolean hasNeighbours(int index) throws IOException {
    int[] flags = new int[1];
    Netlink request = new Netlink(Netlink.GET_LINK, 0, IFINFOMSG);
    request.structure().putInt(4, index);
    check(request.ask(Netlink.NEW_LINK, (b, at, end) -> flags[0] = b.getInt(at + 8)));
    return (flags[0] & (IFF_NOARP | IFF_LOOPBACK)) == 0;
  }

  private static void check(int result) throws IOException {
    Failure.check(result, "netlink", "devices");
  }

  private static void address(
      Map<Integer, List<Device.Address>> addresses, ByteBuffer b, int at, int end) {
    boolean ipv4 = b.get(at) == SocketH.AF_INET;
    int local = Netlink.find(b, at + IFADDRMSG, end, IFA_LOCAL); // IFA_ADDRESS may be the peer's
    int data = local >= 0 ? local : Netlink.find(b, at + IFADDRMSG, end, IFA_ADDRESS);
    IpFamily family = ipv4 ? IpFamily.IPV4 : IpFamily.IPV6;
    if (data >= 0 && Netlink.octets(b, data) == family.addressLength()) {
      addresses
          .computeIfAbsent(b.getInt(at + 4), index -> new ArrayList<>())
          .add(
              new Device.Address(IpAddress.at(family, b, data), Byte.toUnsignedInt(b.get(at + 1))));
    }
  }

  private static Device device(
      Map<Integer, List<Device.Address>> addresses, ByteBuffer b, int at, int end) {
    int index = b.getInt(at + 4);
    int name = Netlink.find(b, at + IFINFOMSG, end, IFLA_IFNAME);
    int hardware = Netlink.find(b, at + IFINFOMSG, end, IFLA_ADDRESS);
    return new Device(
        name < 0 ? "" : text(b, name),
        index,
        Netlink.number(b, at + IFINFOMSG, end, IFLA_MTU, 0),
        linkType(Short.toUnsignedInt(b.getShort(at + 2))),
        hardware < 0 ? Octets.EMPTY : LinuxNeighbours.octets(b, hardware),
        addresses.getOrDefault(index, List.of()),
        (b.getInt(at + 8) & IFF_UP) != 0);
  }

  private static String text(ByteBuffer b, int data) {
    byte[] octets = new byte[Math.max(Netlink.octets(b, data) - 1, 0)]; // without its 0
    b.get(data, octets);
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** What the frames of a hardware type, linux/if_arp.h, begin with. */
  static LinkType linkType(int hardware) {
    return switch (hardware) {
      case 1 -> LinkType.ETHERNET;
      case 772 -> LinkType.LOOPBACK;
      // PPP, tunnels of either family, SIT, GRE, no address at all (TUN), raw IP (modems)
      case 512, 768, 769, 776, 778, 823, 0xfffe, 519 -> LinkType.RAW_IP;
      default -> LinkType.OTHER;
    };
  }
}
