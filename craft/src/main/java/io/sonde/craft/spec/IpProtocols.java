// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpProtocol;
import java.util.Map;

/** The numbers by which IP announces what it carries, with the names of layers and of IANA. */
final class IpProtocols {
  /** For experiments, RFC 3692: what has no number of its own. */
  static final int EXPERIMENT = 253;

  private IpProtocols() {}

  /**
   * The number of what a layer carries.
   *
   * @param nothing the number that says that nothing follows
   */
  static long next(PacketLayout packet, int layer, int nothing) {
    LayerSpec next = packet.following(layer);
    if (next == null) {
      return nothing;
    }
    return next.isData()
        ? EXPERIMENT
        : next.carriers().ipProtocol() < 0 ? Field.UNKNOWN : next.carriers().ipProtocol();
  }

  /** Whether no other IP header stands in front of a layer. */
  static boolean isOutermost(PacketLayout packet, int layer) {
    for (int i = 0; i < layer; i++) {
      if (packet.specs[i] instanceof IpSpec || packet.specs[i] instanceof Ip6Spec) {
        return false;
      }
    }
    return true;
  }

  /** Gives a field the names. */
  static void name(Field field) {
    field
        .name("icmp", IpProtocol.ICMP)
        .name("igmp", IpProtocol.IGMP)
        .name("ip", IpProtocol.IPV4)
        .name("ip6", IpProtocol.IPV6)
        .name("hbh", IpProtocol.HOP_BY_HOP)
        .name("rt", IpProtocol.ROUTING)
        .name("frag", IpProtocol.FRAGMENT)
        .name("icmp6", IpProtocol.ICMPV6)
        .name("dst", IpProtocol.DESTINATION_OPTIONS)
        .name("none", IpProtocol.NO_NEXT_HEADER);
    for (Map.Entry<String, Integer> entry : IpProtocol.names().entrySet()) {
      field.name(entry.getKey(), entry.getValue());
    }
  }
}
