// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.wire.SrRun;
import java.util.List;

/**
 * What a run that waited for answers amounts to, or several of the same probes.
 *
 * @param packets that the host has accepted
 * @param refused that it has not
 * @param probes that somebody could have answered
 * @param answered those that somebody has
 * @param dropped packets that came faster than they were read
 * @param elapsed nanoseconds
 */
record SrTotals(
    long packets, long refused, long probes, long answered, long dropped, long elapsed) {
  /** Those of a run. */
  static SrTotals of(SrRun run) {
    return new SrTotals(
        run.counts().sent(),
        run.counts().refused(),
        run.probes(),
        run.answered(),
        run.dropped(),
        run.elapsed());
  }

  /** Those of runs one after the other of probes that count once. */
  static SrTotals of(List<SrTotals> runs, long probes, long answered) {
    return new SrTotals(
        runs.stream().mapToLong(SrTotals::packets).sum(),
        runs.stream().mapToLong(SrTotals::refused).sum(),
        probes,
        answered,
        runs.stream().mapToLong(SrTotals::dropped).sum(),
        runs.stream().mapToLong(SrTotals::elapsed).sum());
  }
}
