// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Surroundings of a host that probes by regular sockets: a router, and a target behind it. */
public abstract class RegularSocketContract {
  /** Port of the target that answers: TCP accepts, UDP sends every datagram back. */
  protected static final int OPEN = 7;

  /** Port of the target that refuses. */
  protected static final int CLOSED = 9;

  /** Port of the target that nothing comes back from. */
  protected static final int SILENT = 11;

  static final long SECOND = 1_000_000_000L;
  static final int SLOTS = 64;

  /** A network whose host can reach {@link #target}; closed after each test. */
  protected abstract Network network() throws IOException;

  /** Answers at once. */
  protected abstract IpAddress target();

  /** An address that the host has no route to. */
  protected abstract IpAddress unroutable();

  /** The only router on the way to the target. */
  protected abstract IpAddress router();

  Network network;
  IpFamily family;
  PacketBatch out;
  PacketBatch in;

  @SuppressWarnings("NullAway.Init") // every test opens its own
  Channel channel;

  @BeforeEach
  final void openNetwork() throws IOException {
    network = network();
    family = target().family();
    out = network.batch(SLOTS, 512);
    in = network.batch(2 * SLOTS, 512);
  }

  @AfterEach
  final void closeNetwork() throws IOException {
    network.close();
  }

  /** Sends the first {@code slots} slots, all of which must be accepted. */
  final void send(int slots) throws IOException {
    out.count = slots;
    assertEquals(slots, channel.send(out, 0));
    for (int i = 0; i < slots; i++) {
      assertEquals(PacketBatch.SENT, out.outcome[i], "slot " + i + ", error " + out.detail[i]);
    }
  }

  /** Receives once; something must come. */
  final void receive() throws IOException {
    assertTrue(network.receive(in, network.time().nanos() + 5 * SECOND) > 0, "nothing came");
  }

  final IpAddress address(int slot) {
    return IpAddress.ofColumns(in.addressHigh[slot], in.addressLow[slot]);
  }

  final IpAddress original(int slot) {
    return IpAddress.ofColumns(in.originalHigh[slot], in.originalLow[slot]);
  }

  /** An ICMP type as the family numbers it. */
  final int type(int ipv4, int ipv6) {
    return family == IpFamily.IPV4 ? ipv4 : ipv6;
  }
}
