// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.ChannelSpec;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.pcap.CaptureRecord;
import java.io.IOException;

/** Sends packets one at a time, each at once and by its way. */
public final class Courier {
  private final Ways ways;
  private final Dispatch dispatch;
  private long number;
  private int outcome;

  /**
   * A courier.
   *
   * @param waiting takes what arrives while something is waited for
   * @throws IOException if there is no such device
   */
  public Courier(SendSettings settings, WirePorts ports, Network network, Ways.Waiting waiting)
      throws IOException {
    ways = new Ways(ports, network, waiting, settings.device());
    Transmitter transmitter =
        new Transmitter(network, waiting, ChannelSpec.Stamps.NONE, false, this::handled);
    dispatch = new Dispatch(settings, ways, transmitter);
  }

  private void handled(long tag, int channel, long sent, int result, int detail) {
    outcome = result;
  }

  /** The ways of the host. */
  public Ways ways() {
    return ways;
  }

  /**
   * Sends a packet.
   *
   * @return an outcome of {@link PacketBatch}
   * @throws UnsendableException if there is no way for it
   * @throws ForbiddenException if the guard refuses it
   */
  public int send(CaptureRecord record) throws IOException {
    dispatch.send(record, ++number);
    dispatch.transmitter().flush();
    return outcome;
  }
}
