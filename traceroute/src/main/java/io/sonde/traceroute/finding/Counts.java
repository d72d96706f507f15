// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Finding.Kind;
import io.sonde.traceroute.event.Hop;
import java.util.function.Consumer;

/** What the run itself has counted: copies, late answers, limits, sizes. */
final class Counts implements FindingRule {
  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    for (Hop hop : trace.hops()) {
      Answer first = hop.first();
      int copies = 0;
      for (Hop.Sample sample : hop.probes()) {
        copies += sample.duplicates();
      }
      if (first != null && copies > 0) {
        out.accept(
            new Finding(
                Kind.DUPLICATE_REPLIES,
                hop.ttl(),
                first.address(),
                copies + " answers came more than once"));
      }
      if (first != null && trace.rateLimited().contains(hop.ttl())) {
        out.accept(
            new Finding(
                Kind.RATE_LIMITED,
                hop.ttl(),
                first.address(),
                "it leaves probes unanswered, but answers when it is asked alone"));
      }
      int late = trace.late().getOrDefault(hop.ttl(), 0);
      if (late > 0) {
        out.accept(
            new Finding(
                Kind.LATE_REPLIES,
                hop.ttl(),
                first == null ? null : first.address(),
                late + " answers came after their probes had been given up"));
      }
    }
    FinishedTrace.Mtu mtu = trace.mtu();
    if (mtu.reducedAt() > 0) {
      out.accept(
          new Finding(
              mtu.by() == null ? Kind.MTU_BLACK_HOLE : Kind.MTU_REDUCED,
              mtu.reducedAt(),
              mtu.by(),
              -1,
              -1,
              mtu.octets(),
              mtu.by() == null
                  ? "packets longer than " + mtu.octets() + " bytes vanish without a word"
                  : "packets longer than " + mtu.octets() + " bytes are refused"));
    }
  }
}
