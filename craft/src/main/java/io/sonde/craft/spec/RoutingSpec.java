// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The routing header of IPv6, RFC 8200 section 4.4: addresses still to be visited (type 0,
 * deprecated by RFC 5095), a home address (type 2, RFC 6275 section 6.4), segments (type 4, RFC
 * 8754 section 2), which stand in the order opposite to the path.
 */
final class RoutingSpec extends ExtensionSpec {
  private static final String RFC_8754 = "RFC 8754 2";
  private static final int LENGTH = 8;
  private static final int ADDRESS = 16;
  private static final int SOURCE = 0;
  private static final int HOME = 2;
  private static final int SEGMENTS = 4;

  private final Field length;
  private final Field type;
  private final Field addresses;
  private final Field last;
  private final Field segments;
  private final Field objects;
  private final Field data;
  private final Ipv6OptionsCodec codec = new Ipv6OptionsCodec(4);

  RoutingSpec() {
    super("rt", "routing header of IPv6", "RFC 8200 4.4", LENGTH);
    next(0, "RFC 8200 4.4");
    length = lengthInUnits(8, "RFC 8200 4.4");
    type =
        number("type", 16, 8)
            .auto("4 if there are segments, else 0", (packet, layer) -> 0)
            .doc("what kind of route: 0 addresses, 2 home address, 4 segments")
            .rfc("RFC 8200 4.4")
            .example("2");
    number("left", 24, 8)
        .auto("those that the first packet has not visited", this::remaining)
        .doc("how many are still to be visited")
        .rfc("RFC 8200 4.4")
        .example("1");
    number("res", 32, 32)
        .only(type, SOURCE, HOME)
        .reserved()
        .doc("must be 0")
        .rfc("RFC 2460 4.4")
        .example("1");
    last =
        number("last", 32, 8)
            .only(type, SEGMENTS)
            .derived(FieldRole.LENGTH, "number of segments, less 1", this::lastEntry)
            .doc("index of the last entry of the list, which is the first segment of the path")
            .rfc(RFC_8754)
            .example("type=4 seg=2001:db8::a", "+1");
    hex("flags", 40, 8)
        .only(type, SEGMENTS)
        .doc("flags, none defined")
        .rfc(RFC_8754)
        .example("type=4", "1");
    hex("tag", 48, 16)
        .only(type, SEGMENTS)
        .doc("a class of packets")
        .rfc(RFC_8754)
        .example("type=4", "7");
    addresses =
        list("addr", AddressListCodec.ipv6())
            .only(type, SOURCE, HOME)
            .doc("addresses to be visited, the first after dst; type 2: the home address")
            .rfc("RFC 2460 4.4, RFC 6275 6.4")
            .example("2001:db8::a,2001:db8::b");
    segments =
        list("seg", AddressListCodec.ipv6Reversed())
            .only(type, SEGMENTS)
            .doc("segments in the order of the path")
            .rfc(RFC_8754)
            .example("2001:db8::a,2001:db8::b");
    codec.with(
        new FixedShape("pad1", 0).doc("one octet of padding; padn:N is N octets", "RFC 8754 2.1.1"),
        new FixedShape("hmac", 5)
            .hexadecimal("flags", 2)
            .hexadecimal("key", 4)
            .octets("hmac")
            .doc("authentication", "RFC 8754 2.1.2")
            .example(":0x0000:0x00000001:0102030405060708"));
    objects =
        list("tlv", codec)
            .only(type, SEGMENTS)
            .doc("objects behind the segments, padded to 8 octets")
            .rfc("RFC 8754 2.1")
            .example("type=4 seg=2001:db8::a", "raw:130:0102");
    data =
        octets("data")
            .when((packet, layer) -> !isKnown(packet.u8(packet.start[layer] + 2)))
            .doc("what stands behind left in other types, padded with 0 to 8 octets")
            .rfc("RFC 8200 4.4")
            .example("01020304 type=7");
    carriers().byIp(IpProtocol.ROUTING);
    followedBy("icmp6", "tcp", "udp", "frag", "dst", "ip6", "data");
    exampleIn("ip6 dst=2001:db8::1 / ", " / udp");
  }

  private static boolean isKnown(int number) {
    return number == SOURCE || number == HOME || number == SEGMENTS;
  }

  private static int room(PacketLayout packet, int layer) {
    return packet.headerEnd[layer] - packet.start[layer] - LENGTH;
  }

  private long remaining(PacketLayout packet, int layer) {
    return switch (packet.u8(packet.start[layer] + 2)) {
      case SOURCE -> room(packet, layer) / ADDRESS;
      case HOME -> room(packet, layer) >= ADDRESS ? 1 : 0;
      case SEGMENTS -> Math.max(0, packet.u8(packet.start[layer] + 4));
      default -> 0;
    };
  }

  /** Segments as the last entry's index says, as far as there is room. */
  private static int count(PacketLayout packet, int layer) {
    return Math.min(packet.u8(packet.start[layer] + 4) + 1, room(packet, layer) / ADDRESS);
  }

  private long lastEntry(PacketLayout packet, int layer) {
    return Math.max(0, count(packet, layer) - 1);
  }

  // Building.

  @Override
  public void complete(Draft draft, int at) {
    LayerValues values = draft.layer(at);
    boolean segmented = values.octets(segments) != null || values.octets(objects) != null;
    if (segmented && values.state(type) == LayerValues.State.AUTO) {
      values.set(type, SEGMENTS);
    }
  }

  private int typeOf(LayerValues values) {
    return values.state(type) == LayerValues.State.SET ? (int) values.low(type) : SOURCE;
  }

  @Override
  public int headerLength(LayerValues values) {
    int unknown = isKnown(typeOf(values)) ? 0 : 4; // octets that only known types have
    int octets = super.headerLength(values) - unknown;
    return Math.max(LENGTH, octets + 7 & ~7);
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    int at = packet.start[layer] + (isKnown(typeOf(values)) ? LENGTH : 4);
    at = copy(values.octets(addresses), packet, at);
    at = copy(values.octets(segments), packet, at);
    at = copy(values.octets(objects), packet, at);
    at = copy(values.octets(data), packet, at);
    OctetsBuilder padding = new OctetsBuilder();
    if (typeOf(values) == SEGMENTS) {
      codec.pad(packet.headerEnd[layer] - at, padding);
      copy(padding.toByteArray(), packet, at);
    }
    boolean said = values.state(last) == LayerValues.State.SET;
    if (typeOf(values) == SEGMENTS && !said) {
      int entry = Math.max(0, values.length(segments) / ADDRESS - 1);
      packet.octets[packet.start[layer] + 4] = (byte) entry;
    }
  }

  private static int copy(byte @Nullable [] run, PacketLayout packet, int at) {
    if (run == null) {
      return at;
    }
    System.arraycopy(run, 0, packet.octets, at, run.length);
    return at + run.length;
  }

  // Reading.

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    reading.header(layer, length, packet.u8(start + 1) + 1 << 3);
    return LayerSpecs.byIpProtocol(packet.u8(start));
  }

  @Override
  int lastDestination(PacketLayout packet, int layer) {
    int from = packet.start[layer] + LENGTH;
    int there = room(packet, layer) / ADDRESS;
    if (packet.u8(packet.start[layer] + 3) == 0 || there == 0) {
      return -1;
    }
    return switch (packet.u8(packet.start[layer] + 2)) {
      case SOURCE -> from + ADDRESS * (there - 1);
      case HOME, SEGMENTS -> from;
      default -> -1;
    };
  }

  @Override
  public long span(PacketLayout packet, int layer, Field part) {
    int from = packet.start[layer] + LENGTH;
    int end = packet.headerEnd[layer];
    if (part == data) {
      return span(Math.min(from - 4, end), end);
    }
    if (part == addresses) {
      return span(from, end);
    }
    int behind = from + ADDRESS * count(packet, layer);
    return part == segments ? span(from, behind) : span(behind, end);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" rt type ").decimal(packet.u8(start + 2)).add(" left ").decimal(packet.u8(start + 3));
  }
}
