// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.LayerValues.State;
import io.sonde.craft.layer.PacketLayout;
import org.jspecify.annotations.Nullable;

/** What the versions of IGMP have in common: how they are told apart, and how they are sent. */
final class Igmp {
  static final int QUERY = 0x11;
  static final int REPORT_1 = 0x12;
  static final int REPORT_2 = 0x16;
  static final int LEAVE = 0x17;
  static final int REPORT_3 = 0x22;
  static final long ALL_HOSTS = 0xe000_0001L;
  static final long ALL_ROUTERS = 0xe000_0002L;
  static final long REPORTS = 0xe000_0016L;

  /** Octets of a message of versions 1 and 2, and of version 3's shortest query. */
  static final int SHORT = 8;

  private static final int LONG = 12;
  private static final int RECORD = 8;
  private static final byte[] ROUTER_ALERT = {(byte) 148, 4, 0, 0};

  private Igmp() {}

  /** The version of a message: RFC 9776 section 7.1. */
  static @Nullable LayerSpec version(PacketLayout packet, int at, int end) {
    int type = end > at ? packet.u8(at) : 0;
    boolean first = type == QUERY && end - at == SHORT && packet.u8(at + 1) == 0;
    if (type == REPORT_1 || first) {
      return LayerSpecs.named("igmp1");
    }
    boolean third = type == QUERY && end - at >= LONG || type == REPORT_3;
    return LayerSpecs.named(third ? "igmp3" : "igmp2");
  }

  /** The checksum over the whole message. */
  static long checksum(PacketLayout packet, int layer) {
    int from = packet.start[layer];
    return Checksums.over(packet, from, packet.end[layer], from + 2);
  }

  /** Whether a message reports a group; 0: any. */
  static boolean reports(PacketLayout packet, int layer, long group) {
    int start = packet.start[layer];
    if (!Answering.has(packet, layer, SHORT)) {
      return false;
    }
    int type = packet.u8(start);
    if (type == REPORT_1 || type == REPORT_2) {
      return group == 0 || packet.u32(start + 4) == group;
    }
    if (type != REPORT_3) {
      return false;
    }
    int end = packet.end[layer];
    for (int at = start + SHORT; end - at >= RECORD; ) {
      if (group == 0 || packet.u32(at + 4) == group) {
        return true;
      }
      at += RECORD + 4 * (packet.u8(at + 1) + packet.u16(at + 2));
    }
    return false;
  }

  /** Gives the IP header around a message a router alert, RFC 9776 section 4. */
  static void dress(Draft draft, int at) {
    if (at == 0 || !(draft.layer(at - 1).spec() instanceof IpSpec ip)) {
      return;
    }
    LayerValues header = draft.layer(at - 1);
    if (header.state(ip.options()) == State.AUTO) {
      header.set(ip.options(), ROUTER_ALERT.clone());
    }
  }
}
