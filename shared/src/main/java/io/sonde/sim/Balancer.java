// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.sim.Router.Balance;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv6Header;
import org.jspecify.annotations.Nullable;

/**
 * How a node chooses among paths of the same length, in the order in which its links were made.
 * Without a rule it takes the first. Of fragments only addresses and protocol count, so that all of
 * a packet take one path.
 */
public final class Balancer {
  private static final int IDENTIFIER_END = 6;
  private static final int IDENTIFIER = 4;

  private final Simulation simulation;
  private @Nullable Balance by;
  private long seed;
  private int[] weights = {};

  /**
   * @param seed of the hash until another is given: routers of one network should not choose alike
   */
  Balancer(Simulation simulation, long seed) {
    this.simulation = simulation;
    this.seed = seed;
  }

  /** What the choice depends on; null: on nothing, always the first path. */
  public Balancer by(@Nullable Balance what) {
    by = what;
    return this;
  }

  /** Another seed deals the same flows otherwise. */
  public Balancer seed(long value) {
    seed = value;
    return this;
  }

  /** Shares of the paths, each at least 1; paths beyond the list have 1, an empty list is equal. */
  public Balancer weights(int... shares) {
    weights = shares.clone();
    return this;
  }

  /** Which of {@code ways} equal paths a packet takes. */
  int choose(PacketView packet, int ways) {
    if (by == null) {
      return 0;
    }
    int all = 0;
    for (int i = 0; i < ways; i++) {
      all += weight(i);
    }
    int pick =
        by == Balance.PACKET
            ? simulation.random.nextInt(all)
            : (int) Long.remainderUnsigned(hash(packet, by), all);
    int way = 0;
    while (pick >= weight(way)) {
      pick -= weight(way++);
    }
    return way;
  }

  private int weight(int way) {
    return way < weights.length ? weights[way] : 1;
  }

  private long hash(PacketView packet, Balance what) {
    long hash = seed * 31 + packet.destinationHigh;
    hash = mix(hash + packet.destinationLow);
    if (what == Balance.DESTINATION) {
      return hash;
    }
    hash = mix(hash + packet.sourceHigh);
    hash = mix(hash + packet.sourceLow);
    hash = mix(hash + ((long) packet.protocol << 32 | flow(packet, what)));
    return packet.ipv4 ? hash : mix(hash + Ipv6Header.flowLabelAt(packet.octets, packet.at));
  }

  /** What tells flows between two addresses apart, in 32 bits. */
  private static long flow(PacketView packet, Balance what) {
    boolean fragment = packet.fragmentOffset != 0 || packet.moreFragments;
    if (fragment || packet.transportLength() < 4) {
      return 0;
    }
    if (what == Balance.FLOW) {
      return Integer.toUnsignedLong(packet.octets.getInt(packet.transport));
    }
    if (packet.protocol == IpProtocol.UDP || packet.protocol == IpProtocol.TCP) {
      return Integer.toUnsignedLong(packet.octets.getInt(packet.transport));
    }
    boolean identified = packet.isIcmp() && packet.transportLength() >= IDENTIFIER_END;
    return identified ? packet.transportWord(IDENTIFIER) : 0;
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
