// SPDX-License-Identifier: Apache-2.0
package io.sonde.link;

import io.sonde.linux.InH;
import io.sonde.linux.MessageVector;
import io.sonde.linux.Sockaddr;
import io.sonde.linux.SocketH;
import io.sonde.net.ChannelSpec;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;

/**
 * A UDP or UDP-Lite socket of one source port, udp(7), udplite(7). If the channel has one peer, it
 * is connected to that peer's address and the port of the first packet.
 */
final class DatagramFlow extends MessageSocket {
  /**
   * Octets of a UDP header: source port 0, destination port 2, length or coverage 4, checksum 6.
   */
  static final int HEADER = 8;

  /** Source port. */
  final int port;

  /** Whether errors bring the extension objects of RFC 4884 (Linux 5.9). */
  final boolean extensions;

  /** Flow label leased; −1: none. */
  final int flowLabel;

  private final SocketSetup setup;
  private final Ipv4Slot ipv4Slot = new Ipv4Slot();
  private final Ipv6Slot ipv6Slot;
  private final boolean lite;
  private int coverage;
  private int peerPort;

  private DatagramFlow(
      LinuxNetwork network,
      int channel,
      ChannelSpec spec,
      SocketSetup setup,
      int flowLabel,
      boolean extensions,
      SendNumbers numbers)
      throws IOException {
    super(network, channel, spec, setup.fd, numbers);
    this.setup = setup;
    this.flowLabel = flowLabel;
    this.extensions = extensions;
    port = setup.localPort();
    ipv6Slot = new Ipv6Slot(Math.max(flowLabel, 0));
    lite = spec.protocol() == InH.IPPROTO_UDPLITE;
  }

  /**
   * Opens the socket.
   *
   * @param port source port; 0: the kernel chooses
   * @param flowLabel flow label to lease; 0: the kernel chooses; −1: none
   */
  static DatagramFlow open(
      LinuxNetwork network,
      int channel,
      ChannelSpec spec,
      int port,
      int flowLabel,
      SendNumbers numbers)
      throws IOException {
    SocketSetup setup = SocketSetup.open(spec, SocketH.SOCK_DGRAM, spec.protocol());
    try {
      setup.settings();
      boolean extensions = setup.reportErrors();
      if (spec.connected() != null && port > 0) {
        // connected sockets may share a port: the kernel tells them apart by their peers
        setup.require(SocketH.SOL_SOCKET, SocketH.SO_REUSEADDR, 1, "SO_REUSEADDR", "");
      }
      setup.bind(port);
      int label = FlowLabel.lease(spec.family(), flowLabel, setup.fd);
      return new DatagramFlow(network, channel, spec, setup, label, extensions, numbers);
    } catch (IOException | RuntimeException e) {
      setup.abandon();
      throw e;
    }
  }

  /** Octets before the UDP header if the kernel can be made to write them, else −1. */
  static int ipHeader(ChannelSpec spec, PacketBatch batch, int slot) {
    int header = -1;
    if (spec.family() == IpFamily.IPV4) {
      header = Ipv4Slot.headerLength(batch, slot, spec.protocol());
    } else if (Ipv6Slot.isPlain(batch, slot, spec.protocol())) {
      header = Ipv6Slot.HEADER;
    }
    return batch.length[slot] < header + HEADER ? -1 : header;
  }

  /** Checksum coverage of a UDP-Lite datagram; 0: all of it, as for UDP. */
  int coverage(PacketBatch batch, int slot, int ipHeader) {
    int field = lite ? half(batch, slot, ipHeader + 4) : 0;
    return field == batch.length[slot] - ipHeader ? 0 : field;
  }

  static int half(PacketBatch batch, int slot, int offset) {
    return Short.toUnsignedInt(batch.octets.getShort(batch.start[slot] + offset));
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
    int header = ipHeader(spec, batch, slot);
    int data = header < 0 ? -1 : data(batch, slot, header);
    int destinationPort = header < 0 ? 0 : half(batch, slot, header + 2);
    if (data < 0
        || destinationPort == 0
        || !Fidelity.routesToDestination(spec.family(), batch, slot)) {
      return PacketBatch.NOT_HONOURED;
    }
    if (spec.connected() != null) {
      int outcome = join(spec.connected(), batch, slot, destinationPort);
      if (outcome != PacketBatch.SENT) {
        return outcome;
      }
    }
    if (!ipv4) {
      ipv6Slot.put(this, batch, slot, vector, m);
    } else if (!ipv4Slot.put(this, batch, slot, header, vector, m)) {
      return PacketBatch.NOT_HONOURED;
    }
    if (spec.connected() == null) {
      Sockaddr.putPort(vector.bytes, vector.name(m), destinationPort);
    } else {
      vector.nameLength(m, 0);
    }
    vector.data(m, batch.address(batch.start[slot] + header + HEADER), data);
    int covered = coverage(batch, slot, header);
    if (covered != coverage) {
      coverage = covered; // packets of one call share it: see DatagramChannel
      options.set(fd, InH.IPPROTO_UDPLITE, InH.UDPLITE_SEND_CSCOV, covered);
    }
    return PacketBatch.SENT;
  }

  /** Octets of data that the UDP header tells of, 0 in its length meaning all; −1 if too many. */
  private int data(PacketBatch batch, int slot, int ipHeader) {
    int available = batch.length[slot] - ipHeader;
    int told = lite ? 0 : half(batch, slot, ipHeader + 4);
    int length = told == 0 ? available : told;
    return length < HEADER || length > available ? -1 : length - HEADER;
  }

  private int join(IpAddress peer, PacketBatch batch, int slot, int destinationPort) {
    if (!Fidelity.goesTo(peer, batch, slot) || peerPort != 0 && peerPort != destinationPort) {
      return PacketBatch.NOT_HONOURED;
    }
    if (peerPort == 0) {
      int result = setup.connectTo(peer, destinationPort, spec.connectedScope());
      if (result < 0) {
        return Failure.outcome(-result);
      }
      peerPort = destinationPort;
    }
    return PacketBatch.SENT;
  }

  @Override
  int quoteContent() {
    return PacketBatch.PAYLOAD;
  }

  @Override
  void arrived(LinuxPacketBatch batch, int slot, int memory, int octets) {
    batch.content[slot] = PacketBatch.PAYLOAD;
    batch.localPort[slot] = port;
  }

  @Override
  void failed(LinuxPacketBatch in, int slot) {
    in.localPort[slot] = port;
  }
}
