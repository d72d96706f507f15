// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Hears what a run that sends does. */
public interface SendListener {
  /**
   * A packet is about to be handed over; only told where every packet is wanted.
   *
   * @param number of the packet, from 1
   * @param octets from position to limit, as it leaves but for a link header that is put on
   * @param linkType of captures that the octets have
   */
  void packet(long number, PathChoice choice, ByteBuffer octets, int linkType) throws IOException;

  /**
   * What became of a packet; only told where every packet is wanted.
   *
   * @param outcome of {@link io.sonde.net.PacketBatch}
   * @param detail with it
   */
  void handled(long number, int outcome, int detail);

  /** Something worth a line, once. */
  void note(String sentence);

  /** A packet could not be sent: why. */
  void unsendable(long number, String sentence);

  /**
   * The counts at equal distances of time.
   *
   * @param elapsed nanoseconds since the run began
   */
  void progress(Counts counts, long elapsed);
}
