// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import io.sonde.craft.wire.WirePorts;

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
}
