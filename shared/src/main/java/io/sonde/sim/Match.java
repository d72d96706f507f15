// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;

/**
 * Which packets a rule is about: those that every part fits.
 *
 * @param family 4 or 6; 0: both
 * @param high destination's octets 0 … 7 as far as the prefix goes
 * @param low destination's octets 8 … 15
 * @param bits leading bits of the destination that must be equal, of 128; 0: any destination
 * @param protocol IP protocol; −1: any
 * @param port destination port of UDP or TCP; −1: any
 */
public record Match(int family, long high, long low, int bits, int protocol, int port) {
  /** Every packet. */
  public static final Match ALL = new Match(0, 0, 0, 0, -1, -1);

  /** What goes to a prefix. */
  public static Match prefix(IpAddress address, int length) {
    boolean ipv4 = address.family() == IpFamily.IPV4;
    return new Match(
        ipv4 ? 4 : 6, address.high(), address.low(), ipv4 ? 96 + length : length, -1, -1);
  }

  /** Packets of a protocol. */
  public static Match protocol(int number) {
    return new Match(0, 0, 0, 0, number, -1);
  }

  /** Packets of UDP or TCP to a port. */
  public static Match port(int number, int port) {
    return new Match(0, 0, 0, 0, number, port);
  }

  /** Whether an address lies in the prefix, IPv4 being mapped. */
  boolean holds(long addressHigh, long addressLow) {
    boolean ipv4 = addressHigh == 0 && addressLow >>> 32 == 0xffff;
    return (family == 0 || (family == 4) == ipv4)
        && same(high ^ addressHigh, bits)
        && same(low ^ addressLow, bits - 64);
  }

  boolean holds(PacketView packet) {
    return holds(packet.destinationHigh, packet.destinationLow)
        && (protocol < 0 || protocol == packet.protocol)
        && (port < 0 || (hasPorts(packet) && packet.transportWord(2) == port));
  }

  private static boolean hasPorts(PacketView packet) {
    return packet.fragmentOffset == 0
        && packet.transportLength() >= 4
        && (packet.protocol == IpProtocol.UDP || packet.protocol == IpProtocol.TCP);
  }

  private static boolean same(long difference, int leading) {
    return leading <= 0 || difference >>> Math.max(0, 64 - leading) == 0;
  }
}
