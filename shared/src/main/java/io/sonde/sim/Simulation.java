// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.wire.IpAddress;
import io.sonde.wire.Ipv6Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A network whose time is a number: nodes and links made by the methods here, packets that go in at
 * the host and come out there, and a clock that its driver moves from event to event. Everything
 * may be changed while it runs ({@link #at}); the same calls with the same seed give the same
 * octets at the same times.
 */
public final class Simulation {
  /** Virtual time at the start: not 0, so that a forgotten time stands out. */
  public static final long START = 1_000_000_000L;

  /** Wall clock at the start: 2026-01-01T00:00:00Z. */
  public static final long START_OF_EPOCH = 1_767_225_600_000_000_000L;

  private static final long ACTION = 1L << 63;
  private static final long DEPARTURE = 1L << 62;

  final PacketStore store = new PacketStore();
  final SplittableRandom random;
  final Routes routes = new Routes(this);
  final List<Node> nodes = new ArrayList<>();
  final IcmpErrors errors = new IcmpErrors(this);
  final Responder responder = new Responder(this);
  final Reassembly reassembly = new Reassembly(this);
  final Fragmentation fragmentation = new Fragmentation(this);

  private final EventHeap events = new EventHeap();
  private final PacketView view = new PacketView();
  private final List<LinkDirection> directions = new ArrayList<>();
  private final Map<String, Node> named = new HashMap<>();
  private final List<Runnable> actions = new ArrayList<>();
  private final Host host;
  private final LinkDirection loopback;
  private Attachment watcher = (time, octets, offset, length) -> {};
  private long now = START;

  /**
   * A network of one node.
   *
   * @param seed of all chances
   * @param hostAddresses addresses of the node that the driver speaks through
   */
  public Simulation(long seed, IpAddress... hostAddresses) {
    this(seed, "host", List.of(hostAddresses));
  }

  /** A network of one node that has a name. */
  public Simulation(long seed, String hostName, List<IpAddress> hostAddresses) {
    random = new SplittableRandom(seed);
    host = new Host(this, 0, hostName, hostAddresses);
    add(host);
    loopback = new LinkDirection(this, 0, host, host, 0).mtu(65_536 - 1);
    directions.add(loopback);
  }

  /** The node that the driver speaks through. */
  public Host host() {
    return host;
  }

  /** The node of that name; null if there is none. Of several the one made first. */
  public @Nullable Node node(String name) {
    return named.get(name);
  }

  /** Adds a router. */
  public Router router(String name, IpAddress... addresses) {
    return add(new Router(this, nodes.size(), name, List.of(addresses)));
  }

  /** Adds a node that answers and forwards nothing. */
  public Server server(String name, IpAddress... addresses) {
    return add(new Server(this, nodes.size(), name, List.of(addresses)));
  }

  /** Joins two nodes; {@code delay} is nanoseconds one way. */
  public Link link(Node one, Node other, long delay) {
    LinkDirection there = new LinkDirection(this, directions.size(), one, other, delay);
    directions.add(there);
    LinkDirection back = new LinkDirection(this, directions.size(), other, one, delay);
    directions.add(back);
    one.out.add(there);
    other.out.add(back);
    routes.forget();
    return new Link(there, back);
  }

  /**
   * Makes {@code node} send what is for a prefix to its neighbour {@code next}, whatever the
   * shortest path is; loops are possible. Several neighbours for one prefix share by {@link
   * Router#balance}; of several prefixes the longest counts.
   */
  public void route(Node node, IpAddress prefix, int prefixLength, Node next) {
    routes.override(node, prefix, prefixLength, next);
  }

  /** As {@link #route}, instead of what was said about this prefix at this node before. */
  public void reroute(Node node, IpAddress prefix, int prefixLength, Node next) {
    routes.forgetOverrides(node, prefix, prefixLength);
    routes.override(node, prefix, prefixLength, next);
  }

  /** Does something when the clock gets to {@code time}, after what was already due then. */
  public void at(long time, Runnable action) {
    if (time < now) {
      throw new IllegalArgumentException("time " + time + " is over: it is " + now);
    }
    actions.add(action);
    events.add(time, ACTION | (actions.size() - 1));
  }

  /** Shows every packet to {@code all} as it enters a link, before the link does anything to it. */
  public void watch(Attachment all) {
    watcher = all;
  }

  /** Virtual nanoseconds. */
  public long now() {
    return now;
  }

  /** True wall clock of the network's nodes: nanoseconds since 1970. */
  public long epochNanos() {
    return START_OF_EPOCH + now - START;
  }

  /** Makes an IPv4 address the broadcast address of every link. */
  public void broadcast(IpAddress address) {
    routes.broadcast(address);
  }

  /** Time of the next event; {@link Long#MAX_VALUE} if nothing is under way. */
  public long nextTime() {
    return events.nextTime();
  }

  /** Lets everything happen that is due until {@code time}, and sets the clock to it. */
  public void runUntil(long time) {
    while (events.nextTime() <= time) {
      step();
    }
    now = Math.max(now, time);
  }

  /**
   * Sends a packet from the host, now. What is not a well-formed IP packet vanishes.
   *
   * @param octets big-endian buffer that holds it
   * @return whether there was a way for it
   */
  public boolean send(ByteBuffer octets, int offset, int length) {
    if (length < 1 || length > 65_575) {
      return false;
    }
    return send(store.take(octets, offset, length));
  }

  private boolean send(int handle) {
    if (!view.read(store, handle)) {
      store.release(handle);
      return false;
    }
    return depart(host, view, handle);
  }

  /** Sends a well-formed packet of the store from the host, by the way towards an address. */
  void send(int handle, long high, long low) {
    view.read(store, handle);
    boolean redirected = high != view.destinationHigh || low != view.destinationLow;
    LinkDirection way = redirected ? routes.next(host, high, low, view) : null;
    if (way == null) {
      depart(host, view, handle);
    } else {
      way.carry(handle);
    }
  }

  /** Packets under way: 0 when everything has been delivered or dropped. */
  public int packetsUnderWay() {
    return store.live();
  }

  private void step() {
    long time = events.nextTime();
    now = Math.max(now, time);
    long event = events.take();
    if (event < 0) {
      actions.get((int) event).run();
      return;
    }
    int handle = (int) event;
    int index = (int) (event >>> 32);
    if ((event & DEPARTURE) != 0) {
      view.read(store, handle);
      depart(nodes.get(index & 0x3fffffff), view, handle);
    } else if (view.read(store, handle)) {
      directions.get(index).to.arrive(view, handle);
    } else {
      store.release(handle);
    }
  }

  /** Whether a node keeps what is for this address: its own, or loopback. */
  boolean isLocal(Node node, long high, long low) {
    boolean loopback =
        high == 0 && (low == 1 || low >>> 24 == (IpAddress.MAPPED | 127L << 24) >>> 24);
    return loopback || routes.owns(node, high, low);
  }

  /**
   * Sends a packet on its way from a node that made it; longer than a link, it goes in fragments.
   */
  boolean depart(Node node, PacketView packet, int handle) {
    if (node == host && isLocal(host, packet.destinationHigh, packet.destinationLow)) {
      loopback.carry(handle);
      return true;
    }
    if (packet.destinationIsMulticast() || routes.isBroadcast(packet)) {
      toNeighbours(node, handle);
      return true;
    }
    LinkDirection way = routes.next(node, packet);
    if (way == null) {
      store.release(handle);
      return false;
    }
    if (node == host) {
      way.carry(handle); // its driver has divided what had to be
    } else {
      divide(node, packet, handle, way);
    }
    return true;
  }

  private void divide(Node node, PacketView packet, int handle, LinkDirection way) {
    if (packet.ipv4 && packet.length > way.mtu() && !packet.dontFragment) {
      fragmentation.carryIpv4(way, packet, handle);
      return;
    }
    boolean long6 = !packet.ipv4 && packet.length > Ipv6Header.LEAST_MTU;
    int mtu = long6 ? fragmentation.pathMtu(node, way, packet) : packet.length;
    if (packet.length > mtu) {
      fragmentation.carryIpv6(way, packet, handle, mtu);
    } else {
      way.carry(handle);
    }
  }

  /** Sends a packet of the store that {@code node} made. */
  void departFrom(Node node, int handle) {
    view.read(store, handle);
    depart(node, view, handle);
  }

  private void toNeighbours(Node node, int handle) {
    for (int i = 0; i < node.out.size(); i++) {
      node.out.get(i).carry(store.copy(handle));
    }
    store.release(handle);
  }

  /** Lets {@code node} send a well-formed packet after {@code delay} nanoseconds. */
  void departAfter(long delay, Node node, int handle) {
    events.add(now + delay, DEPARTURE | (long) node.index << 32 | handle);
  }

  void arriveAt(long time, LinkDirection way, int handle) {
    events.add(time, (long) way.index << 32 | handle);
  }

  void watch(int handle) {
    watcher.packet(now, store.octets(handle), store.start(handle), store.length(handle));
  }

  private <T extends Node> T add(T node) {
    nodes.add(node);
    named.putIfAbsent(node.name(), node);
    routes.own(node);
    return node;
  }
}
