// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers that stop on the way: behind some hop nobody says anything to this method. */
final class FirewallAt implements FindingRule {
  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    Hop last = lastAnswering(trace);
    if (trace.ended() || last == null || last.equals(trace.hops().get(trace.hops().size() - 1))) {
      return;
    }
    Answer answer = last.first();
    out.accept(
        new Finding(
            Finding.Kind.FIREWALL_AT,
            last.ttl() + 1,
            answer == null ? null : answer.address(),
            "behind hop "
                + last.ttl()
                + " nothing answers to method "
                + trace.config().probe().method().text()));
  }

  private static @Nullable Hop lastAnswering(FinishedTrace trace) {
    Hop last = null;
    for (Hop hop : trace.hops()) {
      last = hop.answered() > 0 ? hop : last;
    }
    return last;
  }
}
