// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import java.util.Locale;

/** How the host let the probes be sent. */
public enum Access {
  /** Raw sockets, which see everything. */
  RAW,
  /** A regular socket and its error queue. */
  ERROR_QUEUE,
  /** An ICMP datagram socket and its error queue. */
  ICMP_DATAGRAM,
  /** Regular connections. */
  CONNECT;

  /** As JSON has it: {@code error-queue}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
