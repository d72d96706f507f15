// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Link-layer addresses of hosts on attached networks, as the host's tables have them. */
public interface Neighbours {
  /**
   * The link-layer address of a neighbour; null if it is not known. Waits for nothing.
   *
   * @param interfaceIndex device that leads to it
   */
  @Nullable Octets addressOf(IpAddress neighbour, int interfaceIndex) throws IOException;

  /**
   * Has the host ask for it by ARP or Neighbour Discovery. Waits for nothing: the answer shows in
   * {@link #addressOf} as soon as it has come, which takes Linux three seconds to give up.
   *
   * @throws IOException if the host cannot ask: no such device, or one without neighbours
   */
  void resolve(IpAddress neighbour, int interfaceIndex) throws IOException;
}
