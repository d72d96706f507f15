// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What Linux puts in place of the link header where packets of all interfaces are captured, in its
 * first and its second form, pcap-linktype(7).
 */
final class CookedSpec extends LayerSpec {
  private static final String MANUAL = "pcap-linktype(7)";
  private static final int ETHERNET = 1;
  private static final int ADDRESS_LENGTH = 6;
  private static final int LEAST_TYPE = 0x600;

  private final int typeAt;

  private CookedSpec(String name, int length, int typeAt) {
    super(name, "Linux cooked capture", MANUAL, length);
    this.typeAt = typeAt;
  }

  /** Link type 113. */
  static CookedSpec first() {
    CookedSpec spec = new CookedSpec("sll", 16, 14);
    spec.packetType(0, 16);
    spec.addresses(16, 16, 32, 16, 48);
    spec.protocol(112);
    spec.carriers().byLink(113);
    return spec;
  }

  /** Link type 276. */
  static CookedSpec second() {
    CookedSpec spec = new CookedSpec("sll2", 20, 0);
    spec.protocol(0);
    spec.number("res", 16, 16).reserved().doc("must be 0").rfc(MANUAL).example("1");
    spec.number("ifindex", 32, 32).doc("index of the interface").rfc(MANUAL).example("2");
    spec.packetType(80, 8);
    spec.addresses(64, 16, 88, 8, 96);
    spec.carriers().byLink(276);
    return spec;
  }

  private void packetType(int bit, int width) {
    number("ptype", bit, width)
        .names("host", "broadcast", "multicast", "otherhost", "outgoing")
        .doc("to whom the packet was sent, or that it left")
        .rfc(MANUAL)
        .example("outgoing");
  }

  private void addresses(int hardware, int width, int length, int lengthWidth, int address) {
    number("hatype", hardware, width)
        .auto(ETHERNET)
        .doc("kind of link, ARPHRD_ of Linux; 1: Ethernet, 772: loopback")
        .rfc(MANUAL)
        .example("772");
    number("addrlen", length, lengthWidth)
        .auto(ADDRESS_LENGTH)
        .doc("octets of addr that count")
        .rfc(MANUAL)
        .example("0");
    octets("addr", address, 8)
        .doc("link address of the sender, zeros behind it")
        .rfc(MANUAL)
        .example("020000000001");
  }

  private void protocol(int bit) {
    Field protocol =
        hex("proto", bit, 16)
            .derived(FieldRole.NEXT, "next layer", EtherTypes::next)
            .doc("EtherType of the next layer; below 0x600 something of Linux")
            .rfc(MANUAL)
            .example("0x88b5");
    EtherTypes.name(protocol);
    followedBy("vlan", "arp", "ip", "ip6", "mpls", "data");
    exampleIn("", " / ip / udp");
  }

  @Override
  public boolean isLink() {
    return true;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int number = packet.u16(packet.start[layer] + typeAt);
    return number < LEAST_TYPE ? null : LayerSpecs.byEtherType(number);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    LayerSpec next = packet.following(layer);
    if (next == null || next.isData()) {
      out.add(' ').add(name()).add(" 0x").hex(packet.u16(packet.start[layer] + typeAt), 4);
    }
  }
}
