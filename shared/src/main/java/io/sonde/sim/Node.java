// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something with addresses that links end at. */
public abstract class Node {
  final Simulation simulation;
  final int index;
  final List<LinkDirection> out = new ArrayList<>();
  private final Balancer balancer;
  private final String name;
  private final List<IpAddress> addresses;

  Node(Simulation simulation, int index, String name, List<IpAddress> addresses) {
    this.simulation = simulation;
    this.index = index;
    this.name = name;
    this.addresses = List.copyOf(addresses);
    balancer = new Balancer(simulation, index);
  }

  /** Name in messages and drawings. */
  public String name() {
    return name;
  }

  /** Own addresses, in the order given. */
  public List<IpAddress> addresses() {
    return addresses;
  }

  /** How it chooses among paths of the same length. */
  public Balancer balancer() {
    return balancer;
  }

  /** First own address of a family; null if there is none. */
  @Nullable IpAddress address(IpFamily family) {
    for (int i = 0; i < addresses.size(); i++) {
      if (addresses.get(i).family() == family) {
        return addresses.get(i);
      }
    }
    return null;
  }

  /** How its ICMP errors look. */
  abstract ErrorStyle errorStyle();

  /** Address that this node's own ICMP errors come from; null: it has none and stays silent. */
  @Nullable IpAddress errorSource(IpFamily family) {
    return address(family);
  }

  /** Link for what it knows no way to; null: there is none. */
  @Nullable LinkDirection lastResort() {
    return null;
  }

  /** Whether paths may lead through this node. */
  boolean forwards() {
    return false;
  }

  /** Initial TTL or hop limit of what this node sends itself. */
  int initialHopLimit() {
    return 64;
  }

  /**
   * Takes a packet that arrived and is well-formed.
   *
   * @param packet laid over it
   * @param handle the packet; this method must pass it on or release it
   */
  abstract void arrive(PacketView packet, int handle);
}
