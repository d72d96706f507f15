// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.event;

import io.sonde.ping.compare.Findings;
import io.sonde.ping.config.ProbeKind;
import java.io.IOException;

/**
 * Hears everything that happens in a run, in order, in the engine's thread. The objects handed to
 * {@link #reply}, {@link #icmpError} and {@link #stray} are the engine's own and are filled anew
 * for the next event: a listener takes what it needs during the call. An IOException means that
 * nobody can hear any more; it ends the run.
 */
public interface PingListener {
  /** The first event: everything is resolved and open. */
  void started(Started event) throws IOException;

  /** The events that follow, up to the next such call, speak of probes of this kind. */
  default void about(ProbeKind kind) {}

  /** Probes {@code first} … {@code first + count - 1} are on their way. */
  default void sent(long first, int count) throws IOException {}

  /** An answer, in time, again, or too late: see {@link Reply#kind}. */
  void reply(Reply reply) throws IOException;

  /** An ICMP message about a probe. */
  void icmpError(IcmpError error) throws IOException;

  /** The host refused to send a probe, or told later that it was too long. */
  void sendError(SendError event) throws IOException;

  /** An ICMP message that belongs to no open probe. */
  void stray(Stray stray) throws IOException;

  /** A probe is unanswered when the next is due; at most once a probe. */
  void outstanding(long time, long sequence, long waited) throws IOException;

  /** A probe is given up. */
  void lost(long time, long sequence, long waited) throws IOException;

  /** Something the user should know about the figures; each code at most once a run. */
  void warning(long time, String code, String text) throws IOException;

  /** Packets overflowed this host's receive queue; so many since it was told last. */
  default void dropped(long count) {}

  /** The figures so far, because somebody asked. */
  void report(Summary summary, boolean bySignal) throws IOException;

  /** The figures of one of several kinds, at the end. */
  default void series(ProbeKind kind, Summary summary) throws IOException {}

  /** What a comparison of several kinds has come to, right before the end. */
  default void compared(long time, Findings findings) throws IOException {}

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
}
