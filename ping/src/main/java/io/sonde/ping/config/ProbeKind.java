// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

import io.sonde.probe.IcmpQuery;

/**
 * What a target is asked by.
 *
 * @param protocol way of asking
 * @param port the target's, 1 … 65535; 0 for ICMP
 */
public record ProbeKind(Protocol protocol, int port) {
  /** ICMP, as ping always did. */
  public static final ProbeKind ICMP = new ProbeKind(Protocol.ICMP, 0);

  /** ICMP timestamp, of IPv4. */
  public static final ProbeKind TIMESTAMP = new ProbeKind(Protocol.TIMESTAMP, 0);

  /** ICMP address mask, of IPv4. */
  public static final ProbeKind MASK = new ProbeKind(Protocol.MASK, 0);

  /** Ways of asking. */
  public enum Protocol {
    /** ICMP echo, or a node information query. */
    ICMP("icmp"),
    /** ICMP timestamp: the target's time of day. */
    TIMESTAMP("timestamp"),
    /** ICMP address mask. */
    MASK("mask"),
    /** A whole TCP connection over a regular socket. */
    TCP("tcp"),
    /** A bare SYN over a raw socket. */
    TCP_SYN("tcp-syn"),
    /** A datagram over a regular socket. */
    UDP("udp");

    private final String text;

    Protocol(String text) {
      this.text = text;
    }

    /** The word for it on the command line and in JSON. */
    public String text() {
      return text;
    }
  }

  /** Whether it is ICMP. */
  public boolean isIcmp() {
    return switch (protocol) {
      case ICMP, TIMESTAMP, MASK -> true;
      case TCP, TCP_SYN, UDP -> false;
    };
  }

  /** The ICMP request that asks; echo for what is not ICMP. */
  public IcmpQuery query() {
    return switch (protocol) {
      case TIMESTAMP -> IcmpQuery.TIMESTAMP;
      case MASK -> IcmpQuery.ADDRESS_MASK;
      case ICMP, TCP, TCP_SYN, UDP -> IcmpQuery.ECHO;
    };
  }

  /** Whether it is ICMP echo. */
  public boolean isEcho() {
    return protocol == Protocol.ICMP;
  }

  /** {@code icmp}, {@code tcp:443}. */
  @Override
  public String toString() {
    return isIcmp() ? protocol.text() : protocol.text() + ":" + port;
  }
}
