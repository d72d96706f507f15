// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** One thing to look for. */
@FunctionalInterface
public interface FindingRule {
  /** Tells what it finds. */
  void examine(FinishedTrace trace, Consumer<Finding> out);

  /** What all rules find, in the order of TTLs. */
  static List<Finding> all(FinishedTrace trace) {
    List<FindingRule> rules =
        List.of(
            new AnswerFindings(),
            new QuoteRewritten(),
            new QuotedHeader(),
            new RoutingLoop(),
            new PerPacketBalancing(),
            new AsymmetricPath(),
            new FirewallAt(),
            new Counts());
    List<Finding> findings = new ArrayList<>();
    for (FindingRule rule : rules) {
      rule.examine(trace, findings::add);
    }
    findings.sort(Comparator.comparingInt(Finding::ttl));
    return findings;
  }
}
