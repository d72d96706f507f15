// SPDX-License-Identifier: Apache-2.0
package io.sonde.probe;

import io.sonde.wire.Derived;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Ipv4Option;
import io.sonde.wire.Ipv6Header;
import io.sonde.wire.Ipv6RoutingHeader;
import io.sonde.wire.PseudoHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network layer that all probes of a trace share.
 *
 * @param source address the packets name
 * @param destination where they end
 * @param firstHop destination of the header: with a source route its first gateway
 * @param trafficClass TOS or traffic class, 0 … 255
 * @param flowLabel IPv6 flow label, 0 … 0xfffff
 * @param dontFragment DF of IPv4
 * @param options IPv4 header options
 * @param routing IPv6 routing header; null: none
 */
public record ProbeHeader(
    IpAddress source,
    IpAddress destination,
    IpAddress firstHop,
    int trafficClass,
    int flowLabel,
    boolean dontFragment,
    List<Ipv4Option> options,
    @Nullable Ipv6RoutingHeader routing) {

  /** Keeps a copy of the list. */
  public ProbeHeader {
    options = List.copyOf(options);
  }

  /** IPv4 or IPv6. */
  public IpFamily family() {
    return destination.family();
  }

  /** Octets in front of the transport header. */
  public int length() {
    if (family() == IpFamily.IPV4) {
      return ipv4().length();
    }
    return Ipv6Header.LENGTH + (routing == null ? 0 : routing.length());
  }

  /** What a transport checksum covers of this layer. */
  PseudoHeader pseudoHeader(int protocol) {
    return new PseudoHeader(source, destination, protocol);
  }

  /** Writes the headers in front of {@code octets} of {@code protocol}; TTL 0 and no number. */
  void emit(ByteBuffer out, int protocol, int octets) {
    if (family() == IpFamily.IPV4) {
      ipv4().emit(out, protocol, octets, Derived.ALL);
      return;
    }
    Ipv6Header header = new Ipv6Header(trafficClass, flowLabel, 0, source, firstHop);
    if (routing == null) {
      header.emit(out, protocol, octets, Derived.ALL);
    } else {
      header.emit(out, IpProtocol.ROUTING, routing.length() + octets, Derived.ALL);
      routing.emit(out, protocol, Derived.ALL);
    }
  }

  private Ipv4Header ipv4() {
    return Ipv4Header.builder(source, firstHop)
        .typeOfService(trafficClass)
        .dontFragment(dontFragment)
        .timeToLive(0)
        .options(options)
        .build();
  }

  /** Whether a quoted destination is one that a probe has on its way: a gateway or the end. */
  boolean goesTo(long high, long low) {
    return is(destination, high, low)
        || is(firstHop, high, low)
        || options.stream().anyMatch(option -> passes(option, high, low))
        || (routing != null
            && routing.data() instanceof Ipv6RoutingHeader.Addresses data
            && data.addresses().stream().anyMatch(address -> is(address, high, low)));
  }

  private static boolean passes(Ipv4Option option, long high, long low) {
    return option instanceof Ipv4Option.Route route
        && route.addresses().stream().anyMatch(address -> is(address, high, low));
  }

  /** Whether the two columns are {@code address}. */
  static boolean is(IpAddress address, long high, long low) {
    return address.high() == high && address.low() == low;
  }
}
