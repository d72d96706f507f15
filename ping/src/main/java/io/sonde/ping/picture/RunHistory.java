// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.picture;

import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.Started;
import io.sonde.ping.event.Summary;
import org.jspecify.annotations.Nullable;

/** What pictures need to know of one series of probes. */
final class RunHistory {
  private final String name;
  private final String address;
  private final Distribution distribution = new Distribution();
  private final Timeline timeline;
  private @Nullable Summary summary;

  RunHistory(Started event, ProbeKind kind) {
    String host = event.config().destination().host();
    name = kind.isIcmp() && !event.config().kinds().isComparison() ? host : host + " " + kind;
    address = event.address().toString();
    timeline = new Timeline(event.time());
  }

  /** Notes an answer. */
  void reply(Reply reply) {
    long departure = reply.time - Math.max(reply.roundTrip, 0);
    switch (reply.kind) {
      case ANSWER -> {
        if (reply.roundTrip >= 0) {
          distribution.add(reply.roundTrip);
          timeline.answered(departure, reply.roundTrip);
        }
      }
      case DUPLICATE -> timeline.mark(departure, Timeline.Mark.DUPLICATE);
      case LATE -> timeline.mark(departure, Timeline.Mark.LATE);
    }
  }

  /** Notes the figures at the end. */
  void over(Summary figures) {
    summary = figures;
  }

  /** The destination as it was given, with the kind of probe where that is not told already. */
  String name() {
    return name;
  }

  /** The address that was probed. */
  String address() {
    return address;
  }

  Distribution distribution() {
    return distribution;
  }

  Timeline timeline() {
    return timeline;
  }

  /** The figures, once the run is over. */
  Summary summary() {
    if (summary == null) {
      throw new IllegalStateException("the run is not over");
    }
    return summary;
  }
}
