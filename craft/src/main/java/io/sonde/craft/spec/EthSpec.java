// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An Ethernet frame without preamble and check sequence, IEEE 802.3 clause 3.
 *
 * <p>A type below 0x600 is the length of what follows, which then has no announced kind.
 */
final class EthSpec extends LayerSpec {
  static final int LENGTH = 14;

  /** Least value that is a type and not a length. */
  private static final int LEAST_TYPE = 0x600;

  private static final long GROUP_IPV4 = 0x01005e000000L;
  private static final long GROUP_IPV6 = 0x333300000000L;
  private static final long BROADCAST = 0xffffffffffffL;

  private final Field type;
  private final Field pad;

  EthSpec() {
    super("eth", "Ethernet", "IEEE 802.3", LENGTH);
    mac("dst", 0)
        .auto(
            "next hop; group address for multicast, broadcast for broadcast", EthSpec::destination)
        .doc("link address of the receiver")
        .rfc("RFC 1112 6.4")
        .example("02:00:00:00:00:02");
    mac("src", 48)
        .auto("the interface's", (packet, layer) -> layer == 0 ? packet.origin.hardware : 0)
        .loose()
        .doc("link address of the sender")
        .example("02:00:00:00:00:01");
    type =
        hex("type", 96, 16)
            .derived(FieldRole.NEXT, "next layer", EtherTypes::next)
            .doc("EtherType of the next layer; below 0x600 a length")
            .rfc("RFC 9542 3")
            .example("0x88b5");
    EtherTypes.name(type);
    pad =
        directive("pad", 16)
            .absent("none")
            .doc("N: zero octets behind the packet, up to a frame of N octets")
            .example("60");
    carriers().byIp(143);
    carriers().byEtherType(0x6558);
    carriers().byLink(1);
    followedBy("vlan", "arp", "ip", "ip6", "mpls", "data");
    exampleIn("", " / ip / udp");
  }

  private static long destination(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    int at = layer + 1;
    while (next != null && next.isLink() && !(next instanceof EthSpec)) {
      next = packet.following(at++);
    }
    int start = packet.start[at];
    if (next instanceof ArpSpec && packet.headerEnd[at] - start >= ArpSpec.LENGTH) {
      return packet.u16(start + 6) == ArpSpec.REQUEST ? BROADCAST : packet.i64(start + 18) >>> 16;
    }
    if (next != null && packet.headerEnd[at] - start < next.length()) {
      return 0; // cut off in front of its destination
    }
    if (next instanceof IpSpec) {
      int address = packet.i32(start + 16);
      return address == -1
          ? BROADCAST
          : address >>> 28 == 0xe ? GROUP_IPV4 | address & 0x7fffff : nextHop(packet, layer);
    }
    if (next instanceof Ip6Spec && packet.u8(start + 24) == 0xff) {
      return GROUP_IPV6 | packet.u32(start + 36);
    }
    return nextHop(packet, layer);
  }

  private static long nextHop(PacketLayout packet, int layer) {
    return layer == 0 ? packet.origin.nextHop : 0;
  }

  @Override
  public boolean isLink() {
    return true;
  }

  @Override
  public int tailLength(LayerValues values, int header, int inside) {
    return values.state(pad) == LayerValues.State.SET
        ? Math.max(0, (int) values.low(pad) - header - inside)
        : 0;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int number = packet.u16(packet.start[layer] + 12);
    if (number < LEAST_TYPE) {
      reading.whole(layer, type, LENGTH + number);
      reading.trailer(layer);
      return null;
    }
    return LayerSpecs.byEtherType(number);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    LayerSpec next = packet.following(layer);
    if (next == null || next.isData()) {
      int start = packet.start[layer];
      out.add(' ').mac(packet.octets, start + 6).add(" > ").mac(packet.octets, start);
      out.add(" eth 0x").hex(packet.u16(start + 12), 4);
      out.add(" len ").decimal(packet.to - packet.headerEnd[layer]);
    }
  }
}
