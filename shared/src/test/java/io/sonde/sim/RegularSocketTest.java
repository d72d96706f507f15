// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.Blindness;
import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import io.sonde.wire.Ipv4Header;
import io.sonde.wire.Octets;
import io.sonde.wire.icmp.IcmpExtensions;
import io.sonde.wire.icmp.MplsLabelStack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulated kernel does for UDP and TCP sockets beyond the contract of the ports. */
class RegularSocketTest {
  private static final int PORT = 33_434;
  private final Nets net = Nets.line();
  private final SimulatedNetwork network = new SimulatedNetwork(net.simulation);
  private final PacketBatch out = network.batch(4, 2000);
  private final PacketBatch in = network.batch(8, 2000);
  private final List<Octets> sent = new ArrayList<>();

  @BeforeEach
  void watchTheHost() {
    net.simulation.watch(
        (time, octets, offset, length) -> {
          if (Ipv4Header.sourceAt(octets, offset) == Nets.HOST.ipv4Bits()
              && Ipv4Header.timeToLiveAt(octets, offset) % 2 == 0) {
            sent.add(Octets.rest(octets.slice(offset, length)));
          }
        });
  }

  private Channel open(Kind kind, int protocol) throws IOException {
    return network.open(ChannelSpec.of(kind, IpFamily.IPV4, protocol));
  }

  private void packet(int slot, int protocol, int hops, int transport) {
    ByteBuffer b = out.octets;
    int at = out.slot(slot);
    out.start[slot] = at;
    out.length[slot] = 20 + transport;
    for (int i = 0; i < out.length[slot]; i++) {
      b.put(at + i, (byte) 0);
    }
    b.putInt(at, 0x45 << 24 | out.length[slot]).putInt(at + 4, 0x4000);
    b.putInt(at + 8, hops << 24 | protocol << 16).putInt(at + 16, Nets.TARGET.ipv4Bits());
    Headers.seal(b, at);
  }

  private void datagram(int slot, int protocol, int hops, int octets) {
    packet(slot, protocol, hops, octets);
    out.octets.putInt(out.slot(slot) + 20, PORT).putShort(out.slot(slot) + 24, (short) octets);
  }

  private void syn(int slot, int sourcePort) {
    packet(slot, IpProtocol.TCP, 64, 20);
    out.octets.putInt(out.slot(slot) + 20, sourcePort << 16 | 80);
    out.octets.putInt(out.slot(slot) + 32, 0x5002_0000);
  }

  private void send(Channel channel, int slots) throws IOException {
    out.count = slots;
    assertEquals(slots, channel.send(out, 0));
  }

  private int receive(long seconds) throws IOException {
    return network.receive(in, network.time().nanos() + seconds * Nets.SECOND);
  }

  @Test
  void aLostSynIsRepeatedAfterASecond() throws IOException {
    net.target.tcpOpen(80);
    Channel channel = open(Kind.CONNECT, IpProtocol.TCP);
    LinkDirection there = net.near.to(net.router).loss(1);
    net.simulation.at(network.time().nanos() + Nets.SECOND / 2, () -> there.loss(0));
    long start = network.time().nanos();
    syn(0, 0);
    send(channel, 1);
    assertEquals(1, receive(10));
    assertEquals(PacketBatch.CONNECTED, in.kind[0]);
    assertEquals(1, in.detail[0]);
    assertEquals(Nets.SECOND + 20 * Nets.MILLISECOND, network.time().nanos() - start);
    assertEquals(sent.get(0), sent.get(1), "the same segment again");
    assertEquals(0, receive(300), "nothing is left behind");
    assertEquals(0, net.simulation.packetsUnderWay());
  }

  @Test
  void aSilentTargetIsGivenUpAfterSevenAttempts() throws IOException {
    net.target.filtered(true);
    Channel channel = open(Kind.CONNECT, IpProtocol.TCP);
    long start = network.time().nanos();
    syn(0, 0);
    send(channel, 1);
    assertEquals(1, receive(300));
    assertEquals(127 * Nets.SECOND, network.time().nanos() - start, "tcp(7), tcp_syn_retries");
    assertEquals(PacketBatch.ERROR, in.kind[0]);
    assertEquals(PacketBatch.LOCAL, in.origin[0]);
    assertEquals(110, in.detail[0], "ETIMEDOUT");
    assertEquals(80, in.originalPort[0]);
    assertEquals(7, sent.size());
    assertEquals(0, net.simulation.packetsUnderWay());
  }

  @Test
  void portsAndDescriptorsRunOut() throws IOException {
    net.target.filtered(true);
    network.host().descriptors(2);
    Channel channel = open(Kind.CONNECT, IpProtocol.TCP);
    assertEquals(2, channel.capabilities().maxOutstanding());
    syn(0, 5000);
    syn(1, 5000);
    syn(2, 0);
    syn(3, 0);
    send(channel, 4);
    assertEquals(PacketBatch.SENT, out.outcome[0]);
    assertEquals(PacketBatch.OTHER, out.outcome[1]);
    assertEquals(98, out.detail[1], "EADDRINUSE");
    assertEquals(PacketBatch.SENT, out.outcome[2]);
    assertEquals(PacketBatch.NO_BUFFERS, out.outcome[3]);
    assertEquals(24, out.detail[3], "EMFILE");
    channel.forget(0);
    syn(0, 5000);
    send(channel, 1);
    assertEquals(PacketBatch.SENT, out.outcome[0]);
    assertEquals(2, out.number[0]);
    channel.close();
    assertEquals(0, receive(200));
    assertEquals(0, net.simulation.packetsUnderWay());
  }

  @Test
  void extensionsBeginWhereTheQuoteEnds() throws IOException {
    MplsLabelStack object =
        new MplsLabelStack(List.of(new MplsLabelStack.Entry(24001, 0, true, 1)));
    net.router.errors(style -> style.extensions(ErrorStyle.Extensions.RFC_4884, object));
    Channel channel = open(Kind.DATAGRAM, IpProtocol.UDP);
    assertFalse(channel.capabilities().blind().contains(Blindness.EXTENSIONS));
    datagram(0, IpProtocol.UDP, 1, 40);
    send(channel, 1);
    assertEquals(1, receive(1));
    assertEquals(128 - 28, in.extensions[0]);
    int at = in.start[0] + in.extensions[0];
    assertEquals(in.start[0] + in.length[0], at + IcmpExtensions.LENGTH + 8);
    int sum = InternetChecksum.fold(InternetChecksum.add(0, in.octets, at, 12));
    assertEquals(0, sum, "checksum of the structure");
    assertEquals(0x5dc1101, in.octets.getInt(at + 8));
    net.router.errors(style -> style.extensions(ErrorStyle.Extensions.LEGACY, object));
    send(channel, 1);
    assertEquals(1, receive(1));
    assertEquals(0, in.extensions[0], "no length, no offset");
  }

  @Test
  void liteDatagramsAreCoveredAsFarAsTheySay() throws IOException {
    net.target.udpOpen(PORT);
    Channel channel = open(Kind.DATAGRAM, IpProtocol.UDP_LITE);
    datagram(0, IpProtocol.UDP_LITE, 64, 40);
    out.octets.putShort(out.slot(0) + 24, (short) 8);
    send(channel, 1);
    assertEquals(1, receive(1));
    assertEquals(PacketBatch.PACKET, in.kind[0]);
    assertEquals(32, in.length[0]);
    ByteBuffer packet = ByteBuffer.allocate(60);
    sent.get(0).emit(packet);
    long sum = InternetChecksum.add(0, packet, 12, 8) + IpProtocol.UDP_LITE + 40;
    assertEquals(0, InternetChecksum.fold(InternetChecksum.add(sum, packet, 20, 8)));
    assertEquals(8, packet.getShort(24));
  }

  @Test
  void anMtuIsNoErrorForThoseWhoNeverAskedForOne() throws IOException {
    net.far.to(net.target).mtu(1400);
    for (PathMtu pathMtu : new PathMtu[] {PathMtu.DONT, PathMtu.PROBE}) {
      Channel channel =
          network.open(
              ChannelSpec.builder(Kind.DATAGRAM, IpFamily.IPV4, IpProtocol.UDP)
                  .pathMtu(pathMtu)
                  .build());
      datagram(0, IpProtocol.UDP, 64, 1440);
      send(channel, 1);
      boolean told = false;
      while (receive(1) > 0) {
        told |= in.errorCode[0] == 4 && in.channel[0] == channel.index();
      }
      assertEquals(pathMtu == PathMtu.PROBE, told);
    }
    assertTrue(sent.size() >= 2);
  }
}
