// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.Channel;
import io.sonde.net.ChannelSpec;
import io.sonde.net.ChannelSpec.Kind;
import io.sonde.net.ChannelSpec.Stamps;
import io.sonde.net.EchoRequest;
import io.sonde.net.HeaderField;
import io.sonde.net.Network;
import io.sonde.net.PacketBatch;
import io.sonde.net.ReplyFilter;
import io.sonde.net.Route;
import io.sonde.sim.Exchange.Seen;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedHostTest {
  private static final IpAddress LOOPBACK = IpAddress.ofIpv4(0x7f000001);

  private final Nets net = Nets.line();

  private Exchange stamped(Stamps stamps) throws IOException {
    return new Exchange(net, Exchange.spec(Kind.RAW, IpFamily.IPV4).stamps(stamps).build());
  }

  @Test
  void stampsAreOfTheWallClock() throws IOException {
    List<Seen> seen = stamped(Stamps.BOTH).echo(Nets.TARGET, 1).listen(Nets.SECOND);
    assertEquals(PacketBatch.TRANSMITTED, seen.get(0).kind());
    assertEquals(0, seen.get(0).number());
    assertEquals(Simulation.START_OF_EPOCH, seen.get(0).time());
    assertEquals(Simulation.START_OF_EPOCH + 20 * Nets.MILLISECOND, seen.get(1).time());
    assertEquals(PacketBatch.KERNEL, seen.get(1).clock());
  }

  @Test
  void aSteppedClockShowsInStampsAndNotInMonotonicTime() throws IOException {
    Exchange exchange = stamped(Stamps.BOTH);
    net.simulation.at(
        Simulation.START + 5 * Nets.MILLISECOND,
        () -> exchange.network.host().stepClock(-3600 * Nets.SECOND));
    List<Seen> seen = exchange.echo(Nets.TARGET, 1).listen(Nets.SECOND);
    assertEquals(
        20 * Nets.MILLISECOND - 3600 * Nets.SECOND, seen.get(1).time() - seen.get(0).time());
    assertEquals(20 * Nets.MILLISECOND, seen.get(1).at() - seen.get(0).at());
    exchange.network.host().receiveStampError(123);
    seen = exchange.echo(Nets.TARGET, 2).listen(Nets.SECOND);
    assertEquals(20 * Nets.MILLISECOND + 123, seen.get(1).time() - seen.get(0).time());
  }

  @Test
  void stampsCanBeMissing() throws IOException {
    Exchange exchange = stamped(Stamps.BOTH);
    exchange.network.host().loseTransmitStamps(1);
    Seen seen = exchange.echo(Nets.TARGET, 1).only();
    assertEquals(PacketBatch.KERNEL, seen.clock());
    exchange.network.host().loseTransmitStamps(0);
    exchange.network.host().loseReceiveStamps(1);
    List<Seen> both = exchange.echo(Nets.TARGET, 2).listen(Nets.SECOND);
    assertEquals(PacketBatch.TRANSMITTED, both.get(0).kind());
    assertEquals(1, both.get(0).number());
    assertEquals(PacketBatch.NONE, both.get(1).clock());
    assertEquals(
        exchange.network.time().epochNanos() - both.get(1).time(),
        Nets.SECOND - 20 * Nets.MILLISECOND);
  }

  @Test
  void sampledStampsComeForMarkedSlots() throws IOException {
    Exchange exchange = stamped(Stamps.SAMPLED).echo(Nets.TARGET, 1);
    assertEquals(1, exchange.listen(Nets.SECOND).size());
    exchange.out.stamp[0] = true;
    assertEquals(2, exchange.echo(Nets.TARGET, 2).listen(Nets.SECOND).size());
  }

  @Test
  void aLateStampComesWithTheAnswerAtTheLatestAndAfterItInTheBatch() throws IOException {
    Exchange exchange = stamped(Stamps.BOTH);
    exchange.network.host().stampDelay(20 * Nets.MILLISECOND);
    List<Seen> seen = exchange.echo(Nets.TARGET, 1).listen(Nets.SECOND);
    assertEquals(PacketBatch.PACKET, seen.get(0).kind());
    assertEquals(PacketBatch.TRANSMITTED, seen.get(1).kind());
    assertEquals(seen.get(0).at(), seen.get(1).at());
    exchange.network.host().stampDelay(4 * Nets.MILLISECOND);
    seen = exchange.echo(Nets.TARGET, 2).listen(Nets.SECOND);
    assertEquals(PacketBatch.TRANSMITTED, seen.get(0).kind());
    assertEquals(16 * Nets.MILLISECOND, seen.get(1).at() - seen.get(0).at());
  }

  @Test
  void refusesWhatItIsToldTo() throws IOException {
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV4);
    exchange.network.host().refuse(Match.prefix(Nets.TARGET, 32), PacketBatch.NO_BUFFERS);
    exchange.echo(Nets.TARGET, 1);
    assertEquals(PacketBatch.NO_BUFFERS, exchange.outcome());
    assertEquals(-1, exchange.out.number[0]);
    exchange.network.host().refuseNothing();
    assertEquals(2, exchange.echo(Nets.TARGET, 2).only().sequence());
    assertEquals(0, exchange.out.number[0]);
  }

  @Test
  void refusesBroadcastUnlessAllowed() throws IOException {
    IpAddress broadcast = IpAddress.ofIpv4(0xc00002ff);
    net.simulation.broadcast(broadcast);
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(broadcast, 1);
    assertEquals(PacketBatch.NOT_PERMITTED, exchange.outcome());
    ChannelSpec spec = Exchange.spec(Kind.RAW, IpFamily.IPV4).build();
    assertTrue(exchange.network.route(broadcast, 0, spec).broadcast());
  }

  @Test
  void aFullSendQueueEndsSendAndItsRoomEndsReceive() throws IOException {
    SimulatedNetwork network = new SimulatedNetwork(net.simulation);
    network.host().sendRoom(3, Nets.MILLISECOND);
    Channel channel = network.open(Exchange.spec(Kind.RAW, IpFamily.IPV4).build());
    PacketBatch out = network.batch(5, 100);
    PacketBatch in = network.batch(5, 100);
    for (int i = 0; i < 5; i++) {
      EchoRequest.write(out, i, Nets.TARGET, 1, i, 84);
    }
    out.count = 5;
    assertEquals(3, channel.send(out, 0));
    assertEquals(0, network.receive(in, Network.FOREVER));
    assertEquals(Simulation.START + Nets.MILLISECOND, network.time().nanos());
    assertEquals(4, channel.send(out, 3));
    assertEquals(0, network.receive(in, Network.FOREVER));
    assertEquals(5, channel.send(out, 4));
    assertEquals(4, out.number[4]);
  }

  @Test
  void openSaysWhatIsMissing() {
    SimulatedNetwork network = new SimulatedNetwork(net.simulation);
    network.host().allowDatagramIcmp(false);
    network.host().allowRaw(false);
    for (Kind kind : List.of(Kind.ICMP_DATAGRAM, Kind.RAW)) {
      ChannelSpec spec = Exchange.spec(kind, IpFamily.IPV4).build();
      String message = assertThrows(IOException.class, () -> network.open(spec)).toString();
      assertTrue(message.contains(kind == Kind.RAW ? "CAP_NET_RAW" : "ping_group_range"), message);
    }
    ChannelSpec spec = Exchange.spec(Kind.RAW, IpFamily.IPV4).device("wlan7").build();
    assertTrue(
        assertThrows(IOException.class, () -> network.open(spec)).toString().contains("wlan7"));
  }

  @Test
  void routeTellsHowPacketsLeave() throws IOException {
    SimulatedNetwork network = new SimulatedNetwork(net.simulation);
    ChannelSpec spec = Exchange.spec(Kind.RAW, IpFamily.IPV4).build();
    assertEquals(
        new Route(Nets.HOST, 2, "eth0", 1500, false, Nets.ROUTER, 64),
        network.route(Nets.TARGET, 0, spec));
    assertEquals(
        new Route(LOOPBACK, 1, "lo", 65_536, false, null, 64), network.route(LOOPBACK, 0, spec));
    assertThrows(IOException.class, () -> network.route(Nets.NOBODY, 0, spec));
    assertEquals(2, network.interfaces().indexOf("eth0"));
    assertEquals("lo", network.interfaces().nameOf(1));
    assertEquals(0, network.interfaces().indexOf("eth1"));
    assertEquals("", network.interfaces().nameOf(9));
  }

  @Test
  void theHostAnswersItselfAndRawSocketsHearTheirOwnRequests() throws IOException {
    List<Seen> seen = Exchange.raw(net, IpFamily.IPV4).echo(LOOPBACK, 1).listen(Nets.SECOND);
    assertEquals(2, seen.size());
    assertEquals(8, seen.get(0).message(0));
    assertEquals(0, seen.get(1).message(0));
    Seen own = Exchange.datagram(net, IpFamily.IPV6).echo(Nets.HOST6, 1).only();
    assertEquals(Nets.HOST6, own.from());
  }

  @Test
  void aFilterKeepsForeignMessagesAway() throws IOException {
    ChannelSpec.Builder spec =
        Exchange.spec(Kind.RAW, IpFamily.IPV4).filter(ReplyFilter.own(Exchange.IDENTIFIER));
    Exchange exchange = new Exchange(net, spec.build());
    Channel other = exchange.network.open(Exchange.spec(Kind.ICMP_DATAGRAM, IpFamily.IPV4).build());
    EchoRequest.write(exchange.out, 0, Nets.TARGET, 7, 9, 84);
    exchange.out.count = 1;
    other.send(exchange.out, 0);
    exchange.echo(Nets.TARGET, 1).echo(Nets.TARGET, 2, 84, 1);
    List<Seen> seen = exchange.listen(Nets.SECOND);
    assertEquals(3, seen.size()); // the other channel's own reply among them
    assertEquals(11, seen.get(0).message(0));
    net.target.fault(Fault.wrongIdentifier(5));
    assertEquals(List.of(), exchange.echo(Nets.TARGET, 3).listen(Nets.SECOND));
  }

  @Test
  void datagramChannelOwnsTheIdentifierAndSaysSo() throws IOException {
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV4);
    int identifier = exchange.channel.capabilities().identifier();
    Seen seen = exchange.echo(Nets.TARGET, 4).only();
    assertEquals(identifier, seen.message(4) << 8 | seen.message(5));
    assertTrue(exchange.channel.notHonoured(exchange.out, 0).contains(HeaderField.ICMP_IDENTIFIER));
    exchange.out.octets.put(20, (byte) 13);
    exchange.channel.send(exchange.out, 0);
    assertEquals(PacketBatch.NOT_HONOURED, exchange.outcome());
  }

  @Test
  void receiveMovesTheClockToTheEventOrTheDeadlineOnly() throws IOException {
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 1);
    PacketBatch in = exchange.network.batch(4, 100);
    long start = exchange.network.time().nanos();
    assertEquals(0, exchange.network.receive(in, start - 5));
    assertEquals(start, exchange.network.time().nanos());
    assertEquals(0, exchange.network.receive(in, start + 7));
    assertEquals(start + 7, exchange.network.time().nanos());
    assertEquals(1, exchange.network.receive(in, Network.FOREVER));
    assertEquals(start + 20 * Nets.MILLISECOND, exchange.network.time().nanos());
    assertThrows(IllegalStateException.class, () -> exchange.network.receive(in, Network.FOREVER));
  }
}
