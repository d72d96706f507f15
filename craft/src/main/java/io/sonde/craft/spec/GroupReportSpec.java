// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.FieldRole;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.ListCodec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.layer.Reading;
import io.sonde.craft.text.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Group membership with sources: a query with the group and sources that are asked about, a report
 * with group records. IGMP version 3 (RFC 9776) and MLD version 2 (RFC 9777) differ in the length
 * of addresses and in what announces them.
 */
abstract class GroupReportSpec extends LayerSpec implements GroupDestination {
  private static final int REPORT_LENGTH = 8;

  /** Last the groups' robustness and the querier's interval: 4 octets. */
  private static final int QUERY_TAIL = 4;

  /** The message's type. */
  final Field type;

  private final int query;
  private final int report;
  private final int groupAt;
  private final int addressLength;
  private final ListCodec recordCodec;
  private final Field numberOfSources;
  private final Field numberOfRecords;
  private final Field sources;
  private final Field records;

  GroupReportSpec(
      String name, String title, String rfc, int query, int report, int groupAt, Head head) {
    super(name, title, rfc, REPORT_LENGTH);
    this.query = query;
    this.report = report;
    this.groupAt = groupAt;
    addressLength = head.addressLength();
    recordCodec = new GroupRecordCodec(addressLength);
    type = number("type", 0, 8);
    type.auto(query).name("query", query).name("report", report);
    type.doc("what message it is").rfc(rfc + " " + head.section()).example("report");
    head.add(this);
    int bit = 8 * (groupAt + addressLength);
    String section = rfc + " " + head.section() + ".1";
    number("res", bit, 4).only(type, query).reserved().doc("must be 0").rfc(section).example("1");
    number("s", bit + 4, 1)
        .only(type, query)
        .doc("other routers shall leave their timers alone")
        .rfc(section)
        .example("1");
    number("qrv", bit + 5, 3)
        .only(type, query)
        .auto(2)
        .doc("robustness: how many packets may be lost, and one more")
        .rfc(section)
        .example("3");
    number("qqic", bit + 8, 8)
        .only(type, query)
        .auto(125)
        .time(nanos -> FloatingCode.of(nanos / 1_000_000_000, 8))
        .doc("seconds between queries, or a time; from 128 on a floating code")
        .rfc(section)
        .example("300s");
    numberOfSources =
        number("num", bit + 16, 16)
            .only(type, query)
            .derived(FieldRole.LENGTH, "number of src", this::countSources)
            .doc("how many sources are listed")
            .rfc(section)
            .example("+1");
    numberOfRecords =
        number("num", 48, 16)
            .only(type, report)
            .derived(FieldRole.LENGTH, "number of rec", this::countRecords)
            .doc("how many records are listed")
            .rfc(rfc + " " + head.section() + ".2")
            .example("+1");
    boolean ipv4 = addressLength == 4;
    sources =
        list("src", ipv4 ? AddressListCodec.ipv4() : AddressListCodec.ipv6())
            .only(type, query)
            .doc("sources that are asked about")
            .rfc(section)
            .example(ipv4 ? "192.0.2.1,192.0.2.2" : "2001:db8::1,2001:db8::2");
    records =
        list("rec", recordCodec)
            .only(type, report)
            .doc("group records: is_in is_ex to_in to_ex allow block, or a number")
            .rfc(rfc + " " + head.section() + ".2")
            .example(ipv4 ? "to_ex:239.1.1.1" : "to_ex:ff02::1:3");
    word("query", type, query, "who listens?");
    word("report", type, report, "what is listened to");
    followedBy("data");
  }

  /** What stands between type and group. */
  interface Head {
    /** Octets of an address. */
    int addressLength();

    /** Section of the RFC. */
    String section();

    /** Adds the keys. */
    void add(GroupReportSpec spec);
  }

  private int queryLength() {
    return groupAt + addressLength + QUERY_TAIL;
  }

  private boolean isReport(PacketLayout packet, int layer) {
    return packet.u8(packet.start[layer]) == report;
  }

  private long countSources(PacketLayout packet, int layer) {
    int octets = packet.headerEnd[layer] - packet.start[layer] - queryLength();
    return Math.max(0, octets / addressLength);
  }

  private long countRecords(PacketLayout packet, int layer) {
    int count = 0;
    int at = packet.start[layer] + REPORT_LENGTH;
    while (at < packet.headerEnd[layer]) {
      at = recordCodec.elementEnd(packet.octets, at, packet.headerEnd[layer]);
      count++;
    }
    return count;
  }

  /** Records without a word make it a report. */
  @Override
  public void complete(Draft draft, int at) {
    LayerValues values = draft.layer(at);
    if (values.state(type) == LayerValues.State.AUTO && values.length(records) > 0) {
      values.set(type, report);
    }
  }

  @Override
  public int headerLength(LayerValues values) {
    boolean reports = values.state(type) == LayerValues.State.SET && values.low(type) == report;
    int octets = reports ? REPORT_LENGTH : queryLength();
    return octets + values.length(sources) + values.length(records);
  }

  @Override
  public void writeParts(PacketLayout packet, int layer, LayerValues values) {
    int at = packet.headerEnd[layer] - values.length(records);
    copy(values.octets(records), packet, at);
    copy(values.octets(sources), packet, at - values.length(sources));
  }

  private static void copy(byte @Nullable [] run, PacketLayout packet, int at) {
    if (run != null) {
      System.arraycopy(run, 0, packet.octets, at, run.length);
    }
  }

  @Override
  public @Nullable LayerSpec read(Reading reading, int layer) {
    PacketLayout packet = reading.packet();
    int start = packet.start[layer];
    if (!isReport(packet, layer)) {
      int octets = queryLength();
      if (packet.end[layer] - start >= octets) {
        octets += addressLength * packet.u16(start + octets - 2);
      }
      reading.header(layer, numberOfSources, octets);
      return null;
    }
    int at = start + REPORT_LENGTH;
    int end = packet.end[layer];
    int number = packet.u16(start + 6);
    for (int i = 0; i < number && at < end; i++) {
      at = recordCodec.elementEnd(packet.octets, at, end);
    }
    packet.headerEnd[layer] = at;
    long there = countRecords(packet, layer);
    if (there < number) {
      // each record that is missing has a head and a group at least
      int missing = (int) (number - there) * (4 + addressLength);
      reading.header(layer, numberOfRecords, at - start + missing);
    }
    return null;
  }

  @Override
  public long span(PacketLayout packet, int layer, Field part) {
    int from = packet.start[layer] + (part == records ? REPORT_LENGTH : queryLength());
    return span(Math.min(from, packet.headerEnd[layer]), packet.headerEnd[layer]);
  }

  @Override
  public void summarize(PacketLayout packet, int layer, TextBuffer out) {
    int start = packet.start[layer];
    out.add(' ').add(name());
    if (packet.u8(start) == query) {
      out.add(" query");
      if (packet.headerEnd[layer] - start >= groupAt + addressLength) {
        out.add(' ');
        if (addressLength == 4) {
          out.ipv4(packet.octets, start + groupAt);
        } else {
          out.ipv6(packet.octets, start + groupAt);
        }
      }
      return;
    }
    out.add(" report");
    int at = start + REPORT_LENGTH;
    while (at < packet.headerEnd[layer]) {
      int next = recordCodec.elementEnd(packet.octets, at, packet.headerEnd[layer]);
      out.add(' ');
      recordCodec.text(packet.octets, at, next, out);
      at = next;
    }
  }
}
