// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import io.sonde.craft.layer.LayerSpec;
import io.sonde.wire.IpProtocol;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All layers, in the order of the catalogue, and which numbers stand for them. */
public final class LayerSpecs {
  /** What a layer carries that has no shape. */
  public static final DataSpec DATA = new DataSpec("data", "any octets", false);

  /** A whole frame without shape. */
  public static final DataSpec RAW = new DataSpec("raw", "a whole frame, any octets", false);

  /** Octets behind the length of an IP packet. */
  public static final DataSpec TRAILER =
      new DataSpec("trailer", "octets behind the length of the IP packet", true);

  /** Link type of captures whose packets begin with an IP header of either version. */
  public static final int RAW_IP_LINK = 101;

  private static final Map<String, LayerSpec> BY_NAME = new LinkedHashMap<>();
  private static final LayersByNumber BY_ETHER_TYPE = new LayersByNumber();
  private static final @Nullable LayerSpec[] BY_IP_PROTOCOL = new LayerSpec[256];
  private static final @Nullable LayerSpec[] BY_ICMP6_TYPE = new LayerSpec[256];
  private static final LayersByNumber BY_UDP_PORT = new LayersByNumber();
  private static final LayersByNumber BY_TCP_PORT = new LayersByNumber();
  private static final LayersByNumber BY_LINK_TYPE = new LayersByNumber();

  static {
    register(
        new EthSpec(),
        new VlanSpec(),
        new ArpSpec(),
        new MplsSpec(),
        CookedSpec.first(),
        CookedSpec.second(),
        new NullSpec(),
        new IpSpec(),
        new Ip6Spec(),
        OptionsHeaderSpec.hopByHop(),
        OptionsHeaderSpec.destination(),
        new RoutingSpec(),
        new FragSpec(),
        new AhSpec(),
        new EspSpec(),
        new IcmpSpec(),
        new Icmp6Spec(),
        NdSpec.solicitation(),
        NdSpec.advertisement(),
        NdSpec.routerSolicitation(),
        NdSpec.routerAdvertisement(),
        NdSpec.redirect(),
        new Mld1Spec(),
        new Mld2Spec(),
        IgmpSpec.first(),
        IgmpSpec.second(),
        new Igmp3Spec(),
        new TcpSpec(),
        new UdpSpec(),
        new UdpLiteSpec(),
        new SctpSpec(),
        new GreSpec(),
        new VxlanSpec(),
        new GeneveSpec(),
        new DnsSpec(),
        new DnsLengthSpec(),
        new DhcpSpec(),
        new NtpSpec(),
        DATA,
        RAW,
        TRAILER);
  }

  private LayerSpecs() {}

  private static void register(LayerSpec... specs) {
    for (LayerSpec spec : specs) {
      BY_NAME.put(spec.name(), spec);
      for (int type : spec.carriers().etherTypes()) {
        BY_ETHER_TYPE.add(type, spec);
      }
      if (spec.carriers().ipProtocol() >= 0
          && BY_IP_PROTOCOL[spec.carriers().ipProtocol()] == null) {
        BY_IP_PROTOCOL[spec.carriers().ipProtocol()] = spec;
      }
      for (int type : spec.carriers().icmp6Types()) {
        BY_ICMP6_TYPE[type] = spec;
      }
      for (int port : spec.carriers().udpPorts()) {
        BY_UDP_PORT.add(port, spec);
      }
      for (int port : spec.carriers().tcpPorts()) {
        BY_TCP_PORT.add(port, spec);
      }
      for (int link : spec.carriers().linkTypes()) {
        BY_LINK_TYPE.add(link, spec);
      }
    }
  }

  /** All layers. */
  public static Collection<LayerSpec> all() {
    return Collections.unmodifiableCollection(BY_NAME.values());
  }

  /** The layer of that name, or null. */
  public static @Nullable LayerSpec named(String name) {
    return BY_NAME.get(name);
  }

  /** The layer that an EtherType announces, or null. */
  public static @Nullable LayerSpec byEtherType(int type) {
    return type == IpSpec.ETHER_TYPE ? BY_IP_PROTOCOL[IpProtocol.IPV4] : BY_ETHER_TYPE.of(type);
  }

  /** The layer that a protocol number or next header announces, or null. */
  public static @Nullable LayerSpec byIpProtocol(int protocol) {
    return BY_IP_PROTOCOL[protocol];
  }

  /** The layer that a type of ICMPv6 is of its own, or null. */
  static @Nullable LayerSpec byIcmp6Type(int type) {
    return BY_ICMP6_TYPE[type];
  }

  /** The layer that is known by a port over UDP, or null. */
  public static @Nullable LayerSpec byUdpPort(int port) {
    return BY_UDP_PORT.of(port);
  }

  /** The layer that is known by a port over TCP, or null. */
  public static @Nullable LayerSpec byTcpPort(int port) {
    return BY_TCP_PORT.of(port);
  }

  /** The first layer of a capture's link type, or null. */
  public static @Nullable LayerSpec byLinkType(int linkType) {
    return BY_LINK_TYPE.of(linkType);
  }

  /** Whether packets of a link type begin with IP, whose version tells more than the type does. */
  public static boolean isIpLink(int linkType) {
    LayerSpec first = BY_LINK_TYPE.of(linkType);
    return first != null
        && (first.carriers().ipProtocol() == IpProtocol.IPV4
            || first.carriers().ipProtocol() == IpProtocol.IPV6);
  }

  /** The layer that begins with a version of IP, or null. */
  public static @Nullable LayerSpec byVersion(int version) {
    return version == 4
        ? BY_IP_PROTOCOL[IpProtocol.IPV4]
        : version == 6 ? BY_IP_PROTOCOL[IpProtocol.IPV6] : null;
  }

  /** The link type that packets of a first layer are written with. */
  public static int linkType(LayerSpec first) {
    int[] types = first.carriers().linkTypes();
    return types.length > 0 ? types[0] : first.isLink() || first == RAW ? 1 : RAW_IP_LINK;
  }
}
