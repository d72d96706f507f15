// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.Interfaces;
import io.sonde.net.Neighbours;
import io.sonde.net.Network;
import io.sonde.net.SourcePorts;
import java.io.IOException;

/**
 * The host's side of everything on the wire.
 *
 * @param networks makes the network of one run
 * @param labDevice name of the device behind which a lab is; what leaves by it goes nowhere else
 */
public record WirePorts(
    Networks networks,
    Interfaces interfaces,
    Neighbours neighbours,
    SourcePorts sourcePorts,
    String labDevice) {

  /** Makes networks. */
  @FunctionalInterface
  public interface Networks {
    /**
     * A network without channels.
     *
     * @throws IOException if the process has no descriptor left
     */
    Network open() throws IOException;
  }
}
