// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.Summary;

/**
 * The figures of a run over many targets.
 *
 * @param figures of all probes together
 * @param targets targets of this shard
 * @param alive targets that have answered
 * @param unreachable targets given up
 * @param unresolved names without an address
 */
public record SweepSummary(
    Summary figures, long targets, long alive, long unreachable, long unresolved) {}
