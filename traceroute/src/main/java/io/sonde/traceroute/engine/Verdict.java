// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.TimeSource;
import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.traceroute.event.Summary;
import io.sonde.traceroute.event.Summary.Reason;
import io.sonde.traceroute.event.TraceListener;
import io.sonde.traceroute.finding.FindingRule;
import io.sonde.traceroute.finding.FinishedTrace;
import io.sonde.wire.IpAddress;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a finished trace comes to. */
final class Verdict {
  private final TracerouteConfig config;
  private final Trace trace;
  private final IpAddress target;
  private boolean looped;

  Verdict(TracerouteConfig config, Trace trace, IpAddress target) {
    this.config = config;
    this.trace = trace;
    this.target = target;
  }

  /** Tells what is odd about the path. */
  void examine(TraceListener listener, TimeSource time) throws IOException {
    boolean rechecks = config.output().json() && config.schedule().recheck();
    Answer ending = ending();
    boolean reached = ending != null && trace.grid().reaches(ending);
    Set<Integer> limited = rechecks && reached ? new Recheck(trace).limited() : Set.of();
    PacketSize size = trace.size();
    FinishedTrace finished =
        new FinishedTrace(
            config,
            target,
            trace.hops(),
            ending != null,
            limited,
            trace.late(),
            config.probe().findMtu()
                ? new FinishedTrace.Mtu(size.octets(), size.reducedAt(), size.reducedBy())
                : FinishedTrace.Mtu.UNKNOWN);
    for (Finding finding : FindingRule.all(finished)) {
      looped |= finding.kind() == Finding.Kind.ROUTING_LOOP;
      listener.finding(time.epochNanos(), finding);
    }
  }

  /** 0 unless the host would not send a single probe. */
  int exitCode() {
    return trace.isRefused() ? 1 : 0;
  }

  private @Nullable Answer ending() {
    return trace.grid().ending(trace.grid().end());
  }

  /** Why it is over. */
  Reason reason(boolean interrupted) {
    if (interrupted) {
      return Reason.INTERRUPTED;
    }
    if (exitCode() != 0) {
      return Reason.ERROR;
    }
    Answer ending = ending();
    if (ending != null) {
      return trace.grid().reaches(ending) ? Reason.TARGET_ANSWERED : Reason.UNREACHABLE;
    }
    if (trace.isOverdue()) {
      return Reason.DEADLINE;
    }
    return looped ? Reason.LOOP : Reason.MAX_HOPS;
  }

  /** The figures. */
  Summary summary(TimeSource time, Reason reason, int exitCode) {
    Answer ending = ending();
    boolean reached = ending != null && trace.grid().reaches(ending);
    int hops = 0;
    double loss = Double.NaN;
    for (Hop hop : trace.hops()) {
      hops = hop.ttl();
      if (reached && hop.ttl() == trace.grid().end()) {
        loss = 100.0 * (hop.probes().size() - hop.answered()) / hop.probes().size();
      }
    }
    return new Summary(
        time.epochNanos(),
        reached,
        reason,
        hops,
        trace.table().sent(),
        trace.received(),
        trace.duplicates(),
        loss,
        config.probe().findMtu() && reached ? trace.size().octets() : 0,
        time.nanos() - trace.started(),
        exitCode);
  }
}
