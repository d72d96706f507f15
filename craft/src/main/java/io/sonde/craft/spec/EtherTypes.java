// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;

/** The numbers by which link layers announce what they carry (IANA "IEEE 802 Numbers"). */
final class EtherTypes {
  private EtherTypes() {}

  /** The number of what a layer carries: 0 for nothing. */
  static long next(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    return next == null ? 0 : next.carriers().etherType();
  }

  /** Gives a field the names. */
  static void name(Field field) {
    field
        .name("ip", 0x0800)
        .name("arp", 0x0806)
        .name("teb", 0x6558)
        .name("rarp", 0x8035)
        .name("vlan", 0x8100)
        .name("ip6", 0x86dd)
        .name("mpls", 0x8847)
        .name("mplsmc", 0x8848)
        .name("pppoed", 0x8863)
        .name("pppoes", 0x8864)
        .name("eapol", 0x888e)
        .name("qinq", 0x88a8)
        .name("lldp", 0x88cc)
        .name("ptp", 0x88f7)
        .name("loop", 0x9000);
  }
}
