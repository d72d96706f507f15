// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the simulation meets whoever drives it: all that arrives here goes to the attachment. */
public final class Host extends Node {
  private final ErrorStyle style = new ErrorStyle();
  private boolean hasDefaultRoute;
  private boolean reassembles;
  private Attachment attachment = (time, octets, offset, length) -> {};

  Host(Simulation simulation, int index, String name, List<IpAddress> addresses) {
    super(simulation, index, name, addresses);
  }

  /** Makes {@code receiver} the one who gets what arrives. */
  public void attach(Attachment receiver) {
    attachment = receiver;
  }

  /** Puts fragments together, as a kernel does, before anybody gets them. */
  public void reassemble() {
    reassembles = true;
  }

  /** Sends what it knows no way to over its first link that is up, as by a default route. */
  public void useDefaultRoute() {
    hasDefaultRoute = true;
  }

  @Override
  @Nullable LinkDirection lastResort() {
    for (int i = 0; hasDefaultRoute && i < out.size(); i++) {
      if (!out.get(i).isDown()) {
        return out.get(i);
      }
    }
    return null;
  }

  @Override
  ErrorStyle errorStyle() {
    return style;
  }

  @Override
  void arrive(PacketView packet, int handle) {
    int whole = reassembles ? simulation.reassembly.take(packet, handle) : handle;
    if (whole >= 0) {
      attachment.packet(simulation.now(), packet.octets, packet.at, packet.length);
      simulation.store.release(whole);
    }
  }
}
