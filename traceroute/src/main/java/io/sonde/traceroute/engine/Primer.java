// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.net.Neighbours;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.Route;
import io.sonde.wire.IpAddress;
import java.io.IOException;

/**
 * Has the host find out the link-layer address of the next hop before the first probe, whose round
 * trip would otherwise be ARP's or Neighbour Discovery's as well.
 */
final class Primer {
  private static final long LONGEST_NANOS = 200_000_000;
  private static final long STEP_NANOS = 2_000_000;
  private static final int SLOTS = 4;
  private static final int SLOT_OCTETS = 64;

  private final Network network;
  private final Neighbours neighbours;

  Primer(Network network, Neighbours neighbours) {
    this.network = network;
    this.neighbours = neighbours;
  }

  /** Asks for the next hop towards {@code destination} unless it is known; waits a moment. */
  void prime(IpAddress destination, Route route) throws IOException {
    boolean own = destination.isLoopback() || destination.equals(route.source());
    IpAddress next = route.gateway() == null ? destination : route.gateway();
    if (own || route.interfaceIndex() == 0 || next.isMulticast() || !ask(next, route)) {
      return;
    }
    PacketBatch in = network.batch(SLOTS, SLOT_OCTETS);
    long now = network.time().nanos();
    long until = now + LONGEST_NANOS;
    for (; now - until < 0 && !isKnown(next, route); now = network.time().nanos()) {
      network.receive(in, now + STEP_NANOS);
    }
  }

  private boolean isKnown(IpAddress next, Route route) {
    try {
      return neighbours.addressOf(next, route.interfaceIndex()) != null;
    } catch (IOException e) {
      return true; // whoever cannot be asked for is not waited for
    }
  }

  /** Whether there is anything to wait for. */
  private boolean ask(IpAddress next, Route route) {
    if (isKnown(next, route)) {
      return false;
    }
    try {
      neighbours.resolve(next, route.interfaceIndex());
      return true;
    } catch (IOException e) {
      return false; // a device without neighbours
    }
  }
}
