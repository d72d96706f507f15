// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a packet for one destination would leave the host.
 *
 * @param source address it would carry
 * @param interfaceIndex device it would leave by; 0 if unknown
 * @param device name of that device; empty if unknown
 * @param mtu octets of the longest IP packet that this host believes fits; 0 if unknown
 * @param broadcast whether the destination is a broadcast address of an attached network
 * @param gateway router that it would be handed to; null: the destination is a neighbour, or local
 * @param hopLimit TTL or hop limit that a unicast packet carries unless told otherwise; 0 if
 *     unknown
 */
public record Route(
    IpAddress source,
    int interfaceIndex,
    String device,
    int mtu,
    boolean broadcast,
    @Nullable IpAddress gateway,
    int hopLimit) {}
