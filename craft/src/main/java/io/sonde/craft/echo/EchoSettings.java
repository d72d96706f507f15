// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.echo;

import io.sonde.wire.Octets;
import org.jspecify.annotations.Nullable;

/**
 * How an echo server behaves.
 *
 * @param reply what is sent for what was received; null: the same octets; empty: nothing
 * @param greeting sent to each connection first; may be empty
 * @param closing when a connection ends from this side
 * @param closeAfter octets received, for {@link Closing#AFTER}
 * @param delay nanoseconds from octets to their answer
 * @param most connections and datagrams until the end
 * @param duration nanoseconds until the end; {@link Long#MAX_VALUE}: none
 * @param replace whether a file in a local socket's place is removed
 */
record EchoSettings(
    @Nullable Octets reply,
    Octets greeting,
    Closing closing,
    long closeAfter,
    long delay,
    long most,
    long duration,
    boolean replace) {
  /** Ways in which this side ends a connection. */
  enum Closing {
    /** Not before the client does. */
    NEVER,
    /** As soon as enough has come, everything answered. */
    AFTER,
    /** By a reset, as soon as anything comes. */
    RESET,
    /** This side ends after its first answer, and goes on to receive. */
    HALF
  }

  /** Octets that answer what was received; null: none. */
  byte @Nullable [] answer(byte[] received) {
    if (reply == null) {
      return received;
    }
    return reply.length() == 0 ? null : reply.toByteArray();
  }
}
