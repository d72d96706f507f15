// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

import io.sonde.probe.UdpProbe;

/**
 * What a probe is.
 *
 * @param method kind
 * @param options of the kind
 * @param packetLength octets with the IP header; 0: {@link #DEFAULT_LENGTH_IPV4} or {@link
 *     #DEFAULT_LENGTH_IPV6}
 * @param port destination port, or first ICMP sequence number; −1: the method's
 * @param sourcePort −1: the host's choice
 * @param trafficClass TOS or traffic class, 0 … 255
 * @param flowLabel IPv6 flow label, 0 … 0xfffff
 * @param dontFragment DF, and no fragments at home either
 * @param findMtu search the path MTU
 * @param carrier what tells UDP probes apart
 * @param flow which of many flows, 0 … 65535
 */
public record Probe(
    Method method,
    MethodOptions options,
    int packetLength,
    int port,
    int sourcePort,
    int trafficClass,
    int flowLabel,
    boolean dontFragment,
    boolean findMtu,
    UdpProbe.Carrier carrier,
    int flow) {
  public static final int DEFAULT_LENGTH_IPV4 = 60;
  public static final int DEFAULT_LENGTH_IPV6 = 80;

  /** Longest packet, and the first size of a search for the MTU. */
  public static final int MAX_LENGTH = 65_000;

  /** One rule a line. */
  public Probe {
    if (packetLength > MAX_LENGTH) {
      throw new IllegalArgumentException("too big packetlen " + packetLength + " specified");
    }
    if (carrier != UdpProbe.Carrier.CHECKSUM && !method.isUdp()) {
      throw new IllegalArgumentException(
          (carrier == UdpProbe.Carrier.PORT ? "--classic" : "--encoding") + ": UDP only");
    }
    if (carrier == UdpProbe.Carrier.LENGTH && findMtu) {
      throw new IllegalArgumentException("--encoding length and --mtu exclude each other");
    }
  }

  /** Destination port or first sequence number that counts. */
  public int effectivePort() {
    return port < 0 ? method.defaultPort() : port;
  }
}
