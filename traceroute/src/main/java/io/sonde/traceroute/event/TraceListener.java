// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.event;

import java.io.IOException;
import java.util.List;

/**
 * Hears everything that happens in a run, in order, in the engine's thread. An IOException means
 * that nobody can hear any more; it ends the run.
 */
public interface TraceListener {
  /** The first event. */
  void started(Started event) throws IOException;

  /** An answer, as it comes. */
  void reply(int ttl, int probe, Answer answer) throws IOException;

  /** A hop, in the order of TTLs, as soon as it is settled and those before it are out. */
  void hop(Hop hop) throws IOException;

  /** Something odd, after the hops. */
  void finding(long time, Finding finding) throws IOException;

  /** An answer to a probe whose hop is out already. */
  void lateReply(int ttl, int probe, Answer answer) throws IOException;

  /**
   * What ended or prevented the run.
   *
   * @param lines at least one
   * @param beforeHeader whether even the header line has no place any more
   */
  void failed(long time, List<String> lines, int exitCode, boolean beforeHeader) throws IOException;

  /** The last event. */
  void finished(Summary summary) throws IOException;

  /**
   * The engine is about to wait.
   *
   * @param now monotonic nanoseconds
   * @param until when it will be back at the latest
   * @return when the listener wants this call again: {@code until}, or earlier
   */
  default long waiting(long now, long until) throws IOException {
    return until;
  }

  /** Whether everything told so far has been passed on. */
  default boolean isIdle() {
    return true;
  }

  /** Passes on what is held back, now. */
  default void hurry() throws IOException {}
}
