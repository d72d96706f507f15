// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import java.util.function.Consumer;

/** Ways back that are more than one hop longer or shorter than the way there, with --back. */
final class AsymmetricPath implements FindingRule {
  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    if (!trace.config().output().back()) {
      return; // a guess, so only for who asks for it
    }
    for (Hop hop : trace.hops()) {
      Answer answer = hop.first();
      if (answer != null && answer.backHops() >= 0 && Math.abs(answer.backHops() - hop.ttl()) > 1) {
        out.accept(
            new Finding(
                Finding.Kind.ASYMMETRIC_PATH,
                hop.ttl(),
                answer.address(),
                hop.ttl(),
                answer.backHops(),
                0,
                "the way back has " + answer.backHops() + " hops, the way there " + hop.ttl()));
      }
    }
  }
}
