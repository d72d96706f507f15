// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.render;

import io.sonde.wire.IpAddress;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv4TimestampOption;
import io.sonde.wire.Octets;
import java.util.List;

/** IPv4 options of answers, as iputils prints them below a line. */
final class OptionText {
  private static final long STANDARD = 0x7fff_ffffL;

  private final AddressText addresses;
  private List<IpAddress> lastRoute = List.of();

  OptionText(AddressText addresses) {
    this.addresses = addresses;
  }

  /**
   * Appends the options, each on lines of its own that begin with a line feed.
   *
   * @param options octets behind the fixed header; where a length lies, what stands before is shown
   */
  void append(StringBuilder out, Octets options) {
    append(out, AnswerOptions.of(options));
  }

  /** Appends options that are read already. */
  void append(StringBuilder out, List<Ipv4Option> options) {
    for (Ipv4Option option : options) {
      if (option instanceof Ipv4Option.EndOfOptions || option instanceof Ipv4Option.Unreadable) {
        return;
      }
      if (option instanceof Ipv4Option.NoOperation) {
        out.append("\nNOP");
      } else if (option instanceof Ipv4Option.Route route) {
        appendRoute(out, route);
      } else if (option instanceof Ipv4TimestampOption stamps) {
        appendStamps(out, stamps);
      } else {
        out.append("\nunknown option ").append(Integer.toHexString(option.type()));
      }
    }
  }

  private void appendRoute(StringBuilder out, Ipv4Option.Route route) {
    if (route.isSourceRoute()) {
      boolean strict = route.type() == Ipv4Option.STRICT_SOURCE_ROUTE;
      out.append(strict ? "\nSSRR: " : "\nLSRR: ");
      appendHops(out, route.addresses());
    } else if (!route.passed().isEmpty()) {
      if (route.passed().equals(lastRoute)) {
        out.append("\t(same route)");
      } else {
        lastRoute = List.copyOf(route.passed());
        out.append("\nRR: ");
        appendHops(out, lastRoute);
      }
    }
  }

  private void appendHops(StringBuilder out, List<IpAddress> hops) {
    for (IpAddress hop : hops) {
      appendAddress(out, hop);
      out.append('\n');
    }
  }

  private void appendStamps(StringBuilder out, Ipv4TimestampOption option) {
    List<Ipv4TimestampOption.Entry> entries = AnswerOptions.filled(option);
    if (entries.isEmpty()) {
      return;
    }
    out.append("\nTS: ");
    long lastStandard = 0;
    long lastOther = 0;
    for (Ipv4TimestampOption.Entry entry : entries) {
      if (entry.address() != null) {
        appendAddress(out, entry.address());
      }
      long value = entry.timestamp() & STANDARD;
      if (value != entry.timestamp()) {
        out.append('\t').append(value - lastOther);
        out.append(lastOther == 0 ? " absolute not-standard" : " not-standard");
        lastOther = value;
      } else {
        out.append('\t').append(value - lastStandard).append(lastStandard == 0 ? " absolute" : "");
        lastStandard = value;
      }
      out.append('\n');
    }
    if (option.overflow() > 0) {
      out.append("Unrecorded hops: ").append(option.overflow()).append('\n');
    }
  }

  private void appendAddress(StringBuilder out, IpAddress address) {
    out.append('\t').append(address.isUnspecified() ? "0.0.0.0" : addresses.of(address));
  }
}
