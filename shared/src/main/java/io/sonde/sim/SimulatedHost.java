// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.PacketBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel of the simulated host as far as a test may want to bend it: its clock, its stamps, its
 * refusals, its room. Everything may be changed between two calls and by {@link Simulation#at}.
 */
public final class SimulatedHost {
  /** The dynamic ports of Linux, net.ipv4.ip_local_port_range. */
  private static final int FIRST_PORT = 32_768;

  private static final int LAST_PORT = 60_999;

  private record Refusal(Match match, int outcome) {}

  private final Simulation simulation;
  private final List<Refusal> refusals = new ArrayList<>();
  private final AddressTable pathMtus = new AddressTable();
  private long clockOffset;
  private long receiveStampError;
  private double transmitStampLoss;
  private double receiveStampLoss;
  private long stampDelay;
  private boolean datagramIcmp = true;
  private boolean raw = true;
  private int nextIdentifier = 0x4d2;
  private int nextIdentification = 1;
  private int nextPort = FIRST_PORT;
  private int descriptors = 1000;
  private int room = Integer.MAX_VALUE;
  private long nanosPerPacket;
  private long drainedAt;

  SimulatedHost(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Sets the wall clock forward, or back; kernel stamps follow it, monotonic time does not. */
  public void stepClock(long nanos) {
    clockOffset += nanos;
  }

  /** Lets every receive stamp be wrong by so much. */
  public void receiveStampError(long nanos) {
    receiveStampError = nanos;
  }

  /** Chance that a transmit stamp never comes. */
  public void loseTransmitStamps(double chance) {
    transmitStampLoss = chance;
  }

  /** Chance that an arriving packet bears no stamp. */
  public void loseReceiveStamps(double chance) {
    receiveStampLoss = chance;
  }

  /** Lets transmit stamps come so much later than the packet left, but never after an answer. */
  public void stampDelay(long nanos) {
    stampDelay = nanos;
  }

  /** Whether ICMP datagram sockets may be opened (ping_group_range). */
  public void allowDatagramIcmp(boolean allowed) {
    datagramIcmp = allowed;
  }

  /** Whether raw sockets may be opened (CAP_NET_RAW). */
  public void allowRaw(boolean allowed) {
    raw = allowed;
  }

  /** How many connects of one channel may be under way. */
  public void descriptors(int most) {
    descriptors = most;
  }

  /** Refuses packets at send with an outcome of {@link PacketBatch}; the first that fits counts. */
  public void refuse(Match packets, int outcome) {
    refusals.add(new Refusal(packets, outcome));
  }

  /** Takes all refusals away. */
  public void refuseNothing() {
    refusals.clear();
  }

  /** Lets only so many packets wait to be sent, each of which leaves room after {@code nanos}. */
  public void sendRoom(int packets, long nanos) {
    room = packets;
    nanosPerPacket = nanos;
  }

  /** The host's wall clock now. */
  public long epochNanos() {
    return simulation.epochNanos() + clockOffset;
  }

  long stampDelay() {
    return stampDelay;
  }

  boolean allowsDatagramIcmp() {
    return datagramIcmp;
  }

  boolean allowsRaw() {
    return raw;
  }

  int takeIdentifier() {
    return nextIdentifier++ & 0xffff;
  }

  int descriptors() {
    return descriptors;
  }

  int takePort() {
    int taken = nextPort;
    nextPort = taken == LAST_PORT ? FIRST_PORT : taken + 1;
    return taken;
  }

  int takeIdentification() {
    int taken = nextIdentification;
    nextIdentification = taken == 0xffff ? 1 : taken + 1;
    return taken;
  }

  boolean stampsTransmission() {
    return !happens(transmitStampLoss);
  }

  boolean stampsArrival() {
    return !happens(receiveStampLoss);
  }

  long arrivalStamp() {
    return epochNanos() + receiveStampError;
  }

  private boolean happens(double chance) {
    return chance > 0 && simulation.random.nextDouble() < chance;
  }

  /** What to refuse a packet with; {@link PacketBatch#SENT} to let it go. */
  int refusal(PacketView packet) {
    for (int i = 0; i < refusals.size(); i++) {
      if (refusals.get(i).match().holds(packet)) {
        return refusals.get(i).outcome();
      }
    }
    return PacketBatch.SENT;
  }

  /** Takes room for one packet; 0 if there was some, else the nanoseconds until there is. */
  long takeRoom() {
    long now = simulation.now();
    long waiting = Math.max(0, drainedAt - now);
    if (nanosPerPacket > 0 && waiting > (room - 1) * nanosPerPacket) {
      return waiting - (room - 1) * nanosPerPacket;
    }
    drainedAt = now + waiting + nanosPerPacket;
    return 0;
  }

  /** Path MTU learned for a destination; {@link Integer#MAX_VALUE} if none is. */
  int pathMtu(long high, long low) {
    int known = pathMtus.get(high, low);
    return known < 0 ? Integer.MAX_VALUE : known;
  }

  /** Learns a path MTU, never below the kernel's least nor above what is known. */
  void learnPathMtu(long high, long low, int mtu, boolean ipv4) {
    int least = Math.max(mtu, ipv4 ? 552 : 1280);
    if (least < pathMtu(high, low)) {
      pathMtus.put(high, low, least);
    }
  }
}
