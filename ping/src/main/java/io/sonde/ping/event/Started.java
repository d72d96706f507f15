// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import io.sonde.ping.config.PingConfig;
import io.sonde.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Everything is resolved and open.
 *
 * @param time epoch nanoseconds
 * @param config what was asked for
 * @param canonicalName the destination as the resolver calls it
 * @param literal whether the destination was given as an address
 * @param address the address probed
 * @param zone device of a link-local address; empty: none
 * @param source address that the probes carry; null: the host's choice for each
 * @param sourceShown whether source or device were chosen by the user
 * @param device device chosen by the user; empty: none
 * @param datagramSocket whether a datagram socket is used, else a raw one or, for TCP, a stream
 * @param identifier ICMP identifier of the probes, 0 … 65535; −1: they have none
 * @param flowLabel IPv6 flow label leased; −1: none
 * @param packetLength octets of the first probe with its IP header
 * @param broadcast whether the destination is a broadcast address
 * @param multicast whether it is a multicast address
 */
public record Started(
    long time,
    PingConfig config,
    String canonicalName,
    boolean literal,
    IpAddress address,
    String zone,
    @Nullable IpAddress source,
    boolean sourceShown,
    String device,
    boolean datagramSocket,
    int identifier,
    int flowLabel,
    int packetLength,
    boolean broadcast,
    boolean multicast) {

  /** As this one, with what is known once the socket is open. */
  public Started by(boolean datagram, int identifier, int flowLabel, int packetLength) {
    return new Started(
        time,
        config,
        canonicalName,
        literal,
        address,
        zone,
        source,
        sourceShown,
        device,
        datagram,
        identifier,
        flowLabel,
        packetLength,
        broadcast,
        multicast);
  }
}
