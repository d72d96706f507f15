// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.OctetsBuilder;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message of neighbour discovery, RFC 4861 section 4: type, code and checksum of ICMPv6, what the
 * message is about, options.
 */
final class NdSpec extends LayerSpec implements GroupDestination {
  private static final int SOLICITATION = 135;
  private static final int ADVERTISEMENT = 136;
  private static final int ROUTER_SOLICITATION = 133;
  private static final int ROUTER_ADVERTISEMENT = 134;
  private static final int REDIRECT = 137;
  private static final int TARGET_AT = 8;
  private static final long ALL = 0xff02L << 48;
  private static final long SOLICITED = 0x1_ff00_0000L;

  private final int message;
  private final Field options;

  private NdSpec(String name, String title, String rfc, int message, int length, Body body) {
    super(name, title, rfc, length);
    this.message = message;
    number("type", 0, 8).auto(message).doc("type of ICMPv6").rfc(rfc).example("200");
    number("code", 8, 8).doc("must be 0").rfc(rfc).example("1");
    hex("chksum", 16, 16)
        .derived(FieldRole.CHECKSUM, "right", Icmp6Spec::checksumOf)
        .doc("over pseudo header and message")
        .rfc("RFC 4443 2.3")
        .example("bad");
    body.add(this, rfc);
    options = list("opt", new NdOptions()).doc("options").rfc("RFC 4861 4.6").example("mtu:1500");
    carriers().byIp(58);
    carriers().byIcmp6(message);
    exampleIn("ip6 src=fe80::1 / ", "");
  }

  /** Adds the keys between checksum and options. */
  @FunctionalInterface
  private interface Body {
    void add(NdSpec spec, String rfc);
  }

  static NdSpec solicitation() {
    return new NdSpec(
        "ns",
        "neighbour solicitation",
        "RFC 4861 4.3",
        SOLICITATION,
        24,
        (spec, rfc) -> {
          spec.reserved(32, 32, rfc);
          spec.target("whose link address is asked for", rfc);
        });
  }

  static NdSpec advertisement() {
    return new NdSpec(
        "na",
        "neighbour advertisement",
        "RFC 4861 4.4",
        ADVERTISEMENT,
        24,
        (spec, rfc) -> {
          spec.bit("r", 32, "the sender is a router", rfc);
          spec.bit("s", 33, "answer to a solicitation", rfc);
          spec.bit("o", 34, "overrides what is cached", rfc);
          spec.reserved(35, 29, rfc);
          spec.target("whose link address is told", rfc);
        });
  }

  static NdSpec routerSolicitation() {
    return new NdSpec(
        "rs",
        "router solicitation",
        "RFC 4861 4.1",
        ROUTER_SOLICITATION,
        8,
        (spec, rfc) -> spec.reserved(32, 32, rfc));
  }

  static NdSpec routerAdvertisement() {
    return new NdSpec(
        "ra",
        "router advertisement",
        "RFC 4861 4.2",
        ROUTER_ADVERTISEMENT,
        16,
        (spec, rfc) -> {
          spec.number("hop", 32, 8)
              .auto(64)
              .doc("hop limit for hosts; 0: no word about it")
              .rfc(rfc)
              .example("255");
          spec.bit("m", 40, "addresses from DHCPv6", rfc);
          spec.bit("o", 41, "other configuration from DHCPv6", rfc);
          spec.bit("h", 42, "home agent", "RFC 6275 7.1");
          spec.number("prf", 43, 2)
              .names("medium", "high", "reserved", "low")
              .doc("preference of this router")
              .rfc("RFC 4191 2.2")
              .example("high");
          spec.reserved(45, 3, rfc);
          spec.number("lifetime", 48, 16)
              .auto(1800)
              .doc("seconds for which it is a default router; 0: it is none")
              .rfc(rfc)
              .example("0");
          spec.number("reachable", 64, 32)
              .doc("milliseconds for which a neighbour counts as reachable; 0: no word about it")
              .rfc(rfc)
              .example("30000");
          spec.number("retrans", 96, 32)
              .doc("milliseconds between solicitations; 0: no word about it")
              .rfc(rfc)
              .example("1000");
        });
  }

  static NdSpec redirect() {
    return new NdSpec(
        "redirect",
        "redirect of IPv6",
        "RFC 4861 4.5",
        REDIRECT,
        40,
        (spec, rfc) -> {
          spec.reserved(32, 32, rfc);
          spec.target("the better first hop", rfc);
          spec.ipv6("dst", 192)
              .fills("::", (packet, layer, at) -> {})
              .doc("for this destination")
              .rfc(rfc)
              .example("2001:db8::7");
        });
  }

  private void reserved(int bit, int width, String rfc) {
    number("res", bit, width).reserved().doc("must be 0").rfc(rfc).example("1");
  }

  private void target(String meaning, String rfc) {
    ipv6("target", 64)
        .fills("::", (packet, layer, at) -> {})
        .doc(meaning)
        .rfc(rfc)
        .example("fe80::2");
  }

  private void bit(String key, int bit, String meaning, String rfc) {
    Field field = number(key, bit, 1).doc(meaning).rfc(rfc).example("1");
    word(key, field, 1, meaning);
  }

  @Override
  public int hopLimit() {
    return 255;
  }

  @Override
  public void ipv6(PacketLayout packet, int layer, int at) {
    int start = packet.start[layer];
    long low =
        switch (message) {
          case SOLICITATION -> SOLICITED | packet.u32(start + TARGET_AT + 12) & 0xffffff;
          case ROUTER_SOLICITATION -> 2;
          case ROUTER_ADVERTISEMENT -> 1;
          case ADVERTISEMENT -> (packet.u8(start + 4) & 0x40) == 0 ? 1 : 0;
          default -> 0;
        };
    if (low != 0) {
      packet.put32(at, ALL >>> 32);
      packet.put32(at + 8, low >>> 32);
      packet.put32(at + 12, low);
    }
  }

  @Override
  public void finish(PacketLayout packet, int layer, LayerValues values) {
    for (OctetsBuilder.Late late : values.late(options)) {
      int ethernet = layer - 1;
      while (ethernet >= 0 && !(packet.specs[ethernet] instanceof EthSpec)) {
        ethernet--;
      }
      int at = packet.start[layer] + length() + late.at();
      if (ethernet >= 0) {
        System.arraycopy(packet.octets, packet.start[ethernet] + 6, packet.octets, at, 6);
      } else {
        packet.put48(at, packet.origin.hardware);
      }
    }
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    packet.headerEnd[layer] = packet.payloadEnd[layer];
    return null;
  }

  @Override
  public int conversation(PacketLayout packet, int layer, boolean isAnswer) {
    boolean targeted = message == SOLICITATION || message == ADVERTISEMENT;
    return targeted && Answering.has(packet, layer, TARGET_AT + 16)
        ? packet.i32(packet.start[layer] + TARGET_AT + 12)
        : 0;
  }

  /** An advertisement of the target; of a router for whoever asks for one. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    int got = packet.start[layer];
    int type = packet.u8(got);
    if (message == ROUTER_SOLICITATION) {
      return type == ROUTER_ADVERTISEMENT;
    }
    return message == SOLICITATION
        && type == ADVERTISEMENT
        && Answering.has(probe, at, TARGET_AT + 16)
        && Answering.has(packet, layer, TARGET_AT + 16)
        && Answering.same(probe, probe.start[at] + TARGET_AT, packet, got + TARGET_AT, 16);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(' ').add(name());
    if (length() >= 24) {
      out.add(" target ").ipv6(packet.octets, start + TARGET_AT);
    }
    if (message == REDIRECT) {
      out.add(" dst ").ipv6(packet.octets, start + 24);
    } else if (message == ROUTER_ADVERTISEMENT) {
      out.add(" lifetime ").decimal(packet.u16(start + 6));
    }
  }
}
