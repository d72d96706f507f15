// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What BSD puts in front of loopback packets, pcap-linktype(7): the address family in the order of
 * the host that captured, which is the little one for most. OpenBSD's LOOP is the big one.
 */
final class NullSpec extends LayerSpec {
  private static final int LENGTH = 4;
  private static final int INET = 2;

  /** Of NetBSD, FreeBSD, Darwin and Linux. */
  private static final int[] INET6 = {30, 24, 28, 10};

  NullSpec() {
    super("null", "BSD loopback", "pcap-linktype(7)", LENGTH);
    Field family =
        hex("family", 0, 32)
            .derived(FieldRole.NEXT, "next layer", NullSpec::next)
            .name("ip", Integer.toUnsignedLong(Integer.reverseBytes(INET)))
            .name("ip-big", INET)
            .doc("address family, as it stands in the file")
            .rfc("pcap-linktype(7)")
            .example("ip-big");
    String[] names = {"ip6", "ip6-freebsd", "ip6-darwin", "ip6-linux"};
    for (int i = 0; i < INET6.length; i++) {
      family.name(names[i], Integer.toUnsignedLong(Integer.reverseBytes(INET6[i])));
      family.name(names[i] + "-big", INET6[i]);
    }
    carriers().byLink(0, 108);
    followedBy("ip", "ip6", "data");
    exampleIn("", " / ip / udp");
  }

  private static long next(PacketLayout packet, int layer) {
    LayerSpec next = packet.following(layer);
    int family = next instanceof IpSpec ? INET : next instanceof Ip6Spec ? INET6[0] : 0;
    return family == 0 && next != null
        ? Field.UNKNOWN
        : Integer.toUnsignedLong(Integer.reverseBytes(family));
  }

  @Override
  public boolean isLink() {
    return true;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int family = packet.i32(packet.start[layer]);
    if (family < 0 || family > 0xffff) {
      family = Integer.reverseBytes(family);
    }
    if (family == INET) {
      return LayerSpecs.byVersion(4);
    }
    for (int inet6 : INET6) {
      if (family == inet6) {
        return LayerSpecs.byVersion(6);
      }
    }
    return null;
  }
}
