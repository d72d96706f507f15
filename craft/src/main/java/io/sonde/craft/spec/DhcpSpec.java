// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/** Dynamic host configuration, RFC 2131 section 2: a message of BOOTP with options behind it. */
final class DhcpSpec extends LayerSpec {
  private static final String RFC_2131 = "RFC 2131 2";
  private static final int LENGTH = 240;
  private static final int COOKIE_AT = 236;
  private static final int COOKIE = 0x63825363;
  private static final int CLIENT = 68;

  private final DhcpOptions codec = new DhcpOptions();
  private final Field options;

  DhcpSpec() {
    super("dhcp", "host configuration", "RFC 2131", LENGTH);
    number("op", 0, 8)
        .auto(1)
        .names("", "request", "reply")
        .doc("who asks")
        .rfc(RFC_2131)
        .example("reply");
    number("htype", 8, 8).auto(1).doc("kind of link; 1: Ethernet").rfc(RFC_2131).example("6");
    number("hlen", 16, 8).auto(6).doc("octets of chaddr").rfc(RFC_2131).example("8");
    number("hops", 24, 8).doc("relays that it passed").rfc(RFC_2131).example("1");
    hex("xid", 32, 32)
        .counted("number of the packet in the run", number -> number & 0xffffffffL)
        .doc("transaction, copied into the answer")
        .rfc(RFC_2131)
        .example("0x12345678");
    number("secs", 64, 16).doc("seconds since the client began").rfc(RFC_2131).example("3");
    flags("flags", 80, 16)
        .name("broadcast", 0x8000)
        .doc("broadcast: the answer goes to all")
        .rfc(RFC_2131)
        .example("broadcast");
    address("ciaddr", 96, "address of the client, if it has one");
    address("yiaddr", 128, "address that the client gets");
    address("siaddr", 160, "server to boot from");
    address("giaddr", 192, "relay");
    mac("chaddr", 224).doc("link address of the client").rfc(RFC_2131).example("02:00:00:00:00:01");
    octets("chpad", 272, 10).doc("octets behind chaddr").rfc(RFC_2131).example("00");
    text("sname", 352, 64).doc("name of the server").rfc(RFC_2131).example("server");
    text("file", 864, 128).doc("file to boot").rfc(RFC_2131).example("pxelinux.0");
    hex("cookie", 1888, 32)
        .auto("0x63825363", (packet, layer) -> COOKIE)
        .doc("says that options follow")
        .rfc("RFC 2131 3")
        .example("0");
    options =
        list("opt", codec)
            .doc("options; end is added where it is not typed")
            .rfc("RFC 2132")
            .example("discover,params:0103060f");
    carriers().byUdp(67, CLIENT);
    exampleIn("ip src=0.0.0.0 dst=255.255.255.255 / udp sport=68 / ", "");
  }

  private void address(String key, int bit, String doc) {
    ipv4(key, bit).doc(doc).rfc(RFC_2131).example("192.0.2.7");
  }

  private boolean addsEnd(LayerValues values) {
    byte[] run = values.octets(options);
    return run != null && run.length > 0 && !codec.ends(run);
  }

  @Override
  public int headerLength(LayerValues values) {
    return super.headerLength(values) + (addsEnd(values) ? 1 : 0);
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    super.writeParts(packet, layer, values);
    if (addsEnd(values)) {
      packet.octets[packet.headerEnd[layer] - 1] = (byte) DhcpOptions.END;
    }
  }

  @Override
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    return end - at >= LENGTH
        && packet.u8(at) - 1 >>> 1 == 0
        && packet.i32(at + COOKIE_AT) == COOKIE;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    packet.headerEnd[layer] = packet.payloadEnd[layer];
    return null;
  }

  /** A message with the transaction, from the other side. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return packet.specs[layer] == this
        && Answering.has(probe, at, 8)
        && Answering.has(packet, layer, 8)
        && packet.u8(packet.start[layer]) != probe.u8(probe.start[at])
        && packet.i32(packet.start[layer] + 4) == probe.i32(probe.start[at] + 4);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(" dhcp");
    codec.message(packet.octets, start + LENGTH, packet.headerEnd[layer], out);
    out.add(" xid 0x").hex(packet.u32(start + 4), 8).add(' ').mac(packet.octets, start + 28);
  }
}
