// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.Device;
import io.sonde.net.Interfaces;
import io.sonde.net.LinkType;
import io.sonde.net.Network;
import io.sonde.net.NotPermittedException;
import io.sonde.net.PacketBatch;
import io.sonde.net.Route;
import io.sonde.net.TimeSource;
import io.sonde.wire.IpAddress;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpType;
import io.sonde.wire.icmp.Icmpv6Type;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ports on a {@link Simulation}, in virtual time: sending takes none, receiving moves the clock
 * to the next thing that arrives or to the deadline. Channels imitate what each real one can do,
 * after ip(7), raw(7), icmp(7) and their IPv6 counterparts.
 *
 * <p>The host's links are its devices {@code eth0}, {@code eth1}, … with index 2, 3, …; {@code lo}
 * is 1. Its own addresses and loopback are answered by the host itself.
 */
public final class SimulatedNetwork implements Network {
  /** RFC 1122 section 3.2.1.7 lets a host choose; RFC 1700 recommends this. */
  private static final int HOP_LIMIT = 64;

  private static final int LOOPBACK_INDEX = 1;
  private static final int FIRST_DEVICE_INDEX = 2;

  final Simulation simulation;
  final SimulatedHost host;
  final ArrivalQueue stamps = new ArrivalQueue();
  private final ArrivalQueue delayed = new ArrivalQueue();
  private final ArrivalQueue data = new ArrivalQueue();
  private final List<SimulatedChannel> channels = new ArrayList<>();
  private final PacketView arriving = new PacketView();
  private final Quote quote = new Quote();
  private final TimeSource clock =
      new TimeSource() {
        @Override
        public long nanos() {
          return simulation.now();
        }

        @Override
        public long epochNanos() {
          return host.epochNanos();
        }
      };
  private volatile boolean woken;
  private boolean roomAgain;
  private boolean closed;

  /** Takes over a simulation's host. */
  public SimulatedNetwork(Simulation simulation) {
    this.simulation = simulation;
    host = new SimulatedHost(simulation);
    simulation.host().attach(this::arrive);
    simulation.host().reassemble();
  }

  /** The network behind the host. */
  public Simulation simulation() {
    return simulation;
  }

  /** The host's kernel, to be bent. */
  public SimulatedHost host() {
    return host;
  }

  /** The host's devices. */
  public Interfaces interfaces() {
    return new Interfaces() {
      @Override
      public int indexOf(String name) {
        for (int i = 0; i < simulation.host().out.size(); i++) {
          if (name.equals("eth" + i)) {
            return FIRST_DEVICE_INDEX + i;
          }
        }
        return name.equals("lo") ? LOOPBACK_INDEX : 0;
      }

      @Override
      public String nameOf(int index) {
        return deviceName(index);
      }

      @Override
      public List<Device> devices() {
        return SimulatedNetwork.this.devices();
      }
    };
  }

  private List<Device> devices() {
    List<Device> devices = new ArrayList<>();
    devices.add(device(LOOPBACK_INDEX, mtu(null), LinkType.LOOPBACK, List.of()));
    for (int i = 0; i < simulation.host().out.size(); i++) {
      List<Device.Address> addresses =
          i > 0
              ? List.of()
              : simulation.host().addresses().stream()
                  .map(a -> new Device.Address(a, a.family().addressLength() * 8))
                  .toList();
      LinkDirection link = simulation.host().out.get(i);
      devices.add(device(FIRST_DEVICE_INDEX + i, link.mtu(), LinkType.RAW_IP, addresses));
    }
    return devices;
  }

  private Device device(int index, int mtu, LinkType type, List<Device.Address> addresses) {
    return new Device(deviceName(index), index, mtu, type, Octets.EMPTY, addresses, true);
  }

  private String deviceName(int index) {
    int link = index - FIRST_DEVICE_INDEX;
    if (link >= 0 && link < simulation.host().out.size()) {
      return "eth" + link;
    }
    return index == LOOPBACK_INDEX ? "lo" : "";
  }

  @Override
  public TimeSource time() {
    return clock;
  }

  @Override
  public PacketBatch batch(int slots, int octetsPerSlot) {
    return new PacketBatch(slots, octetsPerSlot);
  }

  @Override
  public Channel open(ChannelSpec spec) throws IOException {
    if (closed) {
      throw new IOException("network is closed");
    }
    if (!spec.device().isEmpty() && interfaces().indexOf(spec.device()) == 0) {
      throw new IOException("device " + spec.device() + ": there is none of that name");
    }
    switch (spec.kind()) {
      case ICMP_DATAGRAM -> {
        if (!host.allowsDatagramIcmp()) {
          throw new NotPermittedException(
              new IOException(
                  "ICMP datagram socket: not permitted; net.ipv4.ping_group_range allows groups 1 to 0"));
        }
      }
      case RAW, RAW_WITH_HEADER, RAW_RECEIVER -> {
        if (!host.allowsRaw()) {
          throw new NotPermittedException(
              new IOException("raw socket: not permitted; needs CAP_NET_RAW"));
        }
      }
      case DATAGRAM, CONNECT -> {}
      case LINK -> {
        if (!host.allowsRaw()) {
          throw new IOException("packet socket: not permitted; needs CAP_NET_RAW");
        }
        if (interfaces().indexOf(spec.device()) < FIRST_DEVICE_INDEX) {
          throw new IOException("packet socket: needs one of the devices eth0, eth1, …");
        }
      }
    }
    SimulatedChannel channel = new SimulatedChannel(this, channels.size(), spec);
    channels.add(channel);
    return channel;
  }

  @Override
  public Route route(IpAddress destination, int scope, ChannelSpec spec) throws IOException {
    boolean local = isLocal(destination.high(), destination.low());
    LinkDirection way = local ? null : way(destination.high(), destination.low());
    IpAddress own = source(destination, spec);
    if ((way == null && !local) || own == null) {
      throw new ConnectException(destination + ": Network is unreachable");
    }
    int index = way == null ? LOOPBACK_INDEX : deviceIndex(way);
    int mtu = Math.min(mtu(way), host.pathMtu(destination.high(), destination.low()));
    return new Route(
        own,
        index,
        deviceName(index),
        mtu,
        simulation.routes.isBroadcast(destination.high(), destination.low()),
        way == null ? null : gateway(way.to, destination),
        HOP_LIMIT);
  }

  private @Nullable IpAddress gateway(Node next, IpAddress destination) {
    boolean reached = simulation.routes.owns(next, destination.high(), destination.low());
    return reached || destination.isMulticast() ? null : next.address(destination.family());
  }

  /** Source address for a destination; null if the host has none of that family. */
  private @Nullable IpAddress source(IpAddress destination, ChannelSpec spec) {
    if (spec.source() != null) {
      return spec.source();
    }
    return isLocal(destination.high(), destination.low())
        ? destination
        : simulation.host().address(destination.family());
  }

  boolean isLocal(long high, long low) {
    return simulation.isLocal(simulation.host(), high, low);
  }

  /** Link towards an address that is not local; null: no route. */
  @Nullable LinkDirection way(long high, long low) {
    boolean ipv4 = high == 0 && low >>> 32 == 0xffff;
    boolean multicast = ipv4 ? (int) low >>> 28 == 0xe : high >>> 56 == 0xff;
    boolean everywhere = multicast || simulation.routes.isBroadcast(high, low);
    List<LinkDirection> links = simulation.host().out;
    if (everywhere) {
      return links.isEmpty() ? null : links.get(0);
    }
    return simulation.routes.next(simulation.host(), high, low, null);
  }

  static int mtu(@Nullable LinkDirection way) {
    return way == null ? 65_536 : way.mtu();
  }

  /** Link that a device of the host is. */
  LinkDirection link(String device) {
    return simulation.host().out.get(interfaces().indexOf(device) - FIRST_DEVICE_INDEX);
  }

  private int deviceIndex(LinkDirection way) {
    return FIRST_DEVICE_INDEX + simulation.host().out.indexOf(way);
  }

  @Override
  public int receive(PacketBatch in, long deadline) throws IOException {
    if (closed) {
      throw new IOException("network is closed");
    }
    long latest = Math.max(deadline, simulation.now());
    while (data.size() + stamps.size() == 0) {
      if (woken || roomAgain) {
        break;
      }
      long repetition = nextRepetition();
      long next = Math.min(simulation.nextTime(), repetition);
      if (next > latest || next == Long.MAX_VALUE) {
        if (latest == FOREVER) {
          throw new IllegalStateException("waits forever: nothing is under way");
        }
        simulation.runUntil(latest);
        break;
      }
      simulation.runUntil(next);
      if (repetition <= next) {
        for (int i = 0; i < channels.size(); i++) {
          channels.get(i).connects.repeat();
        }
      }
    }
    if (data.size() > 0) {
      deliverDelayed();
    }
    woken = false;
    roomAgain = false;
    in.count = drain(in);
    return in.count;
  }

  private long nextRepetition() {
    long next = Long.MAX_VALUE;
    for (int i = 0; i < channels.size(); i++) {
      next = Math.min(next, channels.get(i).connects.nextTime());
    }
    return next;
  }

  /**
   * Data first, stamps and errors after it, as the real channels read their queues; and never so
   * much data that a stamp which is there would come in a later batch.
   */
  private int drain(PacketBatch in) {
    int fill = 0;
    long wallClock = host.epochNanos();
    for (int room = in.slots - stamps.size(); data.size() > 0 && fill < room; fill++) {
      Arrival next = data.remove();
      channels.get(next.channel).taken(next.charge);
      next.fill(in, fill, simulation.store, wallClock);
    }
    for (; stamps.size() > 0 && fill < in.slots; fill++) {
      stamps.remove().fill(in, fill, simulation.store, wallClock);
    }
    return fill;
  }

  private void arrive(long time, ByteBuffer octets, int offset, int length) {
    if (!arriving.read(octets, offset, length)) {
      return;
    }
    for (int i = 0; i < channels.size(); i++) {
      channels.get(i).hearFrame(arriving);
    }
    boolean all = arriving.destinationIsMulticast() || simulation.routes.isBroadcast(arriving);
    if (!all && !isLocal(arriving.destinationHigh, arriving.destinationLow)) {
      return;
    }
    if (quote.read(arriving)) {
      learn();
    }
    for (int i = 0; i < channels.size(); i++) {
      channels.get(i).hear(arriving, quote);
    }
    if (asksForEcho()) {
      int handle = simulation.store.take(octets, offset, length);
      simulation.responder.answer(simulation.host(), Services.ROUTER, arriving, handle);
    }
  }

  private boolean asksForEcho() {
    return arriving.isIcmp()
        && arriving.transportLength() >= 8
        && arriving.transportOctet(0)
            == (arriving.ipv4 ? IcmpType.ECHO_REQUEST : Icmpv6Type.ECHO_REQUEST);
  }

  private void learn() {
    if (quote.saysTooBig() && arriving.transportIsRight()) {
      host.learnPathMtu(quote.destinationHigh, quote.destinationLow, quote.detail, arriving.ipv4);
    }
  }

  /** Notes that a packet has left; the stamp waits as long as {@link SimulatedHost#stampDelay}. */
  void stampSent(int channel, long number) {
    long delay = host.stampDelay();
    Arrival stamp = (delay == 0 ? stamps : delayed).add();
    stamp.kind = PacketBatch.TRANSMITTED;
    stamp.channel = channel;
    stamp.number = number;
    stamp.time = host.epochNanos();
    stamp.clock = PacketBatch.KERNEL;
    if (delay > 0) {
      simulation.at(simulation.now() + delay, this::deliverDelayed);
    }
  }

  private void deliverDelayed() {
    while (delayed.size() > 0) {
      Arrival from = delayed.remove();
      Arrival stamp = stamps.add();
      stamp.kind = from.kind;
      stamp.channel = from.channel;
      stamp.number = from.number;
      stamp.time = from.time;
      stamp.clock = from.clock;
    }
  }

  /** A new entry of the data queue, for a channel that has found room for it. */
  Arrival addData() {
    return data.add();
  }

  /** Ends the receive that waits when there is room to send again. */
  void waitForRoom(long nanos) {
    simulation.at(simulation.now() + nanos, () -> roomAgain = true);
  }

  int scope(PacketView packet) {
    return isLocal(packet.sourceHigh, packet.sourceLow) ? LOOPBACK_INDEX : FIRST_DEVICE_INDEX;
  }

  @Override
  public void wakeUp() {
    woken = true;
  }

  @Override
  public void close() {
    closed = true;
    for (SimulatedChannel channel : channels) {
      channel.close();
    }
  }
}
