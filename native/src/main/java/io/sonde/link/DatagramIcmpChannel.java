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
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An ICMP datagram socket, icmp(7): echo only, without privilege. The kernel puts its identifier
 * into every request and passes only replies to it.
 */
final class DatagramIcmpChannel extends SingleSocketChannel {
  private static final int ECHO_REQUEST = 8;
  private static final int ECHO_REQUEST_IPV6 = 128;
  private static final int ICMP_HEADER = 8;

  private final Ipv4Slot ipv4Slot = new Ipv4Slot();
  private final Ipv6Slot ipv6Slot;
  private final NetworkCapabilities capabilities;
  private boolean receivesOptions;

  private DatagramIcmpChannel(
      LinuxNetwork network,
      int index,
      ChannelSpec spec,
      int fd,
      int identifier,
      int flowLabel,
      boolean extensions) {
    super(network, index, spec, fd);
    ipv6Slot = new Ipv6Slot(Math.max(flowLabel, 0));
    EnumSet<HeaderField> honours =
        EnumSet.of(
            HeaderField.TRAFFIC_CLASS,
            HeaderField.TIME_TO_LIVE,
            HeaderField.DESTINATION,
            HeaderField.PAYLOAD);
    honours.add(ipv4 ? HeaderField.OPTIONS : HeaderField.FLOW_LABEL);
    capabilities =
        new NetworkCapabilities(
            identifier, -1, flowLabel, honours, false, true, stamps, 1 << 16, blind(extensions));
  }

  /**
   * What a socket with an error queue never sees.
   *
   * @param extensions whether the kernel passes on extension objects
   */
  static Set<Blindness> blind(boolean extensions) {
    return extensions
        ? EnumSet.complementOf(EnumSet.of(Blindness.EXTENSIONS))
        : EnumSet.allOf(Blindness.class);
  }

  static DatagramIcmpChannel open(LinuxNetwork network, int index, ChannelSpec spec)
      throws IOException {
    boolean ipv4 = spec.family() == IpFamily.IPV4;
    SocketSetup setup =
        SocketSetup.open(spec, SocketH.SOCK_DGRAM, ipv4 ? InH.IPPROTO_ICMP : InH.IPPROTO_ICMPV6);
    try {
      setup.apply();
      boolean extensions = setup.reportErrors();
      int label = FlowLabel.lease(spec, setup.fd);
      return new DatagramIcmpChannel(
          network, index, spec, setup.fd, setup.localPort(), label, extensions);
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
    int protocol = ipv4 ? InH.IPPROTO_ICMP : InH.IPPROTO_ICMPV6;
    int header =
        ipv4
            ? Ipv4Slot.headerLength(batch, slot, protocol)
            : Ipv6Slot.isPlain(batch, slot, protocol) ? Ipv6Slot.HEADER : -1;
    int type = ipv4 ? ECHO_REQUEST : ECHO_REQUEST_IPV6;
    if (header < 0
        || !Fidelity.routesToDestination(spec.family(), batch, slot)
        || batch.length[slot] < header + ICMP_HEADER
        || batch.octets.getShort(batch.start[slot] + header) != (short) (type << 8)) {
      return PacketBatch.NOT_HONOURED;
    }
    if (!ipv4) {
      ipv6Slot.put(this, batch, slot, vector, m);
      return PacketBatch.SENT;
    }
    boolean possible = ipv4Slot.put(this, batch, slot, header, vector, m);
    if (ipv4Slot.options && !receivesOptions) {
      receivesOptions = true;
      options.set(fd, InH.IPPROTO_IP, InH.IP_RECVOPTS, 1);
    }
    return possible ? PacketBatch.SENT : PacketBatch.NOT_HONOURED;
  }

  @Override
  boolean reportsNetworkErrors() {
    return true;
  }

  @Override
  void arrived(LinuxPacketBatch batch, int slot, int memory, int octets) {
    batch.content[slot] = PacketBatch.TRANSPORT;
    Arrivals arrivals = network.arrivals;
    if (arrivals.optionsAt >= 0 && arrivals.optionsLength > 0) {
      putHeader(batch, slot, memory, arrivals, batch.in().bytes);
    }
  }

  /** Puts the IPv4 header before a packet with options, as far as it is known. */
  private static void putHeader(
      LinuxPacketBatch batch, int slot, int memory, Arrivals arrivals, ByteBuffer control) {
    int options = arrivals.optionsLength + 3 & ~3;
    int header = Ipv4Slot.MINIMUM + options;
    ByteBuffer b = batch.octets;
    int message = Math.max(batch.start[slot], batch.slot(memory) + header);
    int length = Math.min(batch.length[slot], batch.slot(memory + 1) - message);
    if (message != batch.start[slot]) {
      b.put(message, b, batch.start[slot], length); // a long header, which is rare
    }
    int at = message - header;
    b.put(at, (byte) (0x40 | header / 4)).put(at + 1, (byte) Math.max(batch.trafficClass[slot], 0));
    b.putShort(at + 2, (short) (header + length)).putInt(at + 4, 0);
    b.put(at + 8, (byte) Math.max(batch.hopLimit[slot], 0)).put(at + 9, (byte) InH.IPPROTO_ICMP);
    b.putShort(at + 10, (short) 0).putInt(at + 12, (int) batch.addressLow[slot]);
    b.putInt(at + 16, arrivals.localAddress);
    for (int i = 0; i < options; i++) {
      byte octet = i < arrivals.optionsLength ? control.get(arrivals.optionsAt + i) : 0;
      b.put(at + Ipv4Slot.MINIMUM + i, octet);
    }
    batch.start[slot] = at;
    batch.length[slot] = header + length;
    batch.content[slot] = PacketBatch.IP;
  }
}
