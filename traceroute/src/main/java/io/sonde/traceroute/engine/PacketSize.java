// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.engine;

import io.sonde.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * How long the packets of a trace are: as asked for, or, when the path's MTU is sought, what host
 * and routers have let pass so far. Octets with the IP header.
 */
final class PacketSize {
  /** RFC 791 and RFC 8200: what every link carries. */
  private static final int LEAST_IPV4 = 68;

  private static final int LEAST_IPV6 = 1280;

  /** MTUs that links have, RFC 1191 section 7.1. */
  private static final int[] PLATEAUS = {
    65_535, 32_000, 17_914, 8166, 4352, 2002, 1492, 1006, 508, 296, 68
  };

  private final int floor;
  private final boolean ipv4;
  private int octets;
  private boolean changed;
  private int announced;
  private int reducedAt;
  private @Nullable IpAddress reducedBy;

  PacketSize(int octets, int shortest, boolean ipv4) {
    this.octets = octets;
    this.ipv4 = ipv4;
    floor = Math.max(shortest, ipv4 ? LEAST_IPV4 : LEAST_IPV6);
    announced = octets;
  }

  /** Size of the next packet. */
  int octets() {
    return octets;
  }

  /** Size that every path carries. */
  int floor() {
    return Math.min(floor, octets);
  }

  /** A send has failed, and the host is about to say why. */
  void askHost() {
    changed = false;
  }

  /** The host sends nothing longer. */
  void host(int mtu) {
    changed = mtu < octets;
    if (changed) {
      octets = Math.max(mtu, floor);
    }
  }

  /** Whether what the host said made the packets shorter. */
  boolean isChanged() {
    return changed;
  }

  /**
   * A router would not forward a packet.
   *
   * @param sent its size
   * @param named what would have fitted; 0: it does not say
   * @return whether shorter packets are worth trying
   */
  boolean router(int sent, int named, int ttl, IpAddress by) {
    if (sent > octets) {
      return true; // it is shorter by now
    }
    int next = named > 0 && named < sent ? named : plateauBelow(sent);
    if (next < floor || next >= sent) {
      return false;
    }
    set(next, ttl, by);
    return true;
  }

  /** Packets longer than this vanish. */
  void found(int size, int ttl) {
    set(size, ttl, null);
  }

  private void set(int size, int ttl, @Nullable IpAddress by) {
    octets = size;
    reducedAt = ttl;
    reducedBy = by;
  }

  private int plateauBelow(int sent) {
    for (int plateau : PLATEAUS) {
      if (plateau < sent) {
        return ipv4 ? plateau : Math.max(plateau, LEAST_IPV6);
      }
    }
    return 0;
  }

  /**
   * The size to show with an answer: that of its packet, the first time that it is another.
   *
   * @return 0: nothing is to be shown
   */
  int announce(int sent) {
    if (sent == announced) {
      return 0;
    }
    announced = sent;
    return sent;
  }

  /** TTL at which packets had to become shorter; 0: nowhere. */
  int reducedAt() {
    return reducedAt;
  }

  /** Who said so; null: nobody. */
  @Nullable IpAddress reducedBy() {
    return reducedBy;
  }
}
