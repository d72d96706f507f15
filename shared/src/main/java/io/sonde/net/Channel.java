// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One way out of the host, and the answers that come back by it. */
public interface Channel extends Closeable {
  /**
   * Value of {@link PacketBatch#channel} for what this channel receives; from 0 in order of
   * opening.
   */
  int index();

  /** What this channel decides itself and what it can never see. */
  NetworkCapabilities capabilities();

  /**
   * Header fields of the packet in a slot that this channel would not put on the wire as they
   * stand. Asked once a template, never on the hot path.
   */
  List<HeaderField> notHonoured(PacketBatch out, int slot);

  /**
   * Hands slots {@code from} … {@code out.count - 1} to the host, without waiting. Each handled
   * slot gets its {@link PacketBatch#number} and {@link PacketBatch#outcome}; a refused slot does
   * not stop the others. The batch is free again on return. Where {@code from} is {@code out.count}
   * nothing is sent, but what is slow the first time is done.
   *
   * @return first slot not handled: {@code out.count}, or less when the socket has no room; the
   *     next {@link Network#receive} then also ends when it has room again
   * @throws IOException for what ends the run
   */
  int send(PacketBatch out, int from) throws IOException;

  /** So many addresses {@link #hearOnly} takes. */
  int MOST_TALKERS = 32;

  /**
   * Leaves out TCP and UDP of all but some addresses from here on; a hint that the kernel carries
   * out where it can. Everything else is heard as before, and what waits already still comes.
   *
   * @param talkers source addresses, at most {@link #MOST_TALKERS}; empty: everything is heard
   */
  default void hearOnly(Set<IpAddress> talkers) throws IOException {}

  /** The packet with this number is given up: what was held open for it is closed at once. */
  void forget(long number);

  /** Packets that overflowed this channel's receive queue so far; asks the host where it can. */
  long dropped();

  @Override
  void close() throws IOException;
}
