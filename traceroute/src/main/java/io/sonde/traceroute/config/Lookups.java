// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about the addresses of a path.
 *
 * @param names host names
 * @param asNumbers numbers of autonomous systems
 * @param asNames their names
 * @param asZone zone of IPv4 origins
 * @param asZone6 zone of IPv6 origins
 * @param resolver DNS server as typed, ADDRESS or ADDRESS:PORT; null: the host's
 * @param timeout nanoseconds that a line waits for a name
 * @param databases MaxMind DB files
 */
public record Lookups(
    boolean names,
    boolean asNumbers,
    boolean asNames,
    String asZone,
    String asZone6,
    @Nullable String resolver,
    long timeout,
    List<String> databases) {
  public static final String DEFAULT_AS_ZONE = "origin.asn.cymru.com";
  public static final String DEFAULT_AS_ZONE6 = "origin6.asn.cymru.com";
  public static final long DEFAULT_TIMEOUT = 1_000_000_000L;

  /** Copies the list. */
  public Lookups {
    databases = List.copyOf(databases);
  }

  /** Whether there is anything to ask. */
  public boolean any() {
    return names || asNumbers || !databases.isEmpty();
  }
}
