// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.probe.TraceMatch;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The first hop from which quotes are not what was sent: a translator or proxy is in front of it. A
 * translator that repairs the quotes as well stays invisible.
 */
final class QuoteRewritten implements FindingRule {
  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    for (Hop hop : trace.hops()) {
      for (Hop.Sample sample : hop.probes()) {
        Answer answer = sample.answer();
        if (answer != null && answer.differences() != 0) {
          out.accept(
              new Finding(
                  Finding.Kind.QUOTE_REWRITTEN,
                  hop.ttl(),
                  answer.address(),
                  "from hop "
                      + hop.ttl()
                      + " on the quoted probe differs from the one sent: "
                      + String.join(", ", words(answer.differences()))));
          return;
        }
      }
    }
  }

  private static List<String> words(int differences) {
    List<String> words = new ArrayList<>();
    if ((differences & TraceMatch.SOURCE) != 0) {
      words.add("source address");
    }
    if ((differences & TraceMatch.PORTS) != 0) {
      words.add("port");
    }
    if ((differences & TraceMatch.LENGTH) != 0) {
      words.add("length");
    }
    if ((differences & TraceMatch.TOKEN) != 0) {
      words.add("checksum or identification");
    }
    return words;
  }
}
