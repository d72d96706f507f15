// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has an address, and which link leads there: the fewest links, of several the one made first,
 * unless a statement says otherwise. Distances to a destination are computed when it is first used.
 */
final class Routes {
  private static final int UNREACHABLE = Integer.MAX_VALUE;

  /** Numbers kept in all tables of distances: 64 MiB. */
  private static final int MOST_DISTANCES = 1 << 24;

  /**
   * What is for a prefix goes to {@code next}: the owner of a prefix, or a neighbour on the way.
   */
  private record Prefix(Match match, Node next) {
    boolean holds(long high, long low) {
      return match.holds(high, low);
    }
  }

  private final Simulation simulation;
  private final AddressTable owners = new AddressTable();
  private final AddressTable broadcasts = new AddressTable();
  private final List<Prefix> prefixes = new ArrayList<>();
  private final List<List<Prefix>> overrides = new ArrayList<>();
  private int[] @Nullable [] distances = new int[0][];
  private int tables;

  Routes(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Enters a new node's addresses. */
  void own(Node node) {
    for (IpAddress address : node.addresses()) {
      if (owners.put(address.high(), address.low(), node.index) >= 0) {
        throw new IllegalArgumentException(address + " of " + node.name() + " is taken");
      }
    }
    overrides.add(new ArrayList<>());
    forget();
  }

  /** Gives a node all addresses of a prefix that nobody else has. */
  void own(Node node, IpAddress prefix, int length) {
    insert(prefixes, new Prefix(Match.prefix(prefix, length), node));
  }

  void override(Node node, IpAddress prefix, int length, Node next) {
    if (direct(node, next) == null) {
      throw new IllegalArgumentException(
          "no link from " + node.name() + " to " + next.name() + ", so no route by it");
    }
    insert(overrides.get(node.index), new Prefix(Match.prefix(prefix, length), next));
  }

  /** Takes back what {@link #override} said about exactly this prefix. */
  void forgetOverrides(Node node, IpAddress prefix, int length) {
    Match match = Match.prefix(prefix, length);
    overrides.get(node.index).removeIf(entry -> entry.match.equals(match));
  }

  /** Whether a link brings packets nearer to the host. */
  boolean leadsToHost(LinkDirection way) {
    int[] distance = distancesTo(simulation.host().index);
    return distance[way.to.index] < distance[way.from.index];
  }

  /** Whether {@code node} reaches an address by a link that leads away from the host. */
  boolean liesBeyond(Node node, long high, long low) {
    LinkDirection way = next(node, high, low, null);
    return way != null && !leadsToHost(way);
  }

  void broadcast(IpAddress address) {
    broadcasts.put(address.high(), address.low(), 1);
  }

  boolean isBroadcast(PacketView packet) {
    return packet.ipv4 && broadcasts.get(0, packet.destinationLow) >= 0;
  }

  boolean isBroadcast(long high, long low) {
    return broadcasts.get(high, low) >= 0;
  }

  /** Throws the distances away: the links have changed. */
  void forget() {
    distances = new int[0][];
  }

  /** Whether the address is one of {@code node}'s, by itself or within a prefix. */
  boolean owns(Node node, long high, long low) {
    return owner(high, low) == node.index;
  }

  /** Link on which {@code node} sends this packet; null: it knows no way. */
  @Nullable LinkDirection next(Node node, PacketView packet) {
    return next(node, packet.destinationHigh, packet.destinationLow, packet);
  }

  /** Link from {@code node} towards an address; without a packet the first of several. */
  @Nullable LinkDirection next(Node node, long high, long low, @Nullable PacketView packet) {
    LinkDirection way = known(node, high, low, packet);
    return way == null ? node.lastResort() : way;
  }

  private @Nullable LinkDirection known(
      Node node, long high, long low, @Nullable PacketView packet) {
    LinkDirection way = overridden(overrides.get(node.index), node, high, low, packet);
    if (way != null) {
      return way;
    }
    int owner = owner(high, low);
    if (owner < 0 || owner == node.index) {
      return null;
    }
    int[] distance = distancesTo(owner);
    int here = distance[node.index];
    if (here == UNREACHABLE) {
      return null;
    }
    int ways = 0;
    for (int i = 0; i < node.out.size(); i++) {
      ways += leadsCloser(node.out.get(i), distance, here) ? 1 : 0;
    }
    int chosen = choose(node, ways, packet);
    for (int i = 0; ; i++) {
      LinkDirection candidate = node.out.get(i);
      if (leadsCloser(candidate, distance, here) && chosen-- == 0) {
        return candidate;
      }
    }
  }

  private static boolean leadsCloser(LinkDirection way, int[] distance, int here) {
    return !way.isDown() && distance[way.to.index] == here - 1;
  }

  private static int choose(Node node, int ways, @Nullable PacketView packet) {
    return ways == 1 || packet == null ? 0 : node.balancer().choose(packet, ways);
  }

  private static @Nullable LinkDirection overridden(
      List<Prefix> list, Node node, long high, long low, @Nullable PacketView packet) {
    for (int first = 0; first < list.size(); first++) {
      if (list.get(first).holds(high, low)) {
        int end = first + 1;
        while (end < list.size() && sharesPrefix(list.get(end), list.get(first))) {
          end++;
        }
        return direct(node, list.get(first + choose(node, end - first, packet)).next());
      }
    }
    return null;
  }

  private static boolean sharesPrefix(Prefix one, Prefix other) {
    return one.match.equals(other.match);
  }

  private static @Nullable LinkDirection direct(Node node, Node next) {
    for (int i = 0; i < node.out.size(); i++) {
      if (node.out.get(i).to == next) {
        return node.out.get(i);
      }
    }
    return null;
  }

  private static boolean joined(Node node, Node next) {
    for (int i = 0; i < node.out.size(); i++) {
      if (node.out.get(i).to == next && !node.out.get(i).isDown()) {
        return true;
      }
    }
    return false;
  }

  private int owner(long high, long low) {
    int owner = owners.get(high, low);
    for (int i = 0; owner < 0 && i < prefixes.size(); i++) {
      if (prefixes.get(i).holds(high, low)) {
        owner = prefixes.get(i).next().index;
      }
    }
    return owner;
  }

  /** Longest prefix first; equal ones together, in the order given. */
  private static void insert(List<Prefix> list, Prefix prefix) {
    int at = 0;
    while (at < list.size() && list.get(at).match.bits() >= prefix.match.bits()) {
      at++;
    }
    for (int i = 0; i < at; i++) {
      if (sharesPrefix(list.get(i), prefix)) {
        at = i + 1;
        while (at < list.size() && sharesPrefix(list.get(at), prefix)) {
          at++;
        }
        break;
      }
    }
    list.add(at, prefix);
  }

  private int[] distancesTo(int target) {
    int size = simulation.nodes.size();
    if (distances.length != size || (long) tables * size > MOST_DISTANCES) {
      distances = new int[size][];
      tables = 0;
    }
    int[] known = distances[target];
    if (known == null) {
      known = search(target);
      tables++;
      distances[target] = known;
    }
    return known;
  }

  /** Breadth-first from the target, against the direction of the links. */
  private int[] search(int target) {
    int[] distance = new int[simulation.nodes.size()];
    Arrays.fill(distance, UNREACHABLE);
    distance[target] = 0;
    ArrayDeque<Node> open = new ArrayDeque<>();
    open.add(simulation.nodes.get(target));
    while (!open.isEmpty()) {
      Node node = open.remove();
      for (LinkDirection way : node.out) {
        Node neighbour = way.to;
        if (distance[neighbour.index] == UNREACHABLE && joined(neighbour, node)) {
          distance[neighbour.index] = distance[node.index] + 1;
          if (neighbour.forwards()) {
            open.add(neighbour);
          }
        }
      }
    }
    return distance;
  }
}
