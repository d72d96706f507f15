// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

/**
 * One direction of a link. Chances are 0 … 1 and drawn for each packet from the simulation's seed;
 * times are nanoseconds. Packets keep their order but for those that {@link #reorder} holds back.
 */
public final class LinkDirection {
  /** More links than any TTL allows: ends packets in loops of routers that do not count down. */
  private static final int MOST_HOPS = 512;

  /** Packets under way at which none is doubled any more: a loop that doubles would have no end. */
  private static final int MOST_COPIES = 100_000;

  final Node from;
  final Node to;
  final int index;
  private final Simulation simulation;

  private long delay;
  private long jitter;
  private double loss;
  private double duplicate;
  private double reorder;
  private long reorderDelay;
  private double corrupt;
  private int mtu = 1500;
  private boolean blackHole;
  private boolean down;
  private long bitsPerSecond;
  private int queue = 1000;
  private long idleFrom;
  private long lastArrival;

  LinkDirection(Simulation simulation, int index, Node from, Node to, long delay) {
    this.simulation = simulation;
    this.index = index;
    this.from = from;
    this.to = to;
    this.delay = delay;
  }

  /** Time from one end to the other. */
  public LinkDirection delay(long nanos) {
    delay = notNegative("delay", nanos);
    return this;
  }

  /** Adds a delay drawn evenly from 0 to {@code nanos}. */
  public LinkDirection jitter(long nanos) {
    jitter = notNegative("jitter", nanos);
    return this;
  }

  /** Chance to vanish. */
  public LinkDirection loss(double chance) {
    loss = chance("loss", chance);
    return this;
  }

  /** Chance to arrive twice, the copy right after the packet. */
  public LinkDirection duplicate(double chance) {
    duplicate = chance("duplicate", chance);
    return this;
  }

  /** Chance to be held back by {@code nanos}, so that later packets overtake. */
  public LinkDirection reorder(double chance, long nanos) {
    reorder = chance("reorder", chance);
    reorderDelay = notNegative("reorder delay", nanos);
    return this;
  }

  /** Chance that one bit, anywhere in the packet, is flipped. */
  public LinkDirection corrupt(double chance) {
    corrupt = chance("corrupt", chance);
    return this;
  }

  /** Longest packet: 68 (RFC 791) … 65575. The node before it reports longer ones as too big. */
  public LinkDirection mtu(int octets) {
    if (octets < 68 || octets > 65_575) {
      throw new IllegalArgumentException("mtu (" + octets + ") must be 68 to 65575");
    }
    mtu = octets;
    return this;
  }

  /** Whether packets longer than the MTU vanish without a report. */
  public LinkDirection blackHole(boolean silent) {
    blackHole = silent;
    return this;
  }

  /**
   * Transmission rate and the queue before it.
   *
   * @param rate bits a second; 0: no limit
   * @param packets packets of the arriving packet's length that may wait; more are dropped
   */
  public LinkDirection rate(long rate, int packets) {
    bitsPerSecond = notNegative("rate", rate);
    queue = packets;
    return this;
  }

  /** Transmission rate in bits a second; 0: no limit. */
  public LinkDirection rate(long rate) {
    return rate(rate, queue);
  }

  /** Packets of the arriving packet's length that may wait before {@link #rate(long)}. */
  public LinkDirection queue(int packets) {
    return rate(bitsPerSecond, packets);
  }

  /** Whether the link is broken this way: no path leads over it. */
  public LinkDirection down(boolean broken) {
    down = broken;
    simulation.routes.forget();
    return this;
  }

  int mtu() {
    return mtu;
  }

  boolean isBlackHole() {
    return blackHole;
  }

  boolean isDown() {
    return down;
  }

  /** Takes a packet on its way; it is released here if it does not get through. */
  void carry(int handle) {
    simulation.watch(handle);
    if (down || simulation.store.addHop(handle) > MOST_HOPS || happens(loss)) {
      simulation.store.release(handle);
      return;
    }
    long arrival = depart(simulation.store.length(handle));
    if (arrival < 0) {
      simulation.store.release(handle);
      return;
    }
    arrival += delay + (jitter == 0 ? 0 : simulation.random.nextLong(jitter + 1));
    arrival = Math.max(arrival, lastArrival);
    if (happens(reorder)) {
      arrival += reorderDelay;
    } else {
      lastArrival = arrival;
    }
    if (happens(corrupt)) {
      flipOneBit(handle);
    }
    boolean twice = happens(duplicate) && simulation.store.live() < MOST_COPIES;
    int copy = twice ? simulation.store.copy(handle) : -1;
    simulation.arriveAt(arrival, this, handle);
    if (copy >= 0) {
      simulation.arriveAt(arrival, this, copy);
    }
  }

  /** When the last bit is on the way; −1 if the queue is full. */
  private long depart(int octets) {
    long now = simulation.now();
    if (bitsPerSecond == 0) {
      return now;
    }
    long sending = octets * 8_000_000_000L / bitsPerSecond;
    long waiting = Math.max(0, idleFrom - now);
    if (waiting > queue * sending) {
      return -1;
    }
    idleFrom = now + waiting + sending;
    return idleFrom;
  }

  private void flipOneBit(int handle) {
    int bit = simulation.random.nextInt(8 * simulation.store.length(handle));
    int at = simulation.store.start(handle) + (bit >>> 3);
    int flipped = simulation.store.octets(handle).get(at) ^ 1 << (bit & 7);
    simulation.store.octets(handle).put(at, (byte) flipped);
  }

  private boolean happens(double chance) {
    return chance > 0 && simulation.random.nextDouble() < chance;
  }

  private static double chance(String what, double chance) {
    if (!(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException(what + " (" + chance + ") must be 0 to 1");
    }
    return chance;
  }

  private static long notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " (" + value + ") must not be negative");
    }
    return value;
  }
}
