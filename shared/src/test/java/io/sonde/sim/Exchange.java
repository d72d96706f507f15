// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.EchoRequest;
import io.sonde.net.PacketBatch;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One channel of a simulated network, what is sent by it and all that comes back; for tests. */
final class Exchange {
  static final int IDENTIFIER = 0x7e57;

  /** A received slot, and the monotonic time of its receive. */
  @SuppressWarnings("ArrayRecordComponent") // looked into octet by octet, never compared whole
  record Seen(
      long at,
      int kind,
      int content,
      byte[] octets,
      IpAddress from,
      int origin,
      int type,
      int code,
      int detail,
      IpAddress about,
      long number,
      int hopLimit,
      long time,
      int clock) {
    /** Octet of the ICMP message, whichever header the slot begins with. */
    int message(int index) {
      int start = content == PacketBatch.IP ? 4 * (octets[0] & 0xf) : 0;
      return octets[start + index] & 0xff;
    }

    int sequence() {
      return message(6) << 8 | message(7);
    }

    int messageLength() {
      return octets.length - (content == PacketBatch.IP ? 4 * (octets[0] & 0xf) : 0);
    }
  }

  final SimulatedNetwork network;
  final Channel channel;
  final PacketBatch out;
  private final PacketBatch in;

  Exchange(Nets net, ChannelSpec spec) throws IOException {
    this(net.simulation, spec);
  }

  Exchange(Simulation simulation, ChannelSpec spec) throws IOException {
    network = new SimulatedNetwork(simulation);
    channel = network.open(spec);
    out = network.batch(1, 9000);
    in = network.batch(64, 9000);
  }

  static Exchange raw(Nets net, IpFamily family) throws IOException {
    return new Exchange(net, spec(ChannelSpec.Kind.RAW, family).build());
  }

  static Exchange datagram(Nets net, IpFamily family) throws IOException {
    return new Exchange(net, spec(ChannelSpec.Kind.ICMP_DATAGRAM, family).build());
  }

  static ChannelSpec.Builder spec(ChannelSpec.Kind kind, IpFamily family) {
    int protocol = family == IpFamily.IPV4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    return ChannelSpec.builder(kind, family, protocol);
  }

  Exchange echo(IpAddress to, int sequence) throws IOException {
    return echo(to, sequence, 84, 64);
  }

  Exchange echo(IpAddress to, int sequence, int length, int hopLimit) throws IOException {
    IpAddress from = IpAddress.any(to.family());
    EchoRequest.write(out.octets, 0, from, to, hopLimit, IDENTIFIER, sequence, length);
    return send(length);
  }

  Exchange send(byte[] packet) throws IOException {
    out.octets.put(0, packet);
    return send(packet.length);
  }

  private Exchange send(int length) throws IOException {
    out.start[0] = 0;
    out.length[0] = length;
    out.count = 1;
    channel.send(out, 0);
    return this;
  }

  int outcome() {
    return out.outcome[0];
  }

  /** All that comes within {@code nanos}. */
  List<Seen> listen(long nanos) throws IOException {
    List<Seen> seen = new ArrayList<>();
    long end = network.time().nanos() + nanos;
    while (network.receive(in, end) > 0) {
      for (int i = 0; i < in.count; i++) {
        byte[] octets = new byte[in.length[i]];
        in.octets.get(in.start[i], octets);
        seen.add(
            new Seen(
                network.time().nanos(),
                in.kind[i],
                in.content[i],
                octets,
                IpAddress.ofColumns(in.addressHigh[i], in.addressLow[i]),
                in.origin[i],
                in.errorType[i],
                in.errorCode[i],
                in.detail[i],
                IpAddress.ofColumns(in.originalHigh[i], in.originalLow[i]),
                in.number[i],
                in.hopLimit[i],
                in.time[i],
                in.clock[i]));
      }
    }
    return seen;
  }

  /** The only slot that comes within a second. */
  Seen only() throws IOException {
    List<Seen> seen = listen(Nets.SECOND);
    if (seen.size() != 1) {
      throw new AssertionError(seen.size() + " slots: " + seen);
    }
    return seen.get(0);
  }

  /** Sequence numbers of what came, in order. */
  static List<Integer> sequences(List<Seen> seen) {
    return Arrays.asList(seen.stream().map(Seen::sequence).toArray(Integer[]::new));
  }
}
