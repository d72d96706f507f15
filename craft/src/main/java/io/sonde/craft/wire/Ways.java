// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.net.ChannelSpec;
import io.sonde.net.Device;
import io.sonde.net.LinkType;
import io.sonde.net.Network;
import io.sonde.net.Route;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.Octets;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ways to all destinations of a run, by the host's routing and neighbour tables. What was
 * learned is kept for the run.
 */
public final class Ways {
  /** So many destinations are remembered; then all are forgotten. */
  private static final int MOST = 1 << 16;

  private static final long PATIENCE = 1_000_000_000L;
  private static final long STEP = 2_000_000;
  private static final long UNKNOWN = -1;

  private final WirePorts ports;
  private final Network network;
  private final Waiting waiting;
  private final String asked;
  private final Map<IpAddress, Way> ways = new HashMap<>();
  private final Map<Integer, Map<IpAddress, Long>> linkAddresses = new HashMap<>();
  private final Map<Integer, Device> byIndex = new HashMap<>();
  private final Map<String, Device> byName = new HashMap<>();
  private final Map<IpAddress, Boolean> own = new HashMap<>();

  /** Waits, taking what arrives meanwhile. */
  @FunctionalInterface
  public interface Waiting {
    /**
     * Ends at the deadline or before.
     *
     * @param deadline on the network's monotonic clock
     */
    void until(long deadline) throws IOException;
  }

  /**
   * Ways of a host.
   *
   * @param asked device by which everything is to leave; empty: the route's
   * @throws IOException if there is no such device
   */
  public Ways(WirePorts ports, Network network, Waiting waiting, String asked) throws IOException {
    this.ports = ports;
    this.network = network;
    this.waiting = waiting;
    this.asked = asked;
    for (Device device : ports.interfaces().devices()) {
      byIndex.put(device.index(), device);
      byName.put(device.name(), device);
      for (Device.Address address : device.addresses()) {
        own.put(address.address(), true);
      }
    }
    if (!asked.isEmpty()) {
      named(asked);
    }
  }

  /** Name of the device by which everything is to leave; empty: the route's. */
  public String asked() {
    return asked;
  }

  /** Whether an address is this host's. */
  public boolean owns(IpAddress address) {
    return address.isLoopback() || own.containsKey(address);
  }

  /** Whether a way ends in this host's own lab. */
  public boolean isLab(Way way) {
    return way.linkType() == LinkType.RAW_IP && way.device().equals(ports.labDevice());
  }

  /** The device of a name. */
  public Device named(String name) throws IOException {
    Device device = byName.get(name);
    if (device == null) {
      throw new IOException(
          name
              + ": no such interface; there are "
              + String.join(" ", new TreeSet<>(byName.keySet())));
    }
    return device;
  }

  /**
   * The way to a destination.
   *
   * @throws UnsendableException if there is none
   */
  public Way toward(IpAddress destination) throws IOException {
    Way way = ways.get(destination);
    if (way == null) {
      way = find(destination);
      if (ways.size() == MOST) {
        ways.clear();
      }
      ways.put(destination, way);
    }
    return way;
  }

  private Way find(IpAddress destination) throws IOException {
    if (destination.needsScope() && asked.isEmpty()) {
      throw new UnsendableException(
          destination + ": means something on one link only; say which by -i INTERFACE");
    }
    ChannelSpec spec =
        ChannelSpec.builder(ChannelSpec.Kind.RAW_WITH_HEADER, destination.family(), 0)
            .device(asked)
            .build();
    int scope = asked.isEmpty() ? 0 : named(asked).index();
    Route route;
    try {
      route = network.route(destination, destination.needsScope() ? scope : 0, spec);
    } catch (IOException e) {
      if (asked.isEmpty()) {
        throw new UnsendableException(e.getMessage() == null ? e.toString() : e.getMessage());
      }
      return onLink(destination, named(asked));
    }
    Device device = byIndex.get(route.interfaceIndex());
    if (device == null) {
      throw new UnsendableException(destination + ": its route names no interface");
    }
    IpAddress gateway = route.gateway();
    int mtu = route.mtu() > 0 ? Math.min(route.mtu(), device.mtu()) : device.mtu();
    return new Way(
        route.source(),
        device.index(),
        device.name(),
        device.linkType(),
        mtu,
        LinkAddresses.of(device.hardwareAddress()),
        gateway == null ? destination : gateway,
        route.broadcast());
  }

  /** The way where no route leads: everybody is a neighbour on the device that was asked for. */
  private static Way onLink(IpAddress destination, Device device) {
    boolean all = destination.equals(IpAddress.ofIpv4(-1));
    return new Way(
        source(device, destination.family()),
        device.index(),
        device.name(),
        device.linkType(),
        device.mtu(),
        LinkAddresses.of(device.hardwareAddress()),
        destination,
        all);
  }

  /** A device's first address of a family; unspecified if it has none. */
  static IpAddress source(Device device, IpFamily family) {
    for (Device.Address address : device.addresses()) {
      if (address.address().family() == family) {
        return address.address();
      }
    }
    return IpAddress.any(family);
  }

  /**
   * Link address of the neighbour that takes what leaves by a way; asks for it and waits where it
   * is not known.
   *
   * @throws UnsendableException if nobody answers within a second
   */
  public long linkAddress(Way way) throws IOException {
    if (!way.asks()) {
      return way.knownLinkAddress();
    }
    Map<IpAddress, Long> known =
        linkAddresses.computeIfAbsent(way.interfaceIndex(), index -> new HashMap<>());
    Long address = known.get(way.nextHop());
    if (address == null) {
      if (known.size() == MOST) {
        known.clear();
      }
      address = ask(way);
      known.put(way.nextHop(), address);
    }
    if (address == UNKNOWN) {
      throw new UnsendableException(
          way.nextHop()
              + ": no link address on "
              + way.device()
              + "; nobody answered for a second");
    }
    return address;
  }

  private long ask(Way way) throws IOException {
    @Nullable Octets found = ports.neighbours().addressOf(way.nextHop(), way.interfaceIndex());
    if (found == null) {
      try {
        ports.neighbours().resolve(way.nextHop(), way.interfaceIndex());
      } catch (IOException e) {
        return UNKNOWN; // the host cannot ask on this device
      }
      long until = network.time().nanos() + PATIENCE;
      while (found == null && network.time().nanos() - until < 0) {
        waiting.until(network.time().nanos() + STEP);
        found = ports.neighbours().addressOf(way.nextHop(), way.interfaceIndex());
      }
    }
    long address = found == null ? 0 : LinkAddresses.of(found);
    return address == 0 ? UNKNOWN : address;
  }
}
