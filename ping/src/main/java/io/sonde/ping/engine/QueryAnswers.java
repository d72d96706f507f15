// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.ping.event.Reply;
import io.sonde.probe.EchoProbe;
import io.sonde.probe.IcmpQuery;
import io.sonde.wire.icmp.IcmpTimestamp;
import java.nio.ByteBuffer;

/** What the answers to timestamp and address mask requests say. */
public final class QueryAnswers {
  private static final long MILLISECOND = 1_000_000;
  private static final long DAY = 86_400_000L * MILLISECOND;

  private QueryAnswers() {}

  /** Takes it from the last matched reply; time and round trip are known. */
  public static void read(EchoProbe probe, ByteBuffer octets, Reply reply) {
    reply.originate = -1;
    reply.receive = -1;
    reply.transmit = -1;
    reply.mask = -1;
    reply.standardTimes = false;
    if (probe.query() == IcmpQuery.ADDRESS_MASK) {
      reply.mask = probe.number(octets, 0);
      reply.truncated = reply.mask < 0;
    } else if (probe.query() == IcmpQuery.TIMESTAMP) {
      reply.originate = probe.number(octets, 0);
      reply.receive = probe.number(octets, 1);
      reply.transmit = probe.number(octets, 2);
      reply.truncated = reply.transmit < 0;
      reply.standardTimes =
          !reply.truncated
              && IcmpTimestamp.isStandard(reply.receive)
              && IcmpTimestamp.isStandard(reply.transmit);
      reply.offset = reply.standardTimes ? offset(reply) : 0;
    }
  }

  /** Middle of the target's stay in its clock, less the middle of the round trip in ours. */
  private static long offset(Reply reply) {
    long stay = Math.floorMod(reply.transmit - reply.receive, DAY / MILLISECOND) * MILLISECOND;
    long theirs = reply.receive * MILLISECOND + stay / 2 + MILLISECOND / 2;
    long ours = reply.time - Math.max(0, reply.roundTrip) / 2;
    return Math.floorMod(theirs - ours + DAY / 2, DAY) - DAY / 2;
  }
}
