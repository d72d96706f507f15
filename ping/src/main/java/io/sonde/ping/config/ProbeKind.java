// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.config;

/**
 * What a target is asked by.
 *
 * @param protocol way of asking
 * @param port the target's, 1 … 65535; 0 for ICMP
 */
public record ProbeKind(Protocol protocol, int port) {
  /** ICMP, as ping always did. */
  public static final ProbeKind ICMP = new ProbeKind(Protocol.ICMP, 0);

  /** Ways of asking. */
  public enum Protocol {
    /** ICMP echo, or another ICMP request. */
    ICMP("icmp"),
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
    return protocol == Protocol.ICMP;
  }

  /** {@code icmp}, {@code tcp:443}. */
  @Override
  public String toString() {
    return isIcmp() ? protocol.text() : protocol.text() + ":" + port;
  }
}
