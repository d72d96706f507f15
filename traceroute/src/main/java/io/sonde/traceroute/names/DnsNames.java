// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.wire.IpAddress;
import java.util.concurrent.CompletableFuture;

/** Names by DNS, for whom has none yet. */
final class DnsNames implements FactSource {
  private final DnsQuestions dns;

  DnsNames(DnsQuestions dns) {
    this.dns = dns;
  }

  @Override
  public CompletableFuture<AddressFacts> lookUp(IpAddress address, AddressFacts known) {
    return known.name() != null
        ? CompletableFuture.completedFuture(known)
        : dns.name(address).thenApply(known::withName);
  }
}
