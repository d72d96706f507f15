// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

import java.util.Locale;

/** How a path is probed. */
public enum Method {
  /** UDP to a port that is likely to be closed. */
  DEFAULT,
  /** UDP to the port of a service. */
  UDP,
  UDPLITE,
  ICMP,
  /** A half-open connection. */
  TCP,
  /** A whole connection. */
  TCPCONN,
  DCCP,
  /** Bare packets of any protocol. */
  RAW;

  /** The name that {@code -M} takes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether probes are UDP datagrams. */
  public boolean isUdp() {
    return this == DEFAULT || this == UDP;
  }

  /** Destination port, or first sequence number, or 0 where there is neither. */
  public int defaultPort() {
    return switch (this) {
      case DEFAULT, DCCP -> 33_434;
      case UDP, UDPLITE -> 53;
      case TCP, TCPCONN -> 80;
      case ICMP -> 1;
      case RAW -> 0;
    };
  }
}
