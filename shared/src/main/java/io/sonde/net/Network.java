// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import java.io.Closeable;
import java.io.IOException;

/** The outside of one run: one poll set, one clock. Closing it closes every channel. */
public interface Network extends Closeable {
  /** Deadline of a {@link #receive} that waits until something comes. */
  long FOREVER = Long.MAX_VALUE;

  /** The clocks that deadlines and times of this network are on. */
  TimeSource time();

  /**
   * A batch for this network's channels. All its memory is made here, once.
   *
   * @param slots packets it can hold, 1 … 1024
   * @param octetsPerSlot room of a slot, 1 … 65 575 (the longest IPv6 packet without jumbo payload)
   */
  PacketBatch batch(int slots, int octetsPerSlot);

  /**
   * Opens a way out.
   *
   * @throws IOException with a sentence for the user: what is missing (a privilege, a device, a
   *     kernel feature) and what would help; nothing stays open then
   */
  Channel open(ChannelSpec spec) throws IOException;

  /**
   * How packets for a destination would leave, as the host's tables say now.
   *
   * @param spec the channel that would carry them: source, device and mark take part
   * @param scope interface index of a link-local or multicast destination, 0 for none
   * @throws IOException when there is no route, or the host refuses the destination
   */
  Route route(IpAddress destination, int scope, ChannelSpec spec) throws IOException;

  /**
   * Takes what has arrived on all channels; waits for it if nothing has. This is the suite's only
   * call that waits. It ends with packets as soon as there are some, and without when the deadline
   * passes, after {@link #wakeUp()}, or when a channel that had refused a packet for want of room
   * has room again.
   *
   * @param in filled from slot 0; its slots live until the next call with this batch
   * @param deadline monotonic nanoseconds of {@link #time()}; in the past: take what is there
   * @return slots filled, also in {@code in.count}
   * @throws IOException for what ends the run: a device that went away, a closed network
   */
  int receive(PacketBatch in, long deadline) throws IOException;

  /** Ends a {@link #receive} that waits, or the next one. The only method for other threads. */
  void wakeUp();

  @Override
  void close() throws IOException;
}
