// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.wire.WirePorts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A verb that puts packets on the wire. */
abstract class WireVerb extends Verb {
  /** The host's ports. */
  final WirePorts ports;

  /** Ends a run early. */
  final Signals signals;

  /** Whether standard error is a terminal. */
  final boolean terminal;

  WireVerb(
      String name,
      String synopsis,
      String summary,
      Outside outside,
      WirePorts ports,
      Signals signals,
      boolean terminal) {
    super(name, synopsis, summary, outside);
    this.ports = ports;
    this.signals = signals;
    this.terminal = terminal;
  }

  /** Puts packets on the wire. */
  @FunctionalInterface
  interface Sending {
    void run() throws IOException;
  }

  /**
   * Sends, ended early by a signal.
   *
   * @param stop for any thread
   * @return what ended it otherwise; null: nothing did
   */
  final @Nullable IOException failure(Sending sending, Runnable stop) throws IOException {
    Signals.Listening listening = signals.listen(stop);
    try {
      sending.run();
      return null;
    } catch (IOException e) {
      return e;
    } finally {
      listening.close();
    }
  }
}
