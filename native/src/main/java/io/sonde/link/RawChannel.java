// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.SocketH;
import io.sonde.net.Blindness;
import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.net.NetworkCapabilities;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/**
 * A raw socket, raw(7), of one protocol, whose IP header the kernel writes; or one that only
 * listens.
 */
final class RawChannel extends SingleSocketChannel {
  private final Ipv4Slot ipv4Slot = new Ipv4Slot();
  private final Ipv6Slot ipv6Slot;
  private final NetworkCapabilities capabilities;

  private RawChannel(LinuxNetwork network, int index, ChannelSpec spec, int fd, int flowLabel) {
    super(network, index, spec, fd);
    ipv6Slot = new Ipv6Slot(Math.max(flowLabel, 0));
    EnumSet<HeaderField> honours =
        EnumSet.of(
            HeaderField.TRAFFIC_CLASS,
            HeaderField.TIME_TO_LIVE,
            HeaderField.PROTOCOL,
            HeaderField.DESTINATION,
            HeaderField.ICMP_TYPE,
            HeaderField.ICMP_IDENTIFIER,
            HeaderField.SOURCE_PORT,
            HeaderField.DESTINATION_PORT,
            HeaderField.TCP_SEQUENCE,
            HeaderField.TCP_FLAGS,
            HeaderField.TCP_OPTIONS,
            HeaderField.PAYLOAD);
    honours.add(ipv4 ? HeaderField.OPTIONS : HeaderField.FLOW_LABEL);
    boolean ownsChecksum = !ipv4 && spec.protocol() == InH.IPPROTO_ICMPV6;
    if (!ownsChecksum) {
      honours.add(HeaderField.TRANSPORT_CHECKSUM);
    }
    capabilities =
        new NetworkCapabilities(
            -1,
            -1,
            flowLabel,
            honours,
            true,
            ownsChecksum,
            stamps,
            Integer.MAX_VALUE,
            ipv4 ? EnumSet.noneOf(Blindness.class) : EnumSet.of(Blindness.IP_HEADER));
  }

  static RawChannel open(LinuxNetwork network, int index, ChannelSpec spec) throws IOException {
    SocketSetup setup = SocketSetup.open(spec, SocketH.SOCK_RAW, spec.protocol());
    try {
      setup.apply();
      SocketFilter.attach(setup, spec);
      if (spec.kind() == ChannelSpec.Kind.RAW) {
        setup.ip(InH.IP_RECVERR, InH.IPV6_RECVERR, 1, "IP_RECVERR");
      }
      setup.ip(InH.IP_PKTINFO, InH.IPV6_RECVPKTINFO, 1, "IP_PKTINFO");
      if (spec.family() == IpFamily.IPV6) {
        setup.ip(0, InH.IPV6_RECVHOPLIMIT, 1, "IPV6_RECVHOPLIMIT");
        setup.ip(0, InH.IPV6_RECVTCLASS, 1, "IPV6_RECVTCLASS");
      }
      return new RawChannel(network, index, spec, setup.fd, FlowLabel.lease(spec, setup.fd));
    } catch (IOException | RuntimeException e) {
      setup.abandon();
      throw e;
    }
  }

  @Override
  public NetworkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<HeaderField> notHonoured(PacketBatch out, int slot) {
    return Fidelity.withoutHeader(spec, capabilities, out, slot);
  }

  @Override
  void adopt(LinuxPacketBatch batch, int slot) {
    if (ipv4) {
      ipv4Slot.adopt(this, batch, slot);
    } else {
      ipv6Slot.adopt(this, batch, slot);
    }
  }

  @Override
  int prepare(LinuxPacketBatch batch, int slot, MessageVector vector, int m) {
    if (spec.kind() == ChannelSpec.Kind.RAW_RECEIVER
        || !Fidelity.routesToDestination(spec.family(), batch, slot)) {
      return PacketBatch.NOT_HONOURED;
    }
    if (ipv4) {
      int header = Ipv4Slot.headerLength(batch, slot, spec.protocol());
      return header > 0 && ipv4Slot.put(this, batch, slot, header, vector, m)
          ? PacketBatch.SENT
          : PacketBatch.NOT_HONOURED;
    }
    if (!Ipv6Slot.isPlain(batch, slot, spec.protocol())) {
      return PacketBatch.NOT_HONOURED;
    }
    ipv6Slot.put(this, batch, slot, vector, m);
    return PacketBatch.SENT;
  }

  @Override
  boolean reportsNetworkErrors() {
    return false; // they come as packets, whole
  }

  @Override
  void arrived(LinuxPacketBatch batch, int slot, int memory, int octets) {
    if (!ipv4) {
      batch.content[slot] = PacketBatch.TRANSPORT;
      return;
    }
    batch.content[slot] = PacketBatch.IP;
    if (octets >= Ipv4Slot.MINIMUM) {
      batch.trafficClass[slot] = Byte.toUnsignedInt(batch.octets.get(batch.start[slot] + 1));
      batch.hopLimit[slot] = Byte.toUnsignedInt(batch.octets.get(batch.start[slot] + 8));
    }
  }
}
