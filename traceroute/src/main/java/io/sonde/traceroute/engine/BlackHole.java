// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.probe.AnswerKind;
import io.sonde.traceroute.config.Range;
import io.sonde.traceroute.event.Answer;
import java.io.IOException;
import java.util.BitSet;

/**
 * Hops at which long packets vanish without a word, because the error that should say so is not
 * sent or not let through. Where two probes stay unanswered although a short one is answered, the
 * size that passes is found by bisection, RFC 4821's way.
 */
final class BlackHole {
  /** Unanswered probes of one size that are no accident. */
  private static final int SILENT = 2;

  private final Trace trace;
  private final BitSet examined = new BitSet(Range.MAX_TTL + 1);

  BlackHole(Trace trace) {
    this.trace = trace;
  }

  /** Looks for a smaller size if the packets of this hop seem to vanish. */
  void examine(int ttl) throws IOException {
    int tried = trace.size().octets();
    int floor = trace.size().floor();
    if (examined.get(ttl) || trace.grid().givenUp(ttl) == 0 || floor >= tried) {
      return;
    }
    boolean enough = trace.grid().givenUp(ttl) >= SILENT || trace.grid().isSettled(ttl);
    if (!enough || trace.grid().highestAnswered() >= ttl) {
      return;
    }
    examined.set(ttl);
    if (!passes(ttl, floor)) {
      return;
    }
    int works = floor;
    int fails = tried;
    while (fails - works > 1) {
      int middle = works + (fails - works) / 2;
      if (passes(ttl, middle)) {
        works = middle;
      } else {
        fails = middle;
      }
    }
    if (trace.isCalledOff()) {
      return; // what has not been answered by then may still pass
    }
    trace.size().found(works, ttl);
    trace.grid().retryGivenUp(ttl);
  }

  private boolean passes(int ttl, int octets) throws IOException {
    for (int tries = 0; tries < SILENT; tries++) {
      int probe = trace.askAlone(ttl, octets);
      Answer answer = probe < 0 ? null : trace.table().answer(probe);
      if (answer != null) {
        return answer.kind() != AnswerKind.TOO_BIG;
      }
    }
    return false;
  }
}
