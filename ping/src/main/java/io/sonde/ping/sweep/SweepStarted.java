// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.config.SweepConfig;

/**
 * Everything is resolved and open.
 *
 * @param time epoch nanoseconds
 * @param config what was asked for
 * @param targets all targets, those of other shards included
 * @param own targets of this shard
 * @param datagramSockets whether ICMP datagram sockets are used, else raw ones
 * @param permuted whether the order is a permutation
 */
public record SweepStarted(
    long time,
    SweepConfig config,
    long targets,
    long own,
    boolean datagramSockets,
    boolean permuted) {}
