// SPDX-License-Identifier: Apache-2.0
package io.sonde.cli;

import io.sonde.net.Interfaces;
import io.sonde.net.Resolver;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host as typed, turned into an address.
 *
 * @param canonicalName as the resolver calls it
 * @param literal whether it was typed as an address
 * @param addresses at least one, in the resolver's order
 * @param zone device behind the percent sign; empty: none
 * @param scope interface index of the zone; 0: none
 */
public record Target(
    String canonicalName, boolean literal, List<IpAddress> addresses, String zone, int scope) {

  /**
   * Looks a host up.
   *
   * @throws IOException with the resolver's words, or naming the zone that is no device
   */
  public static Target of(
      String host, @Nullable IpFamily family, Resolver resolver, Interfaces interfaces)
      throws IOException {
    HostArgument argument = HostArgument.parse(host);
    IpAddress address = argument.address();
    if (address == null) {
      Resolver.Resolved resolved = resolver.resolve(argument.name(), family);
      return new Target(resolved.canonicalName(), false, resolved.addresses(), "", 0);
    }
    if (family != null && address.family() != family) {
      throw new IOException(host + ": Address family for hostname not supported");
    }
    int scope = scope(host, argument.zone(), interfaces);
    String name = scope == 0 ? "" : interfaces.nameOf(scope);
    return new Target(host, true, List.of(address), name.isEmpty() ? argument.zone() : name, scope);
  }

  private static int scope(String host, String zone, Interfaces interfaces) throws IOException {
    if (zone.isEmpty()) {
      return 0;
    }
    int index = interfaces.indexOf(zone);
    if (index == 0 && zone.chars().allMatch(c -> c >= '0' && c <= '9')) {
      index = zone.length() < 10 ? Integer.parseInt(zone) : 0;
    }
    if (index == 0) {
      throw new IOException(host + ": no device is called " + zone);
    }
    return index;
  }

  /** The first address. */
  public IpAddress address() {
    return addresses.get(0);
  }
}
