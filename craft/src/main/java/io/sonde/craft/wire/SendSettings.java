// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import org.jspecify.annotations.Nullable;

/**
 * How packets are to be sent.
 *
 * @param device by which everything is to leave; empty: the route's
 * @param path that the user chose; null: the packet's own choice
 * @param rate when each is due
 * @param duration nanoseconds after which the run ends; {@link Long#MAX_VALUE}: none
 * @param statistics nanoseconds between two looks at the counts; {@link Long#MAX_VALUE}: none
 * @param unbound whether the user says that the network is his
 * @param eachPacket whether the listener wants to hear of each packet
 */
public record SendSettings(
    String device,
    @Nullable Path path,
    Rate rate,
    long duration,
    long statistics,
    boolean unbound,
    boolean eachPacket) {}
