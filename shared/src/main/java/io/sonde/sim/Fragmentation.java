// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv6Header;
import java.nio.ByteBuffer;

/**
 * Division of packets that are longer than a link: IPv4 by any node (RFC 791 section 3.2), IPv6 by
 * its source (RFC 8200 section 4.5), whose packets have no extension headers here.
 */
final class Fragmentation {
  private static final int UNIT = 8;
  private static final int FRAGMENT_HEADER = 8;
  private static final int MORE = 0x2000;
  private static final int COPIED = 0x80;
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;

  private final Simulation simulation;
  private int identification;

  Fragmentation(Simulation simulation) {
    this.simulation = simulation;
  }

  /** A number for the next packet that may have to be divided: 1 … 65535, then again. */
  int identification() {
    identification = identification % 0xffff + 1;
    return identification;
  }

  /** Sends the pieces of an IPv4 packet that is longer than the link, and releases it. */
  void carryIpv4(LinkDirection way, PacketView packet, int handle) {
    int end = packet.at + packet.length;
    int offset = packet.fragmentOffset;
    int from = packet.transport;
    while (from < end) {
      boolean first = from == packet.transport;
      int header = first ? packet.transport - packet.at : Ipv4Header.LENGTH + copiedOptions(packet);
      int room = way.mtu() - header;
      int octets = end - from <= room ? end - from : room / UNIT * UNIT;
      int piece = simulation.store.take(header + octets);
      ByteBuffer out = simulation.store.octets(piece);
      int at = simulation.store.start(piece);
      out.put(at, packet.octets, packet.at, first ? header : Ipv4Header.LENGTH);
      if (!first) {
        copyOptions(packet, out, at + Ipv4Header.LENGTH, header - Ipv4Header.LENGTH);
      }
      boolean more = packet.moreFragments || from + octets < end;
      out.put(at, (byte) (0x40 | header / 4));
      out.putShort(at + 2, (short) (header + octets));
      out.putShort(at + 6, (short) ((more ? MORE : 0) | offset / UNIT));
      Headers.seal(out, at);
      out.put(at + header, packet.octets, from, octets);
      way.carry(piece);
      offset += octets;
      from += octets;
    }
    simulation.store.release(handle);
  }

  /** Octets of the options that every fragment has, with padding. */
  private static int copiedOptions(PacketView packet) {
    int octets = 0;
    int end = packet.transport;
    for (int at = packet.at + Ipv4Header.LENGTH; at < end; at += optionLength(packet, at)) {
      octets += isCopied(packet, at) ? optionLength(packet, at) : 0;
    }
    return octets + 3 & ~3;
  }

  private static void copyOptions(PacketView packet, ByteBuffer out, int to, int length) {
    for (int i = 0; i < length; i++) {
      out.put(to + i, (byte) END_OF_OPTIONS);
    }
    int written = to;
    int end = packet.transport;
    for (int at = packet.at + Ipv4Header.LENGTH; at < end; at += optionLength(packet, at)) {
      if (isCopied(packet, at)) {
        out.put(written, packet.octets, at, optionLength(packet, at));
        written += optionLength(packet, at);
      }
    }
  }

  private static boolean isCopied(PacketView packet, int at) {
    return (packet.octets.get(at) & COPIED) != 0;
  }

  /** Octets of the option; all that is left if its length cannot be, or the list ends here. */
  private static int optionLength(PacketView packet, int at) {
    int left = packet.transport - at;
    int type = packet.octets.get(at) & 0xff;
    if (type == NO_OPERATION) {
      return 1;
    }
    int length = type == END_OF_OPTIONS || left < 2 ? left : packet.octets.get(at + 1) & 0xff;
    return length < 2 || length > left ? left : length;
  }

  /** Sends the pieces of an IPv6 packet by a link, none longer than {@code mtu}; releases it. */
  void carryIpv6(LinkDirection way, PacketView packet, int handle, int mtu) {
    int header = Headers.length(IpFamily.IPV6);
    int end = packet.at + packet.length;
    int number = identification();
    int room = (mtu - header - FRAGMENT_HEADER) / UNIT * UNIT;
    for (int from = packet.transport; from < end; from += room) {
      int octets = Math.min(room, end - from);
      int piece = simulation.store.take(header + FRAGMENT_HEADER + octets);
      ByteBuffer out = simulation.store.octets(piece);
      int at = simulation.store.start(piece);
      out.put(at, packet.octets, packet.at, header);
      out.putShort(at + 4, (short) (FRAGMENT_HEADER + octets));
      out.put(at + 6, (byte) IpProtocol.FRAGMENT);
      int more = from + octets < end ? 1 : 0;
      out.putInt(at + header, packet.protocol << 24 | from - packet.transport | more);
      out.putInt(at + header + 4, number);
      out.put(at + header + FRAGMENT_HEADER, packet.octets, from, octets);
      simulation.store.markInFragments(piece);
      way.carry(piece);
    }
    simulation.store.release(handle);
  }

  /** The shortest MTU of the way from a node to an address, of IPv6's least length at least. */
  int pathMtu(Node from, LinkDirection first, PacketView packet) {
    int mtu = first.mtu();
    Node node = first.to;
    for (int hops = 0; hops < 255 && node != from; hops++) {
      LinkDirection way =
          simulation.routes.next(node, packet.destinationHigh, packet.destinationLow, null);
      if (way == null) {
        break;
      }
      mtu = Math.min(mtu, way.mtu());
      node = way.to;
    }
    return Math.max(mtu, Ipv6Header.LEAST_MTU);
  }
}
