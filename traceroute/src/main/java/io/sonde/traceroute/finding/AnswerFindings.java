// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Finding.Kind;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.icmp.MplsLabelStack;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What single answers show: bad or telling extensions, short quotes, the wrong one answering. */
final class AnswerFindings implements FindingRule {
  /** A router quotes the IP header and eight octets at least. */
  private static final int LEAST_BEHIND_HEADER = 8;

  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    boolean tunnelled = false;
    for (Hop hop : trace.hops()) {
      Set<Kind> told = EnumSet.noneOf(Kind.class);
      boolean labelled = false;
      for (Hop.Sample sample : hop.probes()) {
        Answer answer = sample.answer();
        if (answer != null) {
          labelled |= hasLabels(answer);
          judge(trace, hop.ttl(), answer, told, out);
        }
      }
      if (labelled && !tunnelled) {
        tell(
            Kind.MPLS_TUNNEL,
            hop.ttl(),
            hop.first(),
            told,
            out,
            "an MPLS tunnel shows from hop " + hop.ttl() + " on");
      }
      tunnelled = labelled;
    }
  }

  private static boolean hasLabels(Answer answer) {
    return answer.extensions().stream().anyMatch(object -> object instanceof MplsLabelStack);
  }

  private static void judge(
      FinishedTrace trace, int ttl, Answer answer, Set<Kind> told, Consumer<Finding> out) {
    if (answer.extensionsBad()) {
      tell(
          Kind.EXTENSION_CHECKSUM_BAD,
          ttl,
          answer,
          told,
          out,
          "the checksum of its ICMP extensions is wrong, so they are not shown");
    }
    boolean target = answer.address().equals(trace.target());
    if (target && answer.kind().isTimeExceeded()) {
      tell(
          Kind.TARGET_FORWARDS,
          ttl,
          answer,
          told,
          out,
          "the target's address says that time was exceeded: it forwards to another host");
    }
    boolean claims =
        switch (answer.kind()) {
          case ECHO_REPLY, PORT_UNREACHABLE -> true;
          default -> false;
        };
    if (!target && claims) {
      tell(
          Kind.OTHER_ADDRESS_ANSWERED,
          ttl,
          answer,
          told,
          out,
          answer.address() + " answers in the name of the target");
    }
    int header = answer.address().family().version() == 4 ? 20 : 40;
    int least = header + LEAST_BEHIND_HEADER;
    if (answer.quotedOctets() > 0 && answer.quotedOctets() < least) {
      tell(
          Kind.SHORT_QUOTE,
          ttl,
          answer,
          told,
          out,
          "it quotes " + answer.quotedOctets() + " bytes of the probe, fewer than " + least);
    }
  }

  private static void tell(
      Kind kind,
      int ttl,
      @Nullable Answer answer,
      Set<Kind> told,
      Consumer<Finding> out,
      String detail) {
    if (told.add(kind)) {
      out.accept(new Finding(kind, ttl, answer == null ? null : answer.address(), detail));
    }
  }
}
