// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Finding.Kind;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.icmp.MplsLabelStack;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TTL and TOS as routers quote them: zero, tampered with, cleared on the way. */
final class QuotedHeader implements FindingRule {
  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    int tos = trace.config().probe().trafficClass();
    boolean tunnelled = false;
    for (Hop hop : trace.hops()) {
      Answer answer = quoting(hop);
      if (answer == null) {
        continue;
      }
      tos = examineTos(hop.ttl(), answer, tos, out);
      boolean labelled =
          answer.extensions().stream().anyMatch(object -> object instanceof MplsLabelStack);
      tunnelled |= labelled;
      if (answer.quotedTtl() == 0) {
        out.accept(
            new Finding(
                Kind.ZERO_TTL_FORWARDING,
                hop.ttl(),
                answer.address(),
                "the router before hop "
                    + hop.ttl()
                    + " forwards packets with TTL 0, so this one shows twice"));
      } else if (answer.quotedTtl() > 1 && !tunnelled && answer.kind().isTimeExceeded()) {
        out.accept(
            new Finding(
                Kind.TTL_TAMPERED,
                hop.ttl(),
                answer.address(),
                1,
                answer.quotedTtl(),
                0,
                "time was exceeded at a TTL of " + answer.quotedTtl()));
      }
    }
  }

  private static @Nullable Answer quoting(Hop hop) {
    for (Hop.Sample sample : hop.probes()) {
      Answer answer = sample.answer();
      if (answer != null && answer.quotedTtl() >= 0) {
        return answer;
      }
    }
    return null;
  }

  private static int examineTos(int ttl, Answer answer, int tos, Consumer<Finding> out) {
    int quoted = answer.quotedTos();
    if (quoted >= 0 && quoted != tos) {
      out.accept(
          new Finding(
              Kind.TOS_CHANGED,
              ttl,
              answer.address(),
              tos,
              quoted,
              0,
              "TOS " + tos + " arrives as " + quoted + " from hop " + ttl + " on"));
      return quoted;
    }
    return tos;
  }
}
