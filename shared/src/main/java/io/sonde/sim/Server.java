// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A node that answers and forwards nothing: echo is on and every port closed unless said here. */
public final class Server extends Node {
  private static final long FIRST_QUERY = 1_000_000_000L;

  private final ErrorStyle style = new ErrorStyle();
  private final Services services = new Services();
  private final List<Match> prefixes = new ArrayList<>();
  private int initialHopLimit = 64;

  Server(Simulation simulation, int index, String name, List<IpAddress> addresses) {
    super(simulation, index, name, addresses);
  }

  /**
   * Answers for every address of a prefix that is nobody's own. Of several servers with one prefix
   * the first is found by the shortest path, the others by routes that lead to them.
   */
  public Server prefix(IpAddress address, int length) {
    prefixes.add(Match.prefix(address, length));
    simulation.routes.own(this, address, length);
    return this;
  }

  /** Whether echo requests are answered. */
  public Server echo(boolean on) {
    services.echo = on;
    return this;
  }

  /** Whether ICMP timestamp requests are answered. */
  public Server timestamp(boolean on) {
    services.timestamp = on;
    return this;
  }

  /** How far this server's clock is ahead, for timestamp replies. */
  public Server clockOffset(long millis) {
    services.clockOffsetMillis = millis;
    return this;
  }

  /** Ports whose SYN is answered by SYN-ACK, instead of those said before. */
  public Server tcpOpen(int... ports) {
    services.tcpOpen.clear();
    for (int port : ports) {
      services.tcpOpen.set(port);
    }
    return this;
  }

  /** Ports that send every datagram's data back, instead of those said before. */
  public Server udpOpen(int... ports) {
    services.udpOpen.clear();
    for (int port : ports) {
      services.udpOpen.set(port);
    }
    return this;
  }

  /** Whether closed ports and unknown protocols swallow packets instead of refusing them. */
  public Server filtered(boolean silent) {
    services.closedSilent = silent;
    return this;
  }

  /** Answers everything by time exceeded, as a target behind a broken translation does. */
  public Server answersTimeExceeded(boolean on) {
    services.timeExceededInstead = on;
    return this;
  }

  /**
   * Makes it the IGMP querier of its links, from a moment after now on.
   *
   * @param version of IGMP, 1 … 3; 0: no querier
   * @param intervalSeconds between general queries, 1 … 127
   */
  public Server querier(int version, int intervalSeconds) {
    Querier fresh = version == 0 ? null : new Querier(simulation, this, version, intervalSeconds);
    services.querier = fresh;
    if (fresh != null) {
      fresh.start(FIRST_QUERY);
    }
    return this;
  }

  boolean isQuerier(Querier one) {
    return services.querier == one;
  }

  /** Initial TTL or hop limit of all it sends, 1 … 255. */
  public Server ttl(int initial) {
    initialHopLimit = initial;
    return this;
  }

  /** Changes how its ICMP errors look and when they are left out. */
  public Server errors(Consumer<ErrorStyle> change) {
    change.accept(style);
    return this;
  }

  /** Adds something wrong with its replies, after the faults added before. */
  public Server fault(Fault fault) {
    services.faults.add(fault);
    return this;
  }

  /** Takes all faults away. */
  public Server healthy() {
    services.faults.clear();
    return this;
  }

  @Override
  int initialHopLimit() {
    return initialHopLimit;
  }

  @Override
  ErrorStyle errorStyle() {
    return style;
  }

  @Override
  void arrive(PacketView packet, int handle) {
    if (isOwn(packet.destinationHigh, packet.destinationLow)
        || packet.destinationIsMulticast()
        || simulation.routes.isBroadcast(packet)) {
      simulation.responder.answer(this, services, packet, handle);
    } else {
      simulation.store.release(handle);
    }
  }

  private boolean isOwn(long high, long low) {
    for (int i = 0; i < prefixes.size(); i++) {
      if (prefixes.get(i).holds(high, low)) {
        return true;
      }
    }
    return simulation.routes.owns(this, high, low);
  }
}
