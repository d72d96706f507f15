// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.cli.SafeText;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.event.Started;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;

/** The lines before the first answer. */
final class HeaderText {
  private HeaderText() {}

  /** The destination as the run's first and last lines call it. */
  static String nameOf(Started started) {
    boolean canonical =
        !started.literal()
            && started.address().family() == IpFamily.IPV4
            && !started.canonicalName().isEmpty();
    return SafeText.of(canonical ? started.canonicalName() : started.config().destination().host());
  }

  /** {@code PATTERN: 0xff00}. */
  static void appendPattern(StringBuilder out, Octets pattern) {
    out.append("PATTERN: 0x").append(pattern);
  }

  /** {@code PING …} up to {@code … data bytes} or {@code … bytes of data.}. */
  static void append(StringBuilder out, Started started, AddressText addresses) {
    IpAddress address = started.address();
    boolean v4 = address.family() == IpFamily.IPV4;
    out.append("PING ").append(nameOf(started)).append(v4 ? " (" : "(");
    out.append(v4 ? addresses.numeric(address) : addresses.of(address)).append(") ");
    if (started.flowLabel() > 0) {
      String hex = Integer.toHexString(started.flowLabel());
      out.append(", flow 0x").append("00000", 0, 5 - hex.length()).append(hex).append(", ");
    }
    IpAddress source = started.source();
    if (source != null && (started.sourceShown() || !started.device().isEmpty())) {
      out.append("from ").append(v4 ? addresses.numeric(source) : addresses.of(source));
      out.append(' ').append(SafeText.of(started.device())).append(": ");
    }
    Kinds kinds = started.config().kinds();
    if (!kinds.isIcmp()) {
      out.append(kinds.isComparison() ? "compares " : "");
      String comma = "";
      for (ProbeKind kind : kinds.list()) {
        out.append(comma).append(kind);
        comma = ", ";
      }
      return;
    }
    if (!kinds.first().isEcho()) {
      out.append(kinds.first()).append(" requests");
      return;
    }
    out.append(started.config().probe().size());
    if (v4) {
      out.append('(').append(started.packetLength()).append(") bytes of data.");
    } else {
      out.append(" data bytes");
    }
  }
}
