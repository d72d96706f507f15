// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpProtocol;

/** Group membership of version 3, RFC 9776 section 4. */
final class Igmp3Spec extends GroupReportSpec {
  private static final String RFC_9776 = "RFC 9776";
  private static final int GROUP_AT = 4;
  private static final long TENTH = 100_000_000;

  Igmp3Spec() {
    super(
        "igmp3",
        "group membership, version 3",
        RFC_9776,
        Igmp.QUERY,
        Igmp.REPORT_3,
        GROUP_AT,
        new HeadOfIgmp());
    carriers().byIp(IpProtocol.IGMP);
    exampleIn("ip / ", "");
  }

  private static final class HeadOfIgmp implements Head {
    @Override
    public int addressLength() {
      return 4;
    }

    @Override
    public String section() {
      return "4";
    }

    @Override
    public void add(GroupReportSpec spec) {
      ((Igmp3Spec) spec).head();
    }
  }

  private void head() {
    number("maxresp", 8, 8)
        .only(type, Igmp.QUERY)
        .auto(100)
        .time(nanos -> FloatingCode.of(nanos / TENTH, 8))
        .doc("within which tenths of a second to answer, or a time; from 128 a floating code")
        .rfc("RFC 9776 4.1.1")
        .example("10s");
    number("res1", 8, 8)
        .only(type, Igmp.REPORT_3)
        .reserved()
        .doc("must be 0")
        .rfc("RFC 9776 4.2")
        .example("1");
    hex("chksum", 16, 16)
        .derived(FieldRole.CHECKSUM, "right", Igmp::checksum)
        .doc("over the message")
        .rfc("RFC 9776 4.1.2")
        .example("bad");
    number("res2", 32, 16)
        .only(type, Igmp.REPORT_3)
        .doc("must be 0")
        .reserved()
        .rfc("RFC 9776 4.2")
        .example("1");
    ipv4("group", 8 * GROUP_AT)
        .only(type, Igmp.QUERY)
        .auto("0.0.0.0", (packet, layer) -> 0)
        .doc("the group; 0.0.0.0: all")
        .rfc("RFC 9776 4.1.3")
        .example("239.1.1.1");
  }

  @Override
  public void complete(Draft draft, int at) {
    super.complete(draft, at);
    Igmp.dress(draft, at);
  }

  @Override
  public long ipv4(PacketLayout packet, int layer) {
    int start = packet.start[layer];
    if (packet.u8(start) == Igmp.REPORT_3) {
      return Igmp.REPORTS;
    }
    long group = packet.u32(start + GROUP_AT);
    return group == 0 ? Igmp.ALL_HOSTS : group;
  }

  /** A report that covers the group of a query. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return probe.u8(probe.start[at]) == Igmp.QUERY
        && Answering.has(probe, at, Igmp.SHORT)
        && Igmp.reports(packet, layer, probe.u32(probe.start[at] + GROUP_AT));
  }

  @Override
  public LayerSpec refined(PacketLayout packet, int at, int end) {
    LayerSpec version = Igmp.version(packet, at, end);
    return version == null ? this : version;
  }
}
