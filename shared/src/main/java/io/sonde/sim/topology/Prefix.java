// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import io.sonde.sim.Match;
import io.sonde.wire.IpAddress;

/**
 * An address and how many of its leading bits count.
 *
 * @param length 0 … 32 or 128
 */
record Prefix(IpAddress address, int length) {
  Match match() {
    return Match.prefix(address, length);
  }
}
