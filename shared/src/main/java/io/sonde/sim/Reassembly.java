// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpFamily;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Fragments at their destination, until they are a packet (RFC 791 section 3.2, RFC 8200 section
 * 4.5). What is not whole after 30 seconds, and the oldest of more than 64, is forgotten without a
 * report. Overlapping fragments end their packet, as RFC 5722 wants it of IPv6.
 */
final class Reassembly {
  private static final int MOST = 64;
  private static final long PATIENCE = 30_000_000_000L;
  private static final int LONGEST = 65_535;
  private static final int UNIT = 8;

  private static final class Partial {
    boolean ipv4;
    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int protocol;
    int identification;
    long since;

    /** Octets of all fragments at their offsets, behind room for the header. */
    final ByteBuffer octets = ByteBuffer.allocate(LONGEST);

    final BitSet units = new BitSet();
    final ByteBuffer header = ByteBuffer.allocate(LONGEST);
    int headerLength = -1;
    int nextHeaderField;
    int nextHeader;
    int total = -1;
    boolean spoilt;

    boolean belongs(PacketView packet, int id) {
      return identification == id
          && sourceLow == packet.sourceLow
          && destinationLow == packet.destinationLow
          && sourceHigh == packet.sourceHigh
          && destinationHigh == packet.destinationHigh
          && (!ipv4 || protocol == packet.protocol);
    }
  }

  private final Simulation simulation;
  private final List<Partial> partials = new ArrayList<>();

  Reassembly(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * The packet, if it is no fragment; otherwise the one that it completes, under the view now. The
   * fragment is released.
   *
   * @return −1 while fragments are missing
   */
  int take(PacketView packet, int handle) {
    if (packet.fragmentOffset == 0 && !packet.moreFragments) {
      return handle;
    }
    int whole = add(packet);
    simulation.store.release(handle);
    if (whole >= 0 && !packet.read(simulation.store, whole)) {
      simulation.store.release(whole);
      return -1;
    }
    return whole;
  }

  /** Keeps a copy of a fragment; the whole packet if it was the last one, −1 otherwise. */
  private int add(PacketView packet) {
    Partial partial = partial(packet);
    int from = packet.ipv4 ? packet.transport : packet.fragmentHeader + UNIT;
    int length = packet.at + packet.length - from;
    int end = packet.fragmentOffset + length;
    boolean odd = packet.moreFragments && (length % UNIT != 0 || length == 0);
    int first = packet.fragmentOffset / UNIT;
    int behind = (end + UNIT - 1) / UNIT;
    int taken = partial.units.nextSetBit(first);
    if (odd || end > LONGEST || (taken >= 0 && taken < behind)) {
      partial.spoilt = true;
      return -1;
    }
    partial.octets.put(packet.fragmentOffset, packet.octets, from, length);
    partial.units.set(first, behind);
    if (packet.fragmentOffset == 0) {
      keepHeader(partial, packet);
    }
    if (!packet.moreFragments) {
      partial.total = end;
    }
    boolean whole =
        !partial.spoilt
            && partial.total >= 0
            && partial.headerLength >= 0
            && partial.units.nextClearBit(0) * UNIT >= partial.total;
    return whole ? assemble(partial) : -1;
  }

  private Partial partial(PacketView packet) {
    partials.removeIf(old -> simulation.now() - old.since > PATIENCE);
    int identification =
        packet.ipv4
            ? packet.octets.getShort(packet.at + 4) & 0xffff
            : packet.octets.getInt(packet.fragmentHeader + 4);
    for (int i = 0; i < partials.size(); i++) {
      if (partials.get(i).belongs(packet, identification)) {
        return partials.get(i);
      }
    }
    if (partials.size() == MOST) {
      partials.remove(0);
    }
    Partial fresh = new Partial();
    fresh.ipv4 = packet.ipv4;
    fresh.sourceHigh = packet.sourceHigh;
    fresh.sourceLow = packet.sourceLow;
    fresh.destinationHigh = packet.destinationHigh;
    fresh.destinationLow = packet.destinationLow;
    fresh.protocol = packet.protocol;
    fresh.identification = identification;
    fresh.since = simulation.now();
    partials.add(fresh);
    return fresh;
  }

  private static void keepHeader(Partial partial, PacketView packet) {
    int end = packet.ipv4 ? packet.transport : packet.fragmentHeader;
    partial.headerLength = end - packet.at;
    partial.header.put(0, packet.octets, packet.at, partial.headerLength);
    if (!packet.ipv4) {
      partial.nextHeaderField = packet.fragmentNamedAt - packet.at;
      partial.nextHeader = packet.octets.get(packet.fragmentHeader);
    }
  }

  private int assemble(Partial partial) {
    partials.remove(partial);
    int length = partial.headerLength + partial.total;
    if (length > LONGEST + (partial.ipv4 ? 0 : Headers.length(IpFamily.IPV6))) {
      return -1;
    }
    int handle = simulation.store.take(length);
    ByteBuffer octets = simulation.store.octets(handle);
    int at = simulation.store.start(handle);
    octets.put(at, partial.header, 0, partial.headerLength);
    octets.put(at + partial.headerLength, partial.octets, 0, partial.total);
    if (partial.ipv4) {
      octets.putShort(at + 2, (short) length).putShort(at + 6, (short) 0);
      Headers.seal(octets, at);
    } else {
      octets.putShort(at + 4, (short) (length - Headers.length(IpFamily.IPV6)));
      octets.put(at + partial.nextHeaderField, (byte) partial.nextHeader);
    }
    return handle;
  }
}
