// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.ChannelSpec;
import io.sonde.net.HeaderField;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.TcpHeader;
import io.sonde.wire.UdpHeader;
import java.nio.ByteBuffer;
import java.util.List;

/** What a UDP, UDP-Lite or TCP socket takes of a packet, and what it writes into it itself. */
final class RegularSocket {
  private static final int EMFILE = 24;
  private static final int EADDRINUSE = 98;
  private static final int WINDOW = 64_240;

  private final SimulatedNetwork network;
  private final SimulatedChannel channel;
  private final ChannelSpec spec;

  RegularSocket(SimulatedNetwork network, SimulatedChannel channel, ChannelSpec spec) {
    this.network = network;
    this.channel = channel;
    this.spec = spec;
  }

  private boolean isConnect() {
    return spec.kind() == ChannelSpec.Kind.CONNECT;
  }

  /** Octets of the transport that leave, of {@code length}; −1: the socket takes no such packet. */
  int carried(ByteBuffer octets, int at, int length, int protocol) {
    if (protocol != (isConnect() ? IpProtocol.TCP : spec.protocol())) {
      return -1;
    }
    if (isConnect()) {
      boolean syn =
          length >= TcpHeader.LENGTH
              && (TcpHeader.controlBitsAt(octets, at) & TcpHeader.SYN) != 0
              && TcpHeader.destinationPortAt(octets, at) != 0;
      return syn ? TcpHeader.LENGTH : -1;
    }
    if (length < UdpHeader.LENGTH || (octets.getShort(at + 2) & 0xffff) == 0) {
      return -1;
    }
    int told = protocol == IpProtocol.UDP ? octets.getShort(at + 4) & 0xffff : 0;
    int leaves = told == 0 ? length : told;
    return leaves < UdpHeader.LENGTH || leaves > length ? -1 : leaves;
  }

  /** Error number of a connect for which there is no descriptor or no port; else 0. */
  int unavailable(ByteBuffer octets, int at) {
    if (!isConnect()) {
      return 0;
    }
    int port = TcpHeader.sourcePortAt(octets, at);
    if (channel.connects.alive() >= channel.capabilities().maxOutstanding()) {
      return EMFILE;
    }
    return port != 0 && channel.connects.uses(port) ? EADDRINUSE : 0;
  }

  /** Writes what the socket writes, but the checksum. */
  void complete(ByteBuffer octets, int at, int length) {
    if (isConnect()) {
      if (TcpHeader.sourcePortAt(octets, at) == 0) {
        TcpHeader.patchSourcePort(octets, at, freePort());
      }
      int sequence = network.simulation.random.nextInt();
      octets.putInt(at + 4, sequence).putInt(at + 8, 0);
      int flags = TcpHeader.LENGTH / 4 << 28 | TcpHeader.SYN << 16;
      octets.putInt(at + 12, flags | WINDOW).putInt(at + 16, 0);
      return;
    }
    int port = octets.getShort(at) & 0xffff;
    if (port == 0) {
      octets.putShort(at, (short) channel.capabilities().localPort());
    } else {
      channel.addFlow(port);
    }
    if (spec.protocol() == IpProtocol.UDP) {
      octets.putShort(at + 4, (short) length);
    }
  }

  private int freePort() {
    int port = network.host.takePort();
    while (channel.connects.uses(port)) {
      port = network.host.takePort();
    }
    return port;
  }

  /** Adds the fields that would leave otherwise than they stand; 0 leaves one to the socket. */
  void notHonoured(ByteBuffer octets, int at, int length, List<HeaderField> fields) {
    if (!isConnect()) {
      int told = octets.getShort(at + 4) & 0xffff;
      if (spec.protocol() == IpProtocol.UDP && told != 0 && told != length) {
        fields.add(HeaderField.TOTAL_LENGTH);
      }
      return;
    }
    if (TcpHeader.sequenceNumberAt(octets, at) != 0) {
      fields.add(HeaderField.TCP_SEQUENCE);
    }
    if (TcpHeader.controlBitsAt(octets, at) != TcpHeader.SYN) {
      fields.add(HeaderField.TCP_FLAGS);
    }
    int header = TcpHeader.headerLengthAt(octets, at);
    if (header > TcpHeader.LENGTH) {
      fields.add(HeaderField.TCP_OPTIONS);
    }
    if (TcpHeader.checksumAt(octets, at) != 0) {
      fields.add(HeaderField.TRANSPORT_CHECKSUM);
    }
    if (length > Math.max(header, TcpHeader.LENGTH)) {
      fields.add(HeaderField.PAYLOAD);
    }
  }
}
