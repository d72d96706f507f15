// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import io.sonde.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** Multicast listener discovery of version 1, RFC 2710 section 3. */
final class Mld1Spec extends LayerSpec implements GroupDestination {
  private static final String RFC_2710 = "RFC 2710 3";
  private static final long MILLISECOND = 1_000_000;

  private final Field type;

  Mld1Spec() {
    super("mld1", "multicast listeners, version 1", RFC_2710, Mld.SHORT);
    type = number("type", 0, 8).auto(Mld.QUERY);
    type.name("query", Mld.QUERY).name("report", Mld.REPORT_1).name("done", Mld.DONE);
    type.doc("what message it is").rfc("RFC 2710 3.1").example("report");
    number("code", 8, 8).doc("must be 0").rfc("RFC 2710 3.2").example("1");
    hex("chksum", 16, 16)
        .derived(FieldRole.CHECKSUM, "right", Icmp6Spec::checksumOf)
        .doc("over pseudo header and message")
        .rfc("RFC 2710 3.3")
        .example("bad");
    number("maxresp", 32, 16)
        .auto(
            "10000 in a query, else 0",
            (packet, layer) -> packet.u8(packet.start[layer]) == Mld.QUERY ? 10_000 : 0)
        .time(nanos -> nanos / MILLISECOND)
        .doc("within how many milliseconds to answer, or a time")
        .rfc("RFC 2710 3.4")
        .example("10s");
    number("res", 48, 16).reserved().doc("must be 0").rfc("RFC 2710 3.5").example("1");
    ipv6("group", 8 * Mld.GROUP_AT)
        .fills("::", (packet, layer, at) -> {})
        .doc("the group; :: in a query: all")
        .rfc("RFC 2710 3.6")
        .example("ff02::1:3");
    word("query", type, Mld.QUERY, "who listens?");
    word("report", type, Mld.REPORT_1, "group is listened to");
    word("done", type, Mld.DONE, "group is not listened to any more");
    carriers().byIp(IpProtocol.ICMPV6);
    carriers().byIcmp6(Mld.QUERY, Mld.REPORT_1, Mld.DONE);
    followedBy("data");
    exampleIn("ip6 src=fe80::1 / ", "");
  }

  @Override
  public void complete(Draft draft, int at) {
    Mld.dress(draft, at);
  }

  @Override
  public int hopLimit() {
    return 1;
  }

  @Override
  public void ipv6(PacketLayout packet, int layer, int at) {
    Mld.destination(packet, layer, at);
  }

  @Override
  public LayerSpec refined(PacketLayout packet, int at, int end) {
    LayerSpec second = LayerSpecs.named("mld2");
    boolean longer = packet.u8(at) == Mld.QUERY && end - at >= Mld.SHORT + 4;
    return longer && second != null ? second : this;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    return null;
  }

  /** A report that covers the group of a query. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return probe.u8(probe.start[at]) == Mld.QUERY && Mld.reports(probe, at, packet, layer);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    String message = type.nameOf(packet.u8(start));
    out.add(" mld1 ").add(message == null ? "type " + packet.u8(start) : message);
    out.add(' ').ipv6(packet.octets, start + Mld.GROUP_AT);
  }
}
