// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.PacketLayout;

/** What both versions of MLD have in common: where and how they are sent (RFC 9777 section 5). */
final class Mld {
  static final int QUERY = 130;
  static final int REPORT_1 = 131;
  static final int DONE = 132;
  static final int REPORT_2 = 143;

  /** Octets of a message of version 1; of version 2's shortest query there are 4 more. */
  static final int SHORT = 24;

  static final int GROUP_AT = 8;
  private static final int RECORD = 20;
  private static final byte[] ROUTER_ALERT = {5, 2, 0, 0};

  private Mld() {}

  /** Puts a hop-by-hop header with a router alert behind the IPv6 header, if there is none. */
  static void dress(Draft draft, int at) {
    int ip = at - 1;
    while (ip >= 0 && draft.layer(ip).spec() instanceof ExtensionSpec) {
      if (draft.layer(ip).spec().name().equals("hbh")) {
        return;
      }
      ip--;
    }
    if (ip >= 0
        && draft.layer(ip).spec() instanceof Ip6Spec
        && LayerSpecs.named("hbh") instanceof OptionsHeaderSpec hopByHop) {
      LayerValues header = new LayerValues(hopByHop);
      header.set(hopByHop.options(), ROUTER_ALERT.clone());
      draft.layers().add(ip + 1, header);
    }
  }

  /** Whether a message reports the group that a query asks for; :: asks for any. */
  static boolean reports(PacketLayout query, int asked, PacketLayout packet, int layer) {
    if (!Answering.has(query, asked, SHORT) || !Answering.has(packet, layer, GROUP_AT)) {
      return false;
    }
    int group = query.start[asked] + GROUP_AT;
    boolean any = (query.i64(group) | query.i64(group + 8)) == 0;
    int start = packet.start[layer];
    int type = packet.u8(start);
    if (type == REPORT_1) {
      return Answering.has(packet, layer, SHORT)
          && (any || Answering.same(query, group, packet, start + GROUP_AT, 16));
    }
    if (type != REPORT_2) {
      return false;
    }
    int end = packet.end[layer];
    for (int at = start + GROUP_AT; end - at >= RECORD; ) {
      if (any || Answering.same(query, group, packet, at + 4, 16)) {
        return true;
      }
      at += RECORD + 4 * packet.u8(at + 1) + 16 * packet.u16(at + 2);
    }
    return false;
  }

  /** Writes the address that a message goes to. */
  static void destination(PacketLayout packet, int layer, int at) {
    int start = packet.start[layer];
    int type = packet.u8(start);
    int last =
        switch (type) {
          case DONE -> 2;
          case REPORT_2 -> 0x16;
          default -> 1;
        };
    int group = start + GROUP_AT;
    boolean named =
        (type == QUERY || type == REPORT_1) && (packet.i64(group) | packet.i64(group + 8)) != 0;
    if (named) {
      System.arraycopy(packet.octets, group, packet.octets, at, 16);
    } else {
      packet.put16(at, 0xff02);
      packet.put16(at + 14, last);
    }
  }
}
