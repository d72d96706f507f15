// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.probe.Moment;
import java.io.IOException;

/** What has arrived, and when it was read. */
final class Inbox {
  private static final int SLOTS = 16;
  private static final int MOST_SLOTS = 128;
  private static final int BATCH_OCTETS = 2 << 20;

  /** Room beside the own packet's length: IP options, and ICMP errors with all they may quote. */
  private static final int LEAST_OCTETS = 1500;

  final PacketBatch batch;
  final Moment moment;
  private final Network network;

  /**
   * @param longest octets of the longest probe
   * @param sendSlots probes of one send, at most
   */
  Inbox(Network network, int longest, int sendSlots) {
    this.network = network;
    moment = new Moment(network.time());
    int octets = Math.min(65_575, Math.max(LEAST_OCTETS, longest + 64));
    int slots = sendSlots == 1 ? SLOTS : Math.min(MOST_SLOTS, 2 * sendSlots);
    batch = network.batch(Math.max(2, Math.min(slots, BATCH_OCTETS / octets)), octets);
  }

  /** Waits until something comes or the deadline passes; how many slots are filled then. */
  int receive(long deadline) throws IOException {
    int count = network.receive(batch, deadline);
    if (count > 0) {
      moment.take();
    }
    return count;
  }
}
