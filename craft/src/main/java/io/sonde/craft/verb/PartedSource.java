// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

/** Packets of several captures, one capture after the other. */
interface PartedSource extends PacketSource {
  /** Number of the capture that the last packet was of; another for each time it is read. */
  long part();
}
