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

/** Group membership of versions 1 (RFC 1112 appendix I) and 2 (RFC 2236 section 2). */
final class IgmpSpec extends LayerSpec implements GroupDestination {
  private static final int GROUP_AT = 4;
  private static final long TENTH = 100_000_000;

  private final boolean second;
  private final Field type;

  private IgmpSpec(String name, String title, String rfc, boolean second) {
    super(name, title, rfc, Igmp.SHORT);
    this.second = second;
    type = number("type", 0, 8).auto(Igmp.QUERY).name("query", Igmp.QUERY);
    type.doc("what message it is").rfc(rfc).example("0x13");
    number("maxresp", 8, 8)
        .auto(
            second ? "100 in a query, else 0" : "0",
            (packet, layer) -> second && packet.u8(packet.start[layer]) == Igmp.QUERY ? 100 : 0)
        .time(nanos -> nanos / TENTH)
        .doc("within which time to answer, in tenths of a second, or a time")
        .rfc(rfc)
        .example("10s");
    hex("chksum", 16, 16)
        .derived(FieldRole.CHECKSUM, "right", Igmp::checksum)
        .doc("over the message")
        .rfc(rfc)
        .example("bad");
    ipv4("group", 32)
        .auto("0.0.0.0", (packet, layer) -> 0)
        .doc("the group; 0.0.0.0 in a query: all")
        .rfc(rfc)
        .example("239.1.1.1");
    word("query", type, Igmp.QUERY, "who listens?");
    int report = second ? Igmp.REPORT_2 : Igmp.REPORT_1;
    type.name("report", report);
    word("report", type, report, "group is listened to");
    if (second) {
      type.name("leave", Igmp.LEAVE);
      word("leave", type, Igmp.LEAVE, "group is not listened to any more");
    }
    carriers().byIp(IpProtocol.IGMP);
    followedBy("data");
    exampleIn("ip / ", "");
  }

  static IgmpSpec first() {
    return new IgmpSpec("igmp1", "group membership, version 1", "RFC 1112 I", false);
  }

  static IgmpSpec second() {
    return new IgmpSpec("igmp2", "group membership, version 2", "RFC 2236 2", true);
  }

  @Override
  public void complete(Draft draft, int at) {
    if (second) {
      Igmp.dress(draft, at);
    }
  }

  @Override
  public long ipv4(PacketLayout packet, int layer) {
    int start = packet.start[layer];
    long group = packet.u32(start + GROUP_AT);
    int number = packet.u8(start);
    if (number == Igmp.LEAVE) {
      return Igmp.ALL_ROUTERS;
    }
    return number == Igmp.QUERY && (group == 0 || !second) ? Igmp.ALL_HOSTS : group;
  }

  @Override
  public LayerSpec refined(PacketLayout packet, int at, int end) {
    LayerSpec version = Igmp.version(packet, at, end);
    return version == null ? this : version;
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    return null;
  }

  /** A report that covers the group of a query. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return probe.u8(probe.start[at]) == Igmp.QUERY
        && Answering.has(probe, at, Igmp.SHORT)
        && Igmp.reports(packet, layer, probe.u32(probe.start[at] + GROUP_AT));
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    String message = type.nameOf(packet.u8(start));
    out.add(' ').add(name()).add(' ');
    if (message == null) {
      out.add("type ").decimal(packet.u8(start));
    } else {
      out.add(message).add(' ').ipv4(packet.octets, start + GROUP_AT);
    }
  }
}
