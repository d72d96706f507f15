// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import org.jspecify.annotations.Nullable;

/** What layers have in common when they judge whether a packet answers another. */
public final class Answering {
  /** Octets of what IP carries that every error must quote (RFC 792). */
  private static final int QUOTED = 8;

  private Answering() {}

  /** Index of the outermost layer that is none of the link's; −1 if there is none. */
  public static int network(PacketLayout packet) {
    int layer = 0;
    while (layer < packet.count && packet.specs[layer].isLink()) {
      layer++;
    }
    return layer < packet.count ? layer : -1;
  }

  /** Whether a layer is IP of either version. */
  public static boolean isIp(PacketLayout packet, int layer) {
    return packet.specs[layer] instanceof IpSpec || packet.specs[layer] instanceof Ip6Spec;
  }

  /** Family of an IP layer. */
  public static IpFamily family(PacketLayout packet, int layer) {
    return packet.specs[layer] instanceof IpSpec ? IpFamily.IPV4 : IpFamily.IPV6;
  }

  /** Whether an IP layer is a fragment but the first, which nothing answers. */
  public static boolean isLaterFragment(PacketLayout packet, int ip) {
    if (packet.specs[ip] instanceof IpSpec) {
      return (packet.u16(packet.start[ip] + 6) & 0x1fff) != 0;
    }
    for (int i = ip + 1; i < packet.count && packet.specs[i] instanceof ExtensionSpec; i++) {
      if (packet.specs[i] instanceof FragSpec && packet.headerEnd[i] - packet.start[i] >= 4) {
        return (packet.u16(packet.start[i] + 2) & 0xfff8) != 0;
      }
    }
    return false;
  }

  /** Where an IP packet goes in the end, if it says so and is not there yet; else null. */
  public static @Nullable IpAddress finalDestination(PacketLayout packet, int ip) {
    for (int i = ip + 1; i < packet.count; i++) {
      if (!(packet.specs[i] instanceof ExtensionSpec extension)) {
        break;
      }
      int at = extension.lastDestination(packet, i);
      if (at >= 0) {
        return new IpAddress(IpFamily.IPV6, packet.i64(at), packet.i64(at + 8));
      }
    }
    return null;
  }

  /** Whether two packets are of the same VLANs. */
  public static boolean sameTags(PacketLayout one, PacketLayout other) {
    int i = 0;
    int j = 0;
    while (true) {
      i = nextTag(one, i);
      j = nextTag(other, j);
      if (i < 0 || j < 0) {
        return i == j;
      }
      if ((one.u16(one.start[i]) & 0xfff) != (other.u16(other.start[j]) & 0xfff)) {
        return false;
      }
      i++;
      j++;
    }
  }

  private static int nextTag(PacketLayout packet, int from) {
    for (int i = from; i < packet.count && packet.specs[i].isLink(); i++) {
      if (packet.specs[i] instanceof VlanSpec) {
        return i;
      }
    }
    return -1;
  }

  /** Index of the layer that an IP layer carries behind its extension headers; −1: none. */
  public static int carried(PacketLayout packet, int ip) {
    int layer = ip + 1;
    while (layer < packet.count && packet.specs[layer] instanceof ExtensionSpec) {
      layer++;
    }
    return layer < packet.count && !packet.specs[layer].isTrailer() ? layer : -1;
  }

  /** The protocol number that announces what an IP layer carries behind its extension headers. */
  static int protocol(PacketLayout packet, int ip) {
    int start = packet.start[ip];
    if (packet.specs[ip] instanceof IpSpec) {
      return packet.u8(start + 9);
    }
    int protocol = packet.u8(start + 6);
    for (int i = ip + 1; i < packet.count && packet.specs[i] instanceof ExtensionSpec; i++) {
      protocol = packet.u8(packet.start[i]);
    }
    return protocol;
  }

  /** Whether what two IP layers carry is probe and answer. */
  static boolean carriedAnswers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    if (protocol(probe, at) != protocol(packet, layer)) {
      return false;
    }
    int asked = carried(probe, at);
    int got = carried(packet, layer);
    return asked < 0 || got >= 0 && probe.specs[asked].answers(probe, asked, packet, got);
  }

  /** Whether two runs of octets are the same. */
  static boolean same(PacketLayout one, int at, PacketLayout other, int from, int octets) {
    for (int i = 0; i < octets; i++) {
      if (one.octets[at + i] != other.octets[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether so many octets are there. */
  static boolean has(PacketLayout packet, int layer, int octets) {
    return packet.end[layer] - packet.start[layer] >= octets;
  }

  /** Who gets a packet that is a SYN-ACK; null if it is none. */
  public static @Nullable IpAddress synAckFor(PacketLayout packet) {
    int ip = network(packet);
    int carried = ip >= 0 && isIp(packet, ip) ? carried(packet, ip) : -1;
    if (carried < 0
        || !(packet.specs[carried] instanceof TcpSpec)
        || !TcpSpec.isSynAck(packet, carried)) {
      return null;
    }
    int at = packet.start[ip];
    return packet.specs[ip] instanceof IpSpec
        ? IpAddress.ofIpv4(packet.i32(at + IpSpec.DESTINATION_AT))
        : new IpAddress(IpFamily.IPV6, packet.i64(at + 24), packet.i64(at + 32));
  }

  /** Whether a packet is a TCP segment that resets. */
  public static boolean isReset(PacketLayout packet) {
    int ip = network(packet);
    int carried = ip >= 0 && isIp(packet, ip) ? carried(packet, ip) : -1;
    return carried >= 0
        && packet.specs[carried] instanceof TcpSpec
        && TcpSpec.isReset(packet, carried);
  }

  /** The word for a code of an ICMP message, or the number where there is none. */
  public static String reason(IpFamily family, int type, int code) {
    LayerSpec spec = LayerSpecs.named(family == IpFamily.IPV4 ? "icmp" : "icmp6");
    String name = spec instanceof QuotingSpec icmp ? icmp.codeName(type, code) : null;
    return name == null ? Integer.toString(code) : name;
  }

  /** Index of the IP layer that an ICMP error of a packet quotes; −1 if it is no such error. */
  public static int quoted(PacketLayout packet) {
    for (int i = 0; i + 1 < packet.count; i++) {
      if (packet.specs[i] instanceof QuotingSpec icmp) {
        boolean quotes = icmp.isError(packet.u8(packet.start[i])) && isIp(packet, i + 1);
        return quotes ? i + 1 : -1;
      }
    }
    return -1;
  }

  /**
   * Whether an IP layer that an error quotes is a probe: addresses, protocol, identification, and
   * the first 8 octets of the transport header as they left. What routers change on the way does
   * not count.
   */
  public static boolean isQuoteOf(PacketLayout error, int quote, PacketLayout probe, int ip) {
    if (error.specs[quote] != probe.specs[ip]) {
      return false;
    }
    int from = error.start[quote];
    int at = probe.start[ip];
    boolean ipv4 = probe.specs[ip] instanceof IpSpec;
    int header = ipv4 ? IpSpec.LENGTH : Ip6Spec.LENGTH;
    if (!has(error, quote, header) || !has(probe, ip, header)) {
      return false;
    }
    boolean heads =
        ipv4
            ? same(probe, at + 4, error, from + 4, 2)
                && same(probe, at + 9, error, from + 9, 1)
                && same(probe, at + 12, error, from + 12, 8)
            : same(probe, at + 8, error, from + 8, 32) && probe.u8(at + 6) == error.u8(from + 6);
    return heads && carriesTheSame(error, quote, probe, ip);
  }

  private static boolean carriesTheSame(PacketLayout error, int quote, PacketLayout probe, int ip) {
    int asked = carried(probe, ip);
    int got = carried(error, quote);
    if (asked < 0) {
      return true;
    }
    int octets = Math.min(QUOTED, probe.end[asked] - probe.start[asked]);
    return got >= 0
        && error.end[got] - error.start[got] >= octets
        && same(probe, probe.start[asked], error, error.start[got], octets);
  }
}
