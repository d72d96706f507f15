// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

/** What other threads ask of a run, and what they must know of it. */
final class Requests {
  /** A session stands: from now on a run ends with a summary. */
  volatile boolean probing;

  /** The run is to end with its summary. */
  volatile boolean stop;

  /** Monotonic time of the first wish that it end. */
  volatile long stopTime;

  /** The figures so far are to be told. */
  volatile boolean report;
}
