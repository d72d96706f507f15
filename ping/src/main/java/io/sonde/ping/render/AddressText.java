// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.SafeText;
import io.sonde.net.HostNames;
import io.sonde.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/** Addresses as ping shows them, the last one kept: replies come from the same host mostly. */
final class AddressText {
  private final @Nullable HostNames names;
  private final String zone;
  private @Nullable IpAddress address;
  private String text = "";
  private String textZone = "";
  private @Nullable String name;

  /**
   * Shows names where there are any.
   *
   * @param names null: addresses only
   * @param zone device that link-local addresses are meant on; empty: none
   */
  AddressText(@Nullable HostNames names, String zone) {
    this.names = names;
    this.zone = zone;
  }

  /** {@code 192.0.2.1}, {@code fe80::1%eth0}. */
  String numeric(IpAddress shown) {
    return numeric(shown, zone);
  }

  private static String numeric(IpAddress shown, String zone) {
    return zone.isEmpty() || !shown.needsScope() ? shown.toString() : shown + "%" + zone;
  }

  /** {@code host.example (192.0.2.1)}, without a name the address alone. */
  String of(IpAddress shown) {
    return of(shown.high(), shown.low(), "");
  }

  /** As {@link #of(IpAddress)}, without disturbing the address kept. */
  String beside(long high, long low) {
    IpAddress shown = IpAddress.ofColumns(high, low);
    String found = names == null ? null : names.nameOf(shown);
    return found == null ? numeric(shown) : SafeText.of(found) + " (" + numeric(shown) + ")";
  }

  /**
   * As {@link #of(IpAddress)}, for an address in two columns of a batch.
   *
   * @param heardOn device, if the address is a link-local one; empty: the zone of this run
   */
  String of(long high, long low, String heardOn) {
    String device = heardOn.isEmpty() ? zone : heardOn;
    IpAddress known = address;
    if (known == null || known.high() != high || known.low() != low || !device.equals(textZone)) {
      known = IpAddress.ofColumns(high, low);
      address = known;
      name = null;
      textZone = device;
      text = numeric(known, device);
    }
    if (names != null && name == null) {
      name = names.nameOf(known);
      if (name != null) {
        text = SafeText.of(name) + " (" + numeric(known, device) + ")";
      }
    }
    return text;
  }
}
