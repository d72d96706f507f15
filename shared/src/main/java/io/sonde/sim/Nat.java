// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import org.jspecify.annotations.Nullable;

/**
 * Source translation by a router (RFC 3022, for ICMP RFC 5508): what comes from the host's side and
 * goes on away from it leaves under another address. Its router puts fragments together first.
 */
public final class Nat {
  private final Simulation simulation;
  private final Router router;
  private final @Nullable IpAddress[] sources = new IpAddress[2];
  private final PortMap[] maps = {new PortMap(), new PortMap()};
  private final Translation translation = new Translation();
  private final Quote quote = new Quote();
  private boolean restoresQuotes = true;

  Nat(Simulation simulation, Router router) {
    this.simulation = simulation;
    this.router = router;
  }

  /** The address that is seen outside; one a family. The router answers for it. */
  public Nat source(IpAddress address) {
    int family = address.family().ordinal();
    if (!address.equals(sources[family])) {
      sources[family] = address;
      if (!simulation.routes.owns(router, address.high(), address.low())) {
        simulation.routes.own(router, address, address.family().addressLength() * 8);
      }
    }
    return this;
  }

  /** Whether quotes in errors that come in are translated back too, as they should be. */
  public Nat restoresQuotes(boolean restores) {
    restoresQuotes = restores;
    return this;
  }

  private @Nullable IpAddress source(PacketView packet) {
    return sources[(packet.ipv4 ? IpFamily.IPV4 : IpFamily.IPV6).ordinal()];
  }

  private PortMap map(PacketView packet) {
    return maps[(packet.ipv4 ? IpFamily.IPV4 : IpFamily.IPV6).ordinal()];
  }

  /**
   * Translates a packet that is about to leave.
   *
   * @return false if all ports are taken and it has to be dropped
   */
  boolean leave(PacketView packet, int handle, LinkDirection way) {
    IpAddress outside = source(packet);
    if (outside == null
        || simulation.routes.leadsToHost(way)
        || simulation.routes.liesBeyond(router, packet.sourceHigh, packet.sourceLow)) {
      return true;
    }
    boolean right = packet.transportIsRight();
    if (quote.read(packet)) {
      if (translation.ofQuote(packet, quote)) {
        int port =
            map(packet)
                .outside(
                    translation.protocol(),
                    quote.destinationHigh,
                    quote.destinationLow,
                    translation.port(false));
        translation.set(false, outside.high(), outside.low(), port);
      }
      translation.of(packet);
      translation.set(true, outside.high(), outside.low(), -1);
      packet.read(simulation.store, handle);
      seal(packet, right);
      return true;
    }
    translation.of(packet);
    int inside = translation.port(true);
    int port = -1;
    if (inside >= 0) {
      port = map(packet).outside(packet.protocol, packet.sourceHigh, packet.sourceLow, inside);
      if (port < 0) {
        return false;
      }
    }
    translation.set(true, outside.high(), outside.low(), port);
    packet.read(simulation.store, handle);
    return true;
  }

  /** Translates a packet back that is for an inside address; false if it is for nobody there. */
  boolean enter(PacketView packet, int handle) {
    IpAddress outside = source(packet);
    if (outside == null
        || packet.destinationHigh != outside.high()
        || packet.destinationLow != outside.low()) {
      return false;
    }
    return quote.read(packet) ? enterError(packet, handle, outside) : enterAnswer(packet, handle);
  }

  private boolean enterAnswer(PacketView packet, int handle) {
    translation.of(packet);
    int port = translation.port(false);
    int mapping = port < 0 || asks(packet) ? -1 : map(packet).mapping(packet.protocol, port);
    if (mapping < 0) {
      return false;
    }
    PortMap map = map(packet);
    translation.set(
        false, map.insideHigh(mapping), map.insideLow(mapping), map.insidePort(mapping));
    return packet.read(simulation.store, handle);
  }

  /** Whether an ICMP message is no answer: its identifier says nothing then. */
  private static boolean asks(PacketView packet) {
    int type = packet.isIcmp() ? packet.transportOctet(0) : -1;
    return packet.isIcmp()
        && type != (packet.ipv4 ? IcmpType.ECHO_REPLY : Icmpv6Type.ECHO_REPLY)
        && !(packet.ipv4 && type == IcmpType.TIMESTAMP_REPLY);
  }

  private boolean enterError(PacketView packet, int handle, IpAddress outside) {
    if (!translation.ofQuote(packet, quote)
        || !translation.comesFrom(outside.high(), outside.low())) {
      return false;
    }
    PortMap map = map(packet);
    int mapping = map.mapping(translation.protocol(), translation.port(true));
    if (mapping < 0) {
      return false;
    }
    boolean right = packet.transportIsRight();
    if (restoresQuotes) {
      translation.set(
          true, map.insideHigh(mapping), map.insideLow(mapping), map.insidePort(mapping));
    }
    translation.of(packet);
    translation.set(false, map.insideHigh(mapping), map.insideLow(mapping), -1);
    packet.read(simulation.store, handle);
    seal(packet, right);
    return true;
  }

  /** An error's checksum covers the quote, whose own checksums have changed with it. */
  private static void seal(PacketView error, boolean wasRight) {
    if (wasRight) {
      error.sealTransport();
    }
  }
}
