// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;

/** Packets that the target answers by their own data, for {@link NetworkContract}. */
interface Probes {
  /** Protocol of a channel that carries them. */
  int protocol(IpFamily family);

  /** Octets between the IP header and the data. */
  int header();

  /**
   * Writes a packet of {@code length} octets into a slot; its data are 0, 1, 2, … where nothing
   * else must stand.
   *
   * @param from source address, or an unspecified one
   * @param own identifier or source port of the channel; −1: it leaves it to the packet
   */
  void write(
      PacketBatch out,
      int slot,
      IpAddress from,
      IpAddress to,
      int hopLimit,
      int own,
      int sequence,
      int length);

  /** Index in {@code in.octets} of the data of a packet or of what an error quotes. */
  int data(PacketBatch in, int slot);

  /** Whether a packet answers one of these. */
  boolean isReply(PacketBatch in, int slot, IpFamily family, int own);

  /** Sequence number of an answer, or of what an error quotes. */
  int sequence(PacketBatch in, int slot);
}
