// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.answer;

import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.Answering;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * What a probe and its answers have in common, to find one by the other; never a proof.
 *
 * @param peer who answers; unspecified where anybody may
 * @param number of the transport or message, see {@code LayerSpec.conversation}
 */
record Conversation(IpAddress peer, int number) {
  private static final int IPV4_SOURCE = 12;
  private static final int IPV4_DESTINATION = 16;
  private static final int IPV6_SOURCE = 8;
  private static final int IPV6_DESTINATION = 24;

  /** The keys of a probe: none if nobody answers such a packet. */
  static List<Conversation> ofProbe(PacketLayout packet) {
    int layer = Answering.network(packet);
    List<Conversation> keys = new ArrayList<>(2);
    if (layer < 0) {
      return keys;
    }
    if (!Answering.isIp(packet, layer)) {
      keys.add(new Conversation(IpAddress.ANY_IPV4, number(packet, layer, false)));
      return keys;
    }
    if (Answering.isLaterFragment(packet, layer)) {
      return keys;
    }
    int number = carriedNumber(packet, layer, false);
    IpAddress first = address(packet, layer, IPV4_DESTINATION, IPV6_DESTINATION);
    keys.add(new Conversation(peer(first), number));
    IpAddress last = Answering.finalDestination(packet, layer);
    if (last != null && !last.equals(first)) {
      keys.add(new Conversation(peer(last), number));
    }
    return keys;
  }

  /** The keys of probes that a packet may answer. */
  static List<Conversation> ofAnswer(PacketLayout packet) {
    int layer = Answering.network(packet);
    List<Conversation> keys = new ArrayList<>(2);
    if (layer < 0) {
      return keys;
    }
    if (!Answering.isIp(packet, layer)) {
      keys.add(new Conversation(IpAddress.ANY_IPV4, number(packet, layer, true)));
      return keys;
    }
    int number = carriedNumber(packet, layer, true);
    IpAddress source = address(packet, layer, IPV4_SOURCE, IPV6_SOURCE);
    keys.add(new Conversation(source, number));
    keys.add(new Conversation(IpAddress.any(source.family()), number));
    return keys;
  }

  /** The key of a probe that an error quotes. */
  static Conversation ofQuote(PacketLayout packet, int quote) {
    IpAddress destination = address(packet, quote, IPV4_DESTINATION, IPV6_DESTINATION);
    return new Conversation(peer(destination), carriedNumber(packet, quote, false));
  }

  /** Where a packet comes from; unspecified if it is no IP packet. */
  static IpAddress source(PacketLayout packet) {
    int layer = Answering.network(packet);
    return layer < 0 || !Answering.isIp(packet, layer)
        ? IpAddress.ANY_IPV4
        : address(packet, layer, IPV4_SOURCE, IPV6_SOURCE);
  }

  private static IpAddress peer(IpAddress destination) {
    boolean all = destination.family() == IpFamily.IPV4 && destination.ipv4Bits() == -1;
    return all || destination.isMulticast() ? IpAddress.any(destination.family()) : destination;
  }

  private static IpAddress address(PacketLayout packet, int layer, int ipv4, int ipv6) {
    IpFamily family = Answering.family(packet, layer);
    int at = packet.start[layer] + (family == IpFamily.IPV4 ? ipv4 : ipv6);
    if (at + family.addressLength() > packet.to) {
      return IpAddress.any(family);
    }
    return family == IpFamily.IPV4
        ? IpAddress.ofIpv4(packet.i32(at))
        : new IpAddress(family, packet.i64(at), packet.i64(at + 8));
  }

  private static int carriedNumber(PacketLayout packet, int ip, boolean isAnswer) {
    int carried = Answering.carried(packet, ip);
    return carried < 0 ? 0 : number(packet, carried, isAnswer);
  }

  private static int number(PacketLayout packet, int layer, boolean isAnswer) {
    return packet.specs[layer].conversation(packet, layer, isAnswer);
  }
}
