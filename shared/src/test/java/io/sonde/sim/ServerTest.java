// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sonde.net.ChannelSpec;
import io.sonde.net.EchoRequest;
import io.sonde.sim.Exchange.Seen;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerTest {
  private final Nets net = Nets.line();

  /** An IPv4 packet of {@code protocol} whose payload is given without a checksum. */
  private static byte[] packet(int protocol, int checksumField, int... words) {
    ByteBuffer out = ByteBuffer.allocate(20 + 2 * words.length);
    out.putInt(0x45000000 | out.capacity()).putInt(0).putInt(64 << 24 | protocol << 16);
    out.putInt(Nets.HOST.ipv4Bits()).putInt(Nets.TARGET.ipv4Bits());
    for (int word : words) {
      out.putShort((short) word);
    }
    long sum = InternetChecksum.add(0, out, 20, 2 * words.length);
    if (protocol != IpProtocol.ICMP) {
      sum = InternetChecksum.add(sum, out, 12, 8) + protocol + 2L * words.length;
    }
    out.putShort(20 + checksumField, (short) InternetChecksum.fold(sum));
    Headers.seal(out, 0);
    return out.array();
  }

  private Exchange open(int protocol) throws IOException {
    return new Exchange(net, ChannelSpec.of(ChannelSpec.Kind.RAW, IpFamily.IPV4, protocol));
  }

  private static int word(Seen seen, int index) {
    return seen.message(index) << 8 | seen.message(index + 1);
  }

  private Exchange udp(int port) throws IOException {
    Exchange exchange = open(IpProtocol.UDP);
    exchange.network.open(
        ChannelSpec.of(ChannelSpec.Kind.RAW_RECEIVER, IpFamily.IPV4, IpProtocol.ICMP));
    return exchange.send(packet(IpProtocol.UDP, 6, 40_000, port, 12, 0, 0xcafe, 0xbabe));
  }

  @Test
  void openUdpPortEchoes() throws IOException {
    net.target.udpOpen(7);
    Seen seen = udp(7).only();
    assertEquals(7, word(seen, 0));
    assertEquals(40_000, word(seen, 2));
    assertEquals(0xcafe, word(seen, 8));
  }

  @Test
  void closedUdpPortIsUnreachableUnlessFiltered() throws IOException {
    Seen seen = udp(33434).only();
    assertEquals(0x0303, word(seen, 0));
    assertEquals(33434, word(seen, 8 + 20 + 2));
    net.target.filtered(true);
    assertEquals(List.of(), udp(33434).listen(Nets.SECOND));
  }

  private Seen segment(int port, int flags) throws IOException {
    Exchange exchange = open(IpProtocol.TCP);
    exchange.send(packet(IpProtocol.TCP, 16, 40_000, port, 1, 2, 3, 4, 0x5000 | flags, 1024, 0, 0));
    return exchange.only();
  }

  @Test
  void tcpAnswersAsRfc9293Says() throws IOException {
    net.target.tcpOpen(443);
    Seen synAck = segment(443, 0x02);
    assertEquals(443, word(synAck, 0));
    assertEquals(40_000, word(synAck, 2));
    assertEquals(0x12, synAck.message(13));
    assertEquals(1, word(synAck, 8));
    assertEquals(3, word(synAck, 10));
    Seen closed = segment(80, 0x02);
    assertEquals(0x14, closed.message(13));
    assertEquals(3, word(closed, 10));
    Seen stray = segment(443, 0x10);
    assertEquals(0x04, stray.message(13));
    assertEquals(3, word(stray, 4));
    assertEquals(4, word(stray, 6));
    net.target.filtered(true);
    assertEquals(0x12, segment(443, 0x02).message(13));
  }

  @Test
  void unknownProtocolIsUnreachable() throws IOException {
    Exchange exchange = open(99);
    exchange.network.open(
        ChannelSpec.of(ChannelSpec.Kind.RAW_RECEIVER, IpFamily.IPV4, IpProtocol.ICMP));
    assertEquals(0x0302, word(exchange.send(packet(99, 0, 1, 2)).only(), 0));
  }

  @Test
  void timestampReplyTellsTheServersClock() throws IOException {
    Exchange exchange = open(IpProtocol.ICMP);
    byte[] request = packet(IpProtocol.ICMP, 2, 13 << 8, 0, 77, 5, 1, 2, 0, 0, 0, 0);
    assertEquals(List.of(), exchange.send(request).listen(Nets.SECOND));
    net.target.timestamp(true).clockOffset(-2000);
    Seen seen = exchange.send(request).only();
    assertEquals(14, seen.message(0));
    assertEquals(77, word(seen, 4));
    assertEquals(1, word(seen, 8));
    int millis = word(seen, 12) << 16 | word(seen, 14);
    assertEquals(86_400_000 - 2000 + 1000 + 10, millis); // one second was waited for nothing
    assertEquals(word(seen, 14), word(seen, 18));
  }

  @Test
  void echoCanBeOff() throws IOException {
    net.target.echo(false);
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV6).echo(Nets.TARGET6, 1);
    assertEquals(List.of(), exchange.listen(Nets.SECOND));
  }

  @Test
  void answersForEveryAddressOfAPrefix() throws IOException {
    net.target.prefix(IpAddress.ofIpv4(0xcb007100), 24);
    IpAddress other = IpAddress.ofIpv4(0xcb007142);
    Seen seen = Exchange.datagram(net, IpFamily.IPV4).echo(other, 1).only();
    assertEquals(other, seen.from());
  }

  @Test
  void everyNeighbourAnswersGroupsAndBroadcast() throws IOException {
    IpAddress group = IpAddress.ofIpv4(0xe0000001);
    assertEquals(Nets.ROUTER, Exchange.datagram(net, IpFamily.IPV4).echo(group, 1).only().from());
    IpAddress all6 = new IpAddress(IpFamily.IPV6, 0xff02_0000_0000_0000L, 1);
    assertEquals(Nets.ROUTER6, Exchange.datagram(net, IpFamily.IPV6).echo(all6, 1).only().from());
    IpAddress broadcast = IpAddress.ofIpv4(0xc00002ff);
    net.simulation.broadcast(broadcast);
    ChannelSpec spec = Exchange.spec(ChannelSpec.Kind.RAW, IpFamily.IPV4).broadcast(true).build();
    assertEquals(Nets.ROUTER, new Exchange(net, spec).echo(broadcast, 1).only().from());
  }

  @Test
  void hostileOctetsChangeNothing() {
    SplittableRandom random = new SplittableRandom(99);
    ByteBuffer octets = ByteBuffer.allocate(200);
    net.simulation.watch(
        (time, buffer, offset, length) ->
            assertEquals(true, new PacketView().read(buffer, offset, length)));
    for (int i = 0; i < 200_000; i++) {
      int length = random.nextInt(201);
      random.nextBytes(octets.array());
      if (random.nextInt(4) != 0 && length >= 48) {
        boolean ipv4 = random.nextBoolean();
        EchoRequest.write(
            octets,
            0,
            ipv4 ? Nets.HOST : Nets.HOST6,
            ipv4 ? Nets.TARGET : Nets.TARGET6,
            random.nextInt(3),
            1,
            i,
            length);
        octets.put(random.nextInt(length), (byte) random.nextInt());
        octets.put(random.nextInt(40), (byte) random.nextInt());
        if (ipv4 && (octets.get(0) & 0xf) * 4 <= length) {
          Headers.seal(octets, 0);
        }
      }
      net.simulation.send(octets, 0, length);
    }
    net.simulation.runUntil(net.simulation.now() + 10 * Nets.SECOND);
    assertEquals(0, net.simulation.packetsUnderWay());
  }
}
