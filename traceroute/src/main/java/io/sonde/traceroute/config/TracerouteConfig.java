// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

/** A whole run. */
public record TracerouteConfig(
    Destination destination,
    Range range,
    Probe probe,
    Schedule schedule,
    Sockets sockets,
    Lookups lookups,
    Output output) {

  /** What does not fit together. */
  public TracerouteConfig {
    if (probe.method() == Method.TCPCONN && probe.findMtu()) {
      throw new IllegalArgumentException("--mtu: not with tcpconn, whose packets have no length");
    }
  }

  /** Whether probes go one hop after the other and not in sweeps. */
  public boolean isInOrder() {
    return schedule.simultaneous() > 0 || schedule.sendWait() > 0;
  }
}
