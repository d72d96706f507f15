// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import java.util.Locale;

/** By what a target has answered a probe of ping. */
public enum PingAnswer {
  /** The answer that ICMP asks for. */
  ECHO,
  /** A connection, or the SYN-ACK that begins one. */
  OPEN,
  /** A reset: nobody listens. */
  REFUSED,
  /** ICMP port unreachable: nobody listens. */
  PORT_UNREACHABLE,
  /** A datagram. */
  DATA;

  /** The answer as text and JSON have it: {@code port-unreachable}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
