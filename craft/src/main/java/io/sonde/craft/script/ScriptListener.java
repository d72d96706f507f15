// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.script;

import io.sonde.craft.script.Expectation.Point;
import java.util.List;

/** Hears what a script does. */
interface ScriptListener {
  /** How a statement ended. */
  enum Verdict {
    DONE,
    FAILED
  }

  /**
   * A statement is over.
   *
   * @param line as written
   * @param nanos that it took
   * @param sentence what came of it; may be empty
   */
  void step(ScriptLine line, Verdict verdict, long nanos, String sentence);

  /**
   * Why a packet was not the one; told in front of the failed step.
   *
   * @param points of the nearest packet, or of the one that must not have come
   * @param after nanoseconds into the statement; negative: before it
   * @param others packets that came beside it
   */
  void nearest(ScriptLine line, List<Point> points, long after, int others);

  /** A packet leaves; only where everything is traced. */
  void sent(Heard packet);

  /** A packet came; only where everything is traced. */
  void came(Heard packet);

  /** Something worth a line. */
  void note(String sentence);
}
