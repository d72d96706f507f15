// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Network time, RFC 5905 section 7.3. Times are seconds since 1900 and a fraction of 32 bits each;
 * extension fields and the authenticator are data.
 */
final class NtpSpec extends LayerSpec {
  private static final String RFC_5905 = "RFC 5905 7.3";
  private static final int LENGTH = 48;
  private static final int CLIENT = 3;
  private static final String[] MODES = {
    "", "active", "passive", "client", "server", "broadcast", "control", "private"
  };

  NtpSpec() {
    super("ntp", "network time", "RFC 5905", LENGTH);
    number("li", 0, 2)
        .names("", "add", "delete", "unknown")
        .doc("leap second that comes; 3: the clock is not synchronized")
        .rfc(RFC_5905)
        .example("3");
    number("ver", 2, 3).auto(4).doc("version").rfc(RFC_5905).example("3");
    number("mode", 5, 3)
        .auto(CLIENT)
        .names(MODES)
        .doc("who speaks")
        .rfc(RFC_5905)
        .example("server");
    number("stratum", 8, 8)
        .doc("distance to a clock; 0: unspecified, or a kiss")
        .rfc(RFC_5905)
        .example("1");
    number("poll", 16, 8).doc("log2 of seconds between messages").rfc(RFC_5905).example("6");
    number("precision", 24, 8)
        .doc("log2 of seconds, signed: 236 is -20")
        .rfc(RFC_5905)
        .example("236");
    hex("delay", 32, 32)
        .doc("round trip to the clock, seconds and fraction of 16 bits each")
        .rfc(RFC_5905)
        .example("0x00010000");
    hex("dispersion", 64, 32)
        .doc("greatest error, seconds and fraction of 16 bits each")
        .rfc(RFC_5905)
        .example("0x00010000");
    hex("refid", 96, 32)
        .doc("the clock: an address, or four letters")
        .rfc(RFC_5905)
        .example("0x47505300");
    hex("ref", 128, 64).doc("when the clock was set").rfc(RFC_5905).example("0xe8fe0000");
    hex("orig", 192, 64).doc("when the request left").rfc(RFC_5905).example("0xe8fe0000");
    hex("recv", 256, 64).doc("when the request arrived").rfc(RFC_5905).example("0xe8fe0000");
    hex("xmit", 320, 64).doc("when this left").rfc(RFC_5905).example("0xe8fe000080000000");
    carriers().byUdp(123);
    followedBy("data");
    exampleIn("ip dst=192.0.2.1 / udp / ", "");
  }

  @Override
  public boolean isPlausible(PacketLayout packet, int at, int end) {
    int number = end - at < LENGTH ? 0 : packet.u8(at) >>> 3 & 7;
    int mode = end - at < LENGTH ? 0 : packet.u8(at) & 7;
    return number >= 1 && number <= 4 && mode >= 1 && mode <= 5;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    return null;
  }

  /** The time at which the request left stands in the answer. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return packet.specs[layer] == this
        && Answering.has(probe, at, LENGTH)
        && Answering.has(packet, layer, LENGTH)
        && packet.i64(packet.start[layer] + 24) == probe.i64(probe.start[at] + 40);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int first = packet.u8(packet.start[layer]);
    out.add(" ntp ");
    out.add(MODES[first & 7].isEmpty() ? "mode 0" : MODES[first & 7]);
    out.add(" stratum ").decimal(packet.u8(packet.start[layer] + 1));
  }
}
