// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.sweep;

import io.sonde.ping.event.IcmpError;
import io.sonde.ping.event.Reply;
import io.sonde.ping.event.SendError;
import io.sonde.ping.event.Stray;
import io.sonde.ping.event.Summary;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hears everything that happens in a run over many targets, in order, in the engine's thread. As in
 * {@link io.sonde.ping.event.PingListener} the objects handed over are filled anew for the next
 * event. Sequences are those of the target, from 1.
 */
public interface SweepListener {
  /** What became of a target. */
  enum Fate {
    /** It has answered. */
    ALIVE,
    /** It has not, however often it was asked. */
    UNREACHABLE,
    /** Its name has no address. */
    UNRESOLVED
  }

  /** The first event: everything is resolved and open. */
  void started(SweepStarted event) throws IOException;

  /** A probe has left, or was refused. */
  default void sent(Addressee target, long sequence) throws IOException {}

  /** An answer, in time, again, or too late. */
  void reply(Addressee target, Reply reply) throws IOException;

  /** An ICMP message about a probe; null: about none that is known. */
  void icmpError(@Nullable Addressee target, IcmpError error) throws IOException;

  /** The host refused to send a probe. */
  void sendError(Addressee target, SendError event) throws IOException;

  /** An ICMP message that belongs to no known probe. */
  void stray(Stray stray) throws IOException;

  /** A probe is given up. */
  void lost(Addressee target, long time, long sequence, long waited) throws IOException;

  /** Whether {@link #target} is to bring figures. */
  default boolean wantsFigures() {
    return false;
  }

  /**
   * A target is decided.
   *
   * @param figures of its probes; null unless they were wanted
   * @param roundTrips of its probes in order, nanoseconds, −1 for a loss; empty unless they are
   *     kept
   */
  void target(Addressee target, long time, Fate fate, @Nullable Summary figures, long[] roundTrips)
      throws IOException;

  /** Something the user should know; each code at most once a run. */
  void warning(long time, String code, String text) throws IOException;

  /** Packets overflowed this host's receive queue; so many since it was told last. */
  default void dropped(long count) {}

  /** A target has left the run; what still comes of it belongs to nobody. */
  default void left(Addressee target) throws IOException {}

  /** The figures so far, because somebody asked. */
  void report(SweepSummary summary, boolean bySignal) throws IOException;

  /** The last event. */
  void finished(SweepSummary summary) throws IOException;

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
