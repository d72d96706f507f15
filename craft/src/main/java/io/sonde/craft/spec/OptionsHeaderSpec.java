// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FixedShape;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.wire.IpProtocol;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hop-by-hop and destination options of IPv6, RFC 8200 sections 4.3 and 4.6.
 *
 * <p>Where no padding is typed, each option stands where its definition wants it and the header is
 * filled up to a multiple of 8 octets.
 */
final class OptionsHeaderSpec extends ExtensionSpec {
  private static final int LENGTH = 2;
  private static final int LEAST = 8;
  private static final int HOME_ADDRESS = 0xc9;

  private final Field length;
  private final Field options;
  private final Field padding;
  private final Ipv6OptionsCodec codec = new Ipv6OptionsCodec(1);

  private OptionsHeaderSpec(String name, String title, String rfc, int protocol) {
    super(name, title, rfc, LENGTH);
    next(0, rfc);
    length = lengthInUnits(8, rfc);
    addShapes();
    options = list("opt", codec).doc("options, each aligned").rfc("RFC 8200 4.2");
    options.example("ra:0");
    padding =
        directive("pad", 1)
            .absent("to 8 octets with PadN")
            .optional()
            .doc("none: no padding and no alignment")
            .rfc("RFC 8200 4.2")
            .example("none");
    carriers().byIp(protocol);
    readableFrom(LEAST);
    followedBy("icmp6", "tcp", "udp", "rt", "frag", "dst", "data");
    exampleIn("ip6 / ", " / udp");
  }

  static OptionsHeaderSpec hopByHop() {
    return new OptionsHeaderSpec(
        "hbh", "hop-by-hop options of IPv6", "RFC 8200 4.3", IpProtocol.HOP_BY_HOP);
  }

  /** For the destination. */
  static OptionsHeaderSpec destination() {
    return new OptionsHeaderSpec(
        "dst", "destination options of IPv6", "RFC 8200 4.6", IpProtocol.DESTINATION_OPTIONS);
  }

  private void addShapes() {
    codec.with(
        new FixedShape("pad1", 0).doc("one octet of padding; padn:N is N octets", "RFC 8200 4.2"),
        new FixedShape("ra", 5)
            .number("value", 2, "0")
            .doc("router alert; 0: group membership", "RFC 2711 2.1"),
        new FixedShape("jumbo", 0xc2)
            .number("length", 4)
            .doc("length of a packet above 65535 octets", "RFC 2675 2")
            .example(":70000"),
        new FixedShape("tunlimit", 4)
            .number("limit", 1)
            .doc("how often it may be tunnelled", "RFC 2473 4.1.1")
            .example(":4"),
        new FixedShape("rpl", 0x23)
            .octets("data")
            .doc("information of a routing tree", "RFC 6553 3, RFC 9008")
            .example(":00010100"),
        new FixedShape("ioam", 0x31)
            .octets("data")
            .doc("what nodes on the path record; 0x11 by raw", "RFC 9486 3")
            .example(":0000"),
        new FixedShape("quickstart", 0x26)
            .octets("data")
            .doc("rate that is asked for", "RFC 4782 3.2")
            .example(":084012345678"),
        new FixedShape("hao", HOME_ADDRESS)
            .ipv6("address")
            .doc("home address of a mobile node", "RFC 6275 6.3")
            .example(":2001:db8::7"));
  }

  /** The key of the options. */
  Field options() {
    return options;
  }

  /** Where an option wants to begin: a multiple in the upper half, what is added in the lower. */
  private static int alignment(int type) {
    return switch (type) {
      case 5 -> 2 << 8;
      case 0xc2 -> 4 << 8 | 2;
      case HOME_ADDRESS -> 8 << 8 | 6;
      case 0x11, 0x31, 0x26 -> 4 << 8;
      default -> 1 << 8;
    };
  }

  /** The options in their places. */
  private byte[] placed(LayerValues values) {
    byte[] run = values.octets(options);
    byte[] given = run == null ? new byte[0] : run;
    if (values.state(padding) == LayerValues.State.NONE) {
      return given;
    }
    OctetsBuilder out = new OctetsBuilder();
    boolean byHand = codec.pads(given);
    int at = 0;
    while (at < given.length) {
      int end = codec.elementEnd(given, at, given.length);
      int alignment = byHand ? 1 << 8 : alignment(given[at] & 0xff);
      int multiple = alignment >>> 8;
      int here = LENGTH + out.length();
      codec.pad(Math.floorMod((alignment & 0xff) - here, multiple), out);
      out.add(Arrays.copyOfRange(given, at, end));
      at = end;
    }
    codec.pad(-(LENGTH + out.length()) & 7, out);
    return out.toByteArray();
  }

  @Override
  public int headerLength(LayerValues values) {
    return LENGTH + placed(values).length;
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    byte[] run = placed(values);
    System.arraycopy(run, 0, packet.octets, packet.start[layer] + LENGTH, run.length);
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    reading.header(layer, length, packet.u8(start + 1) + 1 << 3);
    return LayerSpecs.byIpProtocol(packet.u8(start));
  }

  @Override
  int homeAddress(PacketLayout packet, int layer) {
    int end = packet.headerEnd[layer];
    int at = packet.start[layer] + LENGTH;
    while (at < end) {
      int next = codec.elementEnd(packet.octets, at, end);
      if (packet.u8(at) == HOME_ADDRESS && next - at == 18) {
        return at + 2;
      }
      at = next;
    }
    return -1;
  }
}
