// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.IcmpErrorText;
import io.sonde.ping.event.IcmpError;
import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;

/** The text of an ICMP message about a probe. */
final class ErrorText {
  private ErrorText() {}

  static String of(IcmpError error, AddressText addresses) {
    boolean points =
        error.type
            == (error.family == IpFamily.IPV4
                ? IcmpType.PARAMETER_PROBLEM
                : Icmpv6Type.PARAMETER_PROBLEM);
    long detail = points ? Math.max(0, error.pointer) : error.mtu;
    boolean redirected = (error.gatewayHigh | error.gatewayLow) != 0;
    String gateway = redirected ? addresses.beside(error.gatewayHigh, error.gatewayLow) : "";
    return IcmpErrorText.of(error.family, error.type, error.code, detail, gateway);
  }
}
