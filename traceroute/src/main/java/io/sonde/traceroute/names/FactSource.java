// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.wire.IpAddress;
import java.util.concurrent.CompletableFuture;

/** Somebody who may know something of an address. */
interface FactSource {
  /**
   * Asks.
   *
   * @param known what is known already
   * @return that and what this source adds; never fails
   */
  CompletableFuture<AddressFacts> lookUp(IpAddress address, AddressFacts known);
}
