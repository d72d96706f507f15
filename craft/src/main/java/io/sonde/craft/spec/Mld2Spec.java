// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.wire.IpProtocol;

/** Multicast listener discovery of version 2, RFC 9777 section 5. */
final class Mld2Spec extends GroupReportSpec {
  private static final String RFC_9777 = "RFC 9777";
  private static final long MILLISECOND = 1_000_000;

  Mld2Spec() {
    super(
        "mld2",
        "multicast listeners, version 2",
        RFC_9777,
        Mld.QUERY,
        Mld.REPORT_2,
        Mld.GROUP_AT,
        new HeadOfMld());
    carriers().byIp(IpProtocol.ICMPV6);
    carriers().byIcmp6(Mld.REPORT_2);
    exampleIn("ip6 src=fe80::1 / ", "");
  }

  private static final class HeadOfMld implements Head {
    @Override
    public int addressLength() {
      return 16;
    }

    @Override
    public String section() {
      return "5";
    }

    @Override
    public void add(GroupReportSpec spec) {
      ((Mld2Spec) spec).head();
    }
  }

  private void head() {
    number("code", 8, 8).doc("must be 0").rfc("RFC 9777 5.1.1").example("1");
    hex("chksum", 16, 16)
        .derived(FieldRole.CHECKSUM, "right", Icmp6Spec::checksumOf)
        .doc("over pseudo header and message")
        .rfc("RFC 9777 5.1.2")
        .example("bad");
    number("maxresp", 32, 16)
        .only(type, Mld.QUERY)
        .auto(10_000)
        .time(nanos -> FloatingCode.of(nanos / MILLISECOND, 16))
        .doc("within how many milliseconds to answer, or a time; from 32768 a floating code")
        .rfc("RFC 9777 5.1.3")
        .example("10s");
    number("res1", 48, 16)
        .only(type, Mld.QUERY)
        .reserved()
        .doc("must be 0")
        .rfc("RFC 9777 5.1.4")
        .example("1");
    ipv6("group", 8 * Mld.GROUP_AT)
        .only(type, Mld.QUERY)
        .fills("::", (packet, layer, at) -> {})
        .doc("the group; all zeros: any")
        .rfc("RFC 9777 5.1.5")
        .example("ff02::1:3");
    number("res", 32, 16)
        .only(type, Mld.REPORT_2)
        .reserved()
        .doc("must be 0; in a query the 4 bits in front of s")
        .rfc("RFC 9777 5.2.1")
        .example("1");
  }

  @Override
  public void complete(Draft draft, int at) {
    super.complete(draft, at);
    Mld.dress(draft, at);
  }

  /** A report that covers the group of a query. */
  @Override
  public boolean answers(PacketLayout probe, int at, PacketLayout packet, int layer) {
    return probe.u8(probe.start[at]) == Mld.QUERY && Mld.reports(probe, at, packet, layer);
  }

  @Override
  public int hopLimit() {
    return 1;
  }

  @Override
  public void ipv6(PacketLayout packet, int layer, int at) {
    Mld.destination(packet, layer, at);
  }
}
