// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

/**
 * A whole run.
 *
 * @param destination where the probes go
 * @param schedule when they go, and when it is over
 * @param probe what goes
 * @param sockets by what way it goes
 * @param output what the user sees
 * @param kinds what the target is asked by
 */
public record PingConfig(
    Destination destination,
    Schedule schedule,
    Probe probe,
    Sockets sockets,
    Output output,
    Kinds kinds) {

  /** A run with ICMP alone. */
  public PingConfig(
      Destination destination, Schedule schedule, Probe probe, Sockets sockets, Output output) {
    this(destination, schedule, probe, sockets, output, Kinds.ICMP);
  }

  /** Rules that take two aspects. */
  public PingConfig {
    if (destination.hops().size() > 0 && probe.timestamps() != null) {
      throw new IllegalArgumentException("-T and a source route exclude each other");
    }
    if (destination.hops().size() > 0 && probe.recordRoute()) {
      throw new IllegalArgumentException("-R and a source route exclude each other");
    }
    if (probe.nodeQuery() != null && probe.findMtu()) {
      throw new IllegalArgumentException("-N and --find-mtu exclude each other");
    }
    if (schedule.flood() && probe.findMtu()) {
      throw new IllegalArgumentException("-f and --find-mtu exclude each other");
    }
  }
}
