// SPDX-License-Identifier: Apache-2.0
package io.sonde.net;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of hosts. Both look-ups may take seconds. */
public interface Resolver {
  /**
   * Addresses of a name, in the host's order of preference; never empty.
   *
   * @param family only addresses of this family; null: of both
   * @throws IOException with the resolver's words when there is none
   */
  Resolved resolve(String name, @Nullable IpFamily family) throws IOException;

  /** The name of an address; null if it has none. */
  @Nullable String reverse(IpAddress address);

  /**
   * What a name stands for.
   *
   * @param canonicalName name that the resolver gives for the one asked
   * @param addresses at least one
   */
  record Resolved(String canonicalName, List<IpAddress> addresses) {}
}
