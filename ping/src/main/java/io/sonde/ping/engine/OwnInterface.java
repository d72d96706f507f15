// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import io.sonde.cli.HostArgument;
import io.sonde.net.Interfaces;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Source address and device of the user's choice.
 *
 * @param source null: none given
 * @param device empty: none given
 * @param index of the device; 0: none
 */
public record OwnInterface(@Nullable IpAddress source, String device, int index) {
  /** Whether the user chose any. */
  public boolean isGiven() {
    return source != null || !device.isEmpty();
  }

  /**
   * Reads the values of {@code -I}.
   *
   * @throws IOException if one is no device, or an address of another family
   */
  public static OwnInterface of(List<String> given, IpFamily family, Interfaces interfaces)
      throws IOException {
    IpAddress source = null;
    String device = "";
    int index = 0;
    for (String text : given) {
      HostArgument argument = HostArgument.parse(text);
      IpAddress address = argument.address();
      if (address != null) {
        if (address.family() != family) {
          throw new IOException(
              "-I "
                  + text
                  + ": not an "
                  + (family == IpFamily.IPV4 ? "IPv4" : "IPv6")
                  + " address");
        }
        source = address;
        if (!argument.zone().isEmpty() && device.isEmpty()) {
          device = argument.zone();
        }
      } else {
        device = text;
      }
      if (!device.isEmpty()) {
        index = interfaces.indexOf(device);
        if (index == 0) {
          throw new IOException("-I " + device + ": no device of this name");
        }
      }
    }
    return new OwnInterface(source, device, index);
  }
}
