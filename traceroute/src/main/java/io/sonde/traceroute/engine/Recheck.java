// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.traceroute.event.Hop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells a router that limits its errors from one that loses packets: it lost some probes although
 * nobody behind it lost any, and answers when it is asked once more, alone, a while later.
 */
final class Recheck {
  /** Long enough for a limit of one error a second to have room again. */
  private static final long PAUSE_NANOS = 1_100_000_000L;

  private final Trace trace;

  Recheck(Trace trace) {
    this.trace = trace;
  }

  /** TTLs of the routers that limit their errors. */
  Set<Integer> limited() throws IOException {
    Set<Integer> limited = new TreeSet<>();
    List<Integer> suspects = suspects();
    if (!suspects.isEmpty()) {
      trace.pause(PAUSE_NANOS);
    }
    for (int ttl : suspects) {
      int probe = trace.askAlone(ttl, trace.size().octets());
      if (probe >= 0 && trace.table().answer(probe) != null) {
        limited.add(ttl);
      }
    }
    return limited;
  }

  /** Hops that answered some probes, with none lost behind them. */
  private List<Integer> suspects() {
    List<Integer> suspects = new ArrayList<>();
    List<Hop> hops = trace.hops();
    for (int i = hops.size() - 1; i >= 0; i--) {
      Hop hop = hops.get(i);
      int answered = hop.answered();
      boolean last = i == hops.size() - 1;
      if (answered < hop.probes().size()) {
        if (!last && answered > 0) {
          suspects.add(0, hop.ttl());
        }
        if (last || answered > 0) {
          break; // whatever is lost in front of a loss may be that loss
        }
      }
    }
    return suspects;
  }
}
