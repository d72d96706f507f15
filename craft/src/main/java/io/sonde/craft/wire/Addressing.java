// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.layer.Draft;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.LayerValues;
import io.sonde.craft.layer.Origin;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.spec.LayerSpecs;
import io.sonde.net.Device;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What packets take from the host that sends them: source addresses by the routes to their
 * destinations, link addresses of interface and next hop. Knows of layers only what their keys say:
 * {@code src dst} of the outermost IP layer, {@code src dst} of Ethernet, those of ARP.
 */
public final class Addressing {
  private static final Set<String> DISCOVERY = Set.of("ns", "na", "rs", "ra", "redirect");

  private static final LayerSpec ETHERNET = Objects.requireNonNull(LayerSpecs.named("eth"));

  /** What no device takes without a link header in front. */
  private static final Set<String> FRAMED = Set.of("vlan", "arp", "mpls");

  private final Ways ways;
  private @Nullable Draft draft;
  private @Nullable LayerValues ip;
  private int layer;
  private boolean ipv4;
  private boolean asksSource;
  private boolean asksNextHop;
  private boolean isFrame;
  private @Nullable IpAddress settled;

  /** Addressing by the ways of a run. */
  public Addressing(Ways ways) {
    this.ways = ways;
  }

  /** Puts Ethernet in front of what only a frame can carry. */
  public static void frame(List<PacketPattern> patterns) {
    for (PacketPattern pattern : patterns) {
      Draft draft = pattern.draft();
      if (FRAMED.contains(draft.layer(0).spec().name())) {
        draft.layers().add(0, new LayerValues(ETHERNET));
        draft.layer(1).spec().complete(draft, 1);
      }
    }
  }

  /**
   * Fills in what is known before a packet is built: where its destination is said.
   *
   * @throws UnsendableException if there is no way to it
   */
  public void before(Draft next, Origin origin) throws IOException {
    if (next != draft) {
      look(next, origin);
    }
    LayerValues values = ip;
    if (values != null && (asksSource || asksNextHop)) {
      Field field = destination(values);
      if (field != null && values.state(field) == LayerValues.State.SET) {
        settle(address(values.high(field), values.low(field)), origin);
      }
    }
  }

  /**
   * Fills in what the built packet shows: a destination that nobody said.
   *
   * @return whether the packet has to be built again
   */
  public boolean after(PacketLayout packet) throws IOException {
    if (ip == null || !asksSource && !asksNextHop || layer >= packet.count) {
      return false;
    }
    int at = packet.start[layer];
    IpAddress destination =
        ipv4
            ? IpAddress.ofIpv4(packet.i32(at + 16))
            : new IpAddress(IpFamily.IPV6, packet.i64(at + 24), packet.i64(at + 32));
    if (destination.equals(settled)) {
      return false;
    }
    settle(destination, packet.origin);
    return true;
  }

  private IpAddress address(long high, long low) {
    return ipv4 ? IpAddress.ofIpv4((int) low) : new IpAddress(IpFamily.IPV6, high, low);
  }

  private static @Nullable Field destination(LayerValues values) {
    return values.spec().field("dst");
  }

  private void look(Draft next, Origin origin) throws IOException {
    draft = next;
    ip = null;
    settled = null;
    asksSource = false;
    isFrame = next.layer(0).spec().isLink();
    asksNextHop = next.layer(0).spec().name().equals("eth") && isAuto(next.layer(0), "dst");
    boolean finds = false;
    for (layer = 0; layer < next.size() && ip == null; layer++) {
      LayerValues values = next.layer(layer);
      String name = values.spec().name();
      if (name.equals("ip") || name.equals("ip6")) {
        ip = values;
        ipv4 = name.equals("ip");
        asksSource = isAuto(values, "src");
        break;
      }
      finds |= name.equals("arp");
    }
    for (LayerValues values : next.layers()) {
      // their options may name the link address of the sender
      asksSource |= DISCOVERY.contains(values.spec().name());
    }
    boolean known = ip != null || finds || next.layer(0).spec().isData();
    if (asksNextHop && !known) {
      throw new UnsendableException("eth.dst: nothing tells who is to receive the frame; say dst=");
    }
    if (isFrame) {
      fromDevice(next, origin);
    }
  }

  private static boolean isAuto(LayerValues values, String key) {
    Field field = values.spec().field(key);
    return field != null && values.state(field) == LayerValues.State.AUTO;
  }

  /** What the device gives that the frames leave by, whatever is in them. */
  private void fromDevice(Draft next, Origin origin) throws IOException {
    Device device = ways.asked().isEmpty() ? null : ways.named(ways.asked());
    if (device != null) {
      origin.hardware = LinkAddresses.of(device.hardwareAddress());
      origin.ipv4 = Ways.source(device, IpFamily.IPV4).ipv4Bits() & 0xffffffffL;
      for (LayerValues values : next.layers()) {
        Field asked = values.spec().name().equals("arp") ? values.spec().field("pdst") : null;
        if (asked != null && values.state(asked) == LayerValues.State.SET) {
          IpAddress target = IpAddress.ofIpv4((int) values.low(asked));
          origin.ipv4 = ways.toward(target).source().ipv4Bits() & 0xffffffffL;
        }
      }
    }
  }

  private void settle(IpAddress destination, Origin origin) throws IOException {
    if (destination.equals(settled)) {
      return;
    }
    settled = null;
    Way way = ways.toward(destination);
    origin.hardware = way.hardware();
    origin.nextHop = asksNextHop ? ways.linkAddress(way) : 0;
    if (destination.family() == IpFamily.IPV4) {
      origin.ipv4 = way.source().ipv4Bits() & 0xffffffffL;
    } else {
      origin.ipv6High = way.source().high();
      origin.ipv6Low = way.source().low();
    }
    settled = destination;
  }
}
