// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab;

import io.sonde.net.Tunnel;
import java.io.IOException;

/** Makes devices in the network namespace of the process. */
@FunctionalInterface
public interface Tunnels {
  /** A device of that name, down, without an address. */
  Tunnel make(String name) throws IOException;
}
