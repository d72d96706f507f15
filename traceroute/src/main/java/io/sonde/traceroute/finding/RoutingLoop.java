// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.event.Answer;
import io.sonde.traceroute.event.Finding;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The same two or more addresses in turn, three times or more, up to the last TTL. */
final class RoutingLoop implements FindingRule {
  private static final int TURNS = 3;

  @Override
  public void examine(FinishedTrace trace, Consumer<Finding> out) {
    if (trace.ended()) {
      return;
    }
    List<@Nullable IpAddress> addresses = new ArrayList<>();
    for (Hop hop : trace.hops()) {
      Answer first = hop.first();
      addresses.add(first == null ? null : first.address());
    }
    for (int period = 2; period * TURNS <= addresses.size(); period++) {
      int from = start(addresses, period);
      if (addresses.size() - from >= period * TURNS && isCycle(addresses, from, period)) {
        out.accept(
            new Finding(
                Finding.Kind.ROUTING_LOOP,
                trace.hops().get(from).ttl(),
                addresses.get(from),
                "the way goes round over "
                    + period
                    + " routers from hop "
                    + trace.hops().get(from).ttl()
                    + " on"));
        return;
      }
    }
  }

  /** The first index from which every address is that of a period later; silence fits anywhere. */
  private static int start(List<@Nullable IpAddress> addresses, int period) {
    int from = addresses.size() - period;
    while (from > 0 && fits(addresses.get(from - 1), addresses.get(from - 1 + period))) {
      from--;
    }
    return from;
  }

  private static boolean fits(@Nullable IpAddress one, @Nullable IpAddress other) {
    return one == null || other == null || one.equals(other);
  }

  /** Whether at least two addresses of a turn, all different, come in every one of the turns. */
  private static boolean isCycle(List<@Nullable IpAddress> addresses, int from, int period) {
    int returning = 0;
    for (int i = from; i < from + period; i++) {
      IpAddress address = addresses.get(i);
      if (address != null) {
        int times = 0;
        for (int j = from; j < addresses.size(); j++) {
          boolean same = address.equals(addresses.get(j));
          if (same && (j - i) % period != 0) {
            return false; // twice in one turn
          }
          times += same ? 1 : 0;
        }
        returning += times >= TURNS ? 1 : 0;
      }
    }
    return returning >= 2;
  }
}
