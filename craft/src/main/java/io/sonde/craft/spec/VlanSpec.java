// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A tag of IEEE 802.1Q clause 9: priority and VLAN, behind the type that announces it.
 *
 * <p>The tag's own protocol identifier stands in the layer in front of it.
 */
final class VlanSpec extends LayerSpec {
  static final int CUSTOMER = 0x8100;
  static final int SERVICE = 0x88a8;
  private static final int LENGTH = 4;
  private static final int LEAST_TYPE = 0x600;
  private static final String CLAUSE = "IEEE 802.1Q 9.6";

  private final Field type;
  private final Field tagProtocol;

  VlanSpec() {
    super("vlan", "VLAN tag", "IEEE 802.1Q", LENGTH);
    number("pcp", 0, 3).loose().doc("priority, 7 the highest").rfc(CLAUSE).example("5");
    number("dei", 3, 1).loose().doc("may be dropped before others").rfc(CLAUSE).example("1");
    number("id", 4, 12)
        .loose()
        .doc("number of the VLAN; 0: only a priority, 4095 is reserved")
        .rfc(CLAUSE)
        .example("100");
    type =
        hex("type", 16, 16)
            .derived(FieldRole.NEXT, "next layer", EtherTypes::next)
            .doc("EtherType of the next layer; below 0x600 a length")
            .rfc(CLAUSE)
            .example("0x88b5");
    EtherTypes.name(type);
    tagProtocol =
        directive("tpid", 16)
            .absent("0x8100")
            .name("q", CUSTOMER)
            .name("ad", SERVICE)
            .doc("the type that announces the tag, in the layer in front of it")
            .rfc("IEEE 802.1Q 9.5")
            .example("0x9100");
    word("q", tagProtocol, CUSTOMER, "customer tag");
    word("ad", tagProtocol, SERVICE, "service tag, the outer one of two");
    carriers().byEtherType(CUSTOMER, SERVICE, 0x9100, 0x9200);
    followedBy("vlan", "arp", "ip", "ip6", "mpls", "data");
    exampleIn("eth / ", " / ip / udp");
  }

  @Override
  public boolean isLink() {
    return true;
  }

  @Override
  public void complete(Draft draft, int at) {
    LayerValues values = draft.layer(at);
    if (at == 0 || values.state(tagProtocol) != LayerValues.State.SET) {
      return;
    }
    LayerValues outer = draft.layer(at - 1);
    for (Field field : outer.spec().fields()) {
      if (field.role() == FieldRole.NEXT && outer.state(field) == LayerValues.State.AUTO) {
        outer.set(field, values.low(tagProtocol));
      }
    }
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int number = packet.u16(packet.start[layer] + 2);
    if (number < LEAST_TYPE) {
      reading.whole(layer, type, LENGTH + number);
      reading.trailer(layer);
      return null;
    }
    return LayerSpecs.byEtherType(number);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    out.add(" vlan ").decimal(packet.u16(packet.start[layer]) & 0xfff);
  }
}
