// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.finding;

import io.sonde.traceroute.config.TracerouteConfig;
import io.sonde.traceroute.event.Hop;
import io.sonde.wire.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at.
 *
 * @param config of the run
 * @param target where it went
 * @param hops in the order of TTLs
 * @param ended whether any answer ended the trace
 * @param rateLimited TTLs that lost probes and answered when asked alone
 * @param late how many answers came after their hop was out, by TTL
 * @param mtu what was found of the path's MTU
 */
public record FinishedTrace(
    TracerouteConfig config,
    IpAddress target,
    List<Hop> hops,
    boolean ended,
    Set<Integer> rateLimited,
    Map<Integer, Integer> late,
    Mtu mtu) {
  /**
   * What was found of the path's MTU.
   *
   * @param octets longest packet that passed; 0: not sought
   * @param reducedAt TTL at which it became less than the host's own; 0: nowhere
   * @param by who said so; null: nobody, packets vanished
   */
  public record Mtu(int octets, int reducedAt, @Nullable IpAddress by) {
    /** Not sought. */
    public static final Mtu UNKNOWN = new Mtu(0, 0, null);
  }

  /** Keeps copies. */
  public FinishedTrace {
    hops = List.copyOf(hops);
    rateLimited = Set.copyOf(rateLimited);
    late = Map.copyOf(late);
  }
}
