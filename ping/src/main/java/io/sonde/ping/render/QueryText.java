// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.Decimals;
import io.sonde.ping.event.Reply;
import io.sonde.wire.IpAddress;
import io.sonde.wire.icmp.IcmpTimestamp;

/** What a timestamp or an address mask reply says. */
final class QueryText {
  /** Milliseconds have so many decimals in nanoseconds. */
  private static final int SCALE = 6;

  private QueryText() {}

  /** Appends it, beginning with a space; nothing for an answer of another kind. */
  static void append(StringBuilder out, Reply reply) {
    if (reply.mask >= 0) {
      out.append(" mask ").append(IpAddress.ofIpv4((int) reply.mask));
    }
    if (reply.transmit < 0) {
      return;
    }
    time(out, " originate ", reply.originate);
    time(out, " receive ", reply.receive);
    time(out, " transmit ", reply.transmit);
    if (reply.standardTimes) {
      out.append(" offset ");
      Decimals.appendFixed(out, reply.offset, SCALE, 3);
      out.append(" ms +/- ");
      Decimals.appendFixed(out, Math.max(0, reply.roundTrip) / 2, SCALE, 3);
      out.append(" ms");
    }
  }

  private static void time(StringBuilder out, String name, long value) {
    out.append(name);
    if (IcmpTimestamp.isStandard(value)) {
      out.append(value);
    } else {
      out.append("0x").append(Long.toHexString(value)).append(" (not standard)");
    }
  }
}
