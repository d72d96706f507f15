// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.ChannelSpec;
import io.sonde.net.EchoRequest;
import io.sonde.net.PacketBatch;
import io.sonde.net.PathMtu;
import io.sonde.sim.Exchange.Seen;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import io.sonde.wire.IpProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private final Nets net = Nets.line();

  private Seen timeExceeded() throws IOException {
    return Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 5, 84, 1).only();
  }

  @Test
  void countsHopsDownBothWays() throws IOException {
    Seen seen = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 5).only();
    assertEquals(63, seen.hopLimit());
    net.target.ttl(255);
    net.router.invisible();
    seen = Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 5).only();
    assertEquals(255, seen.hopLimit());
  }

  @Test
  void timeExceededQuotesThePacketAsItArrived() throws IOException {
    Seen seen = timeExceeded();
    assertEquals(Nets.ROUTER, seen.from());
    assertEquals(11, seen.message(0));
    assertEquals(0, seen.message(1));
    assertEquals(8 + 84, seen.messageLength());
    assertEquals(1, seen.message(8 + 8));
    assertEquals(8, seen.message(8 + 20));
    assertEquals(5, seen.message(8 + 20 + 7));
    assertEquals(0xc0, seen.octets()[1] & 0xff);
    Seen six = Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 5, 84, 1).only();
    assertEquals(3, six.message(0));
    assertEquals(Nets.ROUTER6, six.from());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19, 20, 27, 28, 60})
  void quotesWhatItIsToldTo(int octets) throws IOException {
    net.router.errors(style -> style.quote(octets));
    assertEquals(8 + octets, timeExceeded().messageLength());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 15})
  void liesAboutTheQuotedHeader(int words) throws IOException {
    net.router.errors(style -> style.quotedHeaderLength(words));
    assertEquals(0x40 | words, timeExceeded().message(8));
    List<Seen> none =
        Exchange.datagram(net, IpFamily.IPV4).echo(Nets.TARGET, 1, 84, 1).listen(Nets.SECOND);
    // 15 words still leave the kernel eight octets to look at, but they are not the request's
    assertEquals(List.of(), none);
  }

  @Test
  void neverQuotesBeyondTheLongestError() throws IOException {
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 5, 1500, 1);
    assertEquals(576, exchange.only().octets().length);
    Exchange six = Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 5, 1500, 1);
    assertEquals(1280 - 40, six.only().octets().length);
  }

  @Test
  void datagramChannelGetsErrorsAsColumns() throws IOException {
    Seen seen = Exchange.datagram(net, IpFamily.IPV4).echo(Nets.TARGET, 5, 84, 1).only();
    assertEquals(PacketBatch.ERROR, seen.kind());
    assertEquals(11, seen.type());
    assertEquals(Nets.TARGET, seen.about());
    assertEquals(64, seen.octets().length);
  }

  @Test
  void silence() throws IOException {
    net.router.errors(ErrorStyle::silent);
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 5, 84, 1);
    assertEquals(List.of(), exchange.listen(Nets.SECOND));
    net.router.errors(style -> style.talkative().silentAbout(IpProtocol.UDP));
    assertEquals(11, timeExceeded().message(0));
  }

  @Test
  void errorsAreLimitedToARate() throws IOException {
    net.router.errors(style -> style.rate(5, 2));
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4);
    int errors = 0;
    for (int i = 0; i < 100; i++) {
      exchange.echo(Nets.TARGET, i, 84, 1);
      errors += exchange.listen(Nets.SECOND / 100).size();
    }
    assertEquals(2 + 4, errors);
  }

  @Test
  void answersFromAnotherAddressAndTtl() throws IOException {
    IpAddress other = IpAddress.ofIpv4(0xc6336463);
    net.router.answersFrom(other).ttl(255);
    assertEquals(other, timeExceeded().from());
    assertEquals(255, timeExceeded().hopLimit());
  }

  @Test
  void zeroTtlIsQuotedByTheNextRouter() throws IOException {
    Simulation simulation = new Simulation(1, Nets.HOST);
    Router first = simulation.router("a", Nets.ROUTER).zeroTtl();
    Router second = simulation.router("b", IpAddress.ofIpv4(0xc6336402));
    Server server = simulation.server("t", Nets.TARGET);
    simulation.link(simulation.host(), first, 1000);
    simulation.link(first, second, 1000);
    simulation.link(second, server, 1000);
    Seen seen =
        new Exchange(simulation, Exchange.spec(ChannelSpec.Kind.RAW, IpFamily.IPV4).build())
            .echo(Nets.TARGET, 1, 84, 1)
            .only();
    assertEquals(IpAddress.ofIpv4(0xc6336402), seen.from());
    assertEquals(0, seen.message(8 + 8));
  }

  @Test
  void rewritesDscpAndEcn() throws IOException {
    byte[] packet = new byte[84];
    ByteBuffer buffer = ByteBuffer.wrap(packet);
    EchoRequest.write(buffer, 0, Nets.HOST, Nets.TARGET, 64, 1, 1, 84);
    buffer.put(1, (byte) 0xbb);
    net.router.rewriteDscp(10);
    Seen seen = Exchange.raw(net, IpFamily.IPV4).send(packet).only();
    assertEquals(10 << 2 | 3, seen.octets()[1] & 0xff);
    net.router.rewriteDscp(-1).rewriteEcn(0);
    seen = Exchange.raw(net, IpFamily.IPV4).send(packet).only();
    assertEquals(0xb8, seen.octets()[1] & 0xff);
  }

  @Test
  void rejectsAndDropsByRule() throws IOException {
    int[][] codes = {{0, 0}, {1, 3}, {13, 1}, {3, 4}};
    Router.Reject[] rejects = Router.Reject.values();
    for (int i = 0; i < codes.length; i++) {
      Router.Reject reject = rejects[i];
      net.router.clearRules().reject(Match.ALL, reject);
      Seen four = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 1).only();
      assertEquals(3, four.message(0));
      assertEquals(codes[i][0], four.message(1));
      Seen six = Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 1).only();
      assertEquals(1, six.message(0));
      assertEquals(codes[i][1], six.message(1));
    }
    net.router.clearRules().drop(Match.prefix(IpAddress.ofIpv4(0xcb007100), 24));
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 1);
    assertEquals(List.of(), exchange.listen(Nets.SECOND));
    assertEquals(129, Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 1).only().message(0));
  }

  @Test
  void noRouteBeyondTheRouter() throws IOException {
    net.simulation.route(net.simulation.host(), Nets.NOBODY, 32, net.router);
    Seen seen = Exchange.datagram(net, IpFamily.IPV4).echo(Nets.NOBODY, 1).only();
    assertEquals(Nets.ROUTER, seen.from());
    assertEquals(3, seen.type());
    assertEquals(0, seen.code());
  }

  @Test
  void tooBigNamesTheMtuAndIsLearned() throws IOException {
    net.far.both(way -> way.mtu(1400));
    for (IpFamily family : IpFamily.values()) {
      IpAddress to = family == IpFamily.IPV4 ? Nets.TARGET : Nets.TARGET6;
      ChannelSpec.Builder spec =
          Exchange.spec(ChannelSpec.Kind.ICMP_DATAGRAM, family).pathMtu(PathMtu.DO);
      Exchange exchange = new Exchange(net, spec.build()).echo(to, 1, 1500, 64);
      Seen seen = exchange.only();
      assertEquals(PacketBatch.NETWORK, seen.origin());
      assertEquals(1400, seen.detail());
      assertEquals(1400, exchange.network.route(to, 0, spec.build()).mtu());
      seen = exchange.echo(to, 2, 1401, 64).only();
      assertEquals(PacketBatch.TOO_BIG, exchange.outcome());
      assertEquals(PacketBatch.LOCAL, seen.origin());
      assertEquals(1400, seen.detail());
      assertEquals(3, exchange.echo(to, 3, 1400, 64).only().sequence());
    }
  }

  @Test
  void blackHoleSwallowsWhatIsTooBig() throws IOException {
    net.far.both(way -> way.mtu(1400).blackHole(true));
    ChannelSpec.Builder spec =
        Exchange.spec(ChannelSpec.Kind.RAW, IpFamily.IPV4).pathMtu(PathMtu.PROBE);
    Exchange exchange = new Exchange(net, spec.build()).echo(Nets.TARGET, 1, 1401, 64);
    assertEquals(List.of(), exchange.listen(Nets.SECOND));
    assertEquals(2, exchange.echo(Nets.TARGET, 2, 1400, 64).only().sequence());
  }

  @Test
  void packetsThatMayBeFragmentedPass() throws IOException {
    net.far.both(way -> way.mtu(1400));
    for (IpFamily family : IpFamily.values()) {
      IpAddress to = family == IpFamily.IPV4 ? Nets.TARGET : Nets.TARGET6;
      ChannelSpec spec =
          Exchange.spec(ChannelSpec.Kind.ICMP_DATAGRAM, family).pathMtu(PathMtu.DONT).build();
      Seen seen = new Exchange(net, spec).echo(to, 1, 3000, 64).only();
      assertEquals(3000 - EchoRequest.header(family), seen.octets().length);
    }
  }

  @Test
  void doesNotAnswerWhatMustNotBeAnswered() throws IOException {
    int[][] forbidden = {
      {6, 0x00, 7, 0x01}, // a fragment that is not the first
      {12, 0x7f, 12, 0x7f}, // from loopback
      {12, 0xe0, 12, 0xe0}, // from a group
      {20, 11, 20, 11} // an error
    };
    for (int[] change : forbidden) {
      byte[] probe = new byte[84];
      ByteBuffer buffer = ByteBuffer.wrap(probe);
      EchoRequest.write(buffer, 0, Nets.HOST, Nets.TARGET, 1, 1, 1, 84);
      probe[change[0]] = (byte) change[1];
      probe[change[2]] = (byte) change[3];
      Headers.seal(buffer, 0);
      int[] answers = {0};
      net.simulation.host().attach((time, octets, offset, length) -> answers[0]++);
      net.simulation.send(buffer, 0, 84);
      net.simulation.runUntil(net.simulation.now() + Nets.SECOND);
      assertEquals(0, answers[0], Arrays.toString(change));
    }
  }

  @Test
  void sharesEqualPathsByFlowDestinationOrPacket() throws IOException {
    Simulation simulation = new Simulation(7, Nets.HOST);
    Router split = simulation.router("s", Nets.ROUTER);
    Router left = simulation.router("l", IpAddress.ofIpv4(0xc6336402));
    Router right = simulation.router("r", IpAddress.ofIpv4(0xc6336403));
    Server server = simulation.server("t", Nets.TARGET);
    simulation.link(simulation.host(), split, 1000);
    simulation.link(split, left, 1000);
    simulation.link(split, right, 1000);
    simulation.link(left, server, 1000);
    simulation.link(right, server, 1000);
    Exchange exchange =
        new Exchange(simulation, Exchange.spec(ChannelSpec.Kind.RAW, IpFamily.IPV4).build());
    assertEquals(200, passes(exchange, left.addresses().get(0)));
    split.balance(Router.Balance.PACKET, 0);
    int some = passes(exchange, left.addresses().get(0));
    assertTrue(some > 60 && some < 140, some + " of 200");
    split.balance(Router.Balance.DESTINATION, 3);
    assertEquals(0, passes(exchange, left.addresses().get(0)) % 200);
    split.balance(Router.Balance.FLOW, 3);
    // the ICMP checksum is the flow's only difference here
    some = passes(exchange, left.addresses().get(0));
    assertTrue(some > 60 && some < 140, some + " of 200");
  }

  private static int passes(Exchange exchange, IpAddress router) throws IOException {
    int count = 0;
    for (int i = 0; i < 200; i++) {
      exchange.echo(Nets.TARGET, i, 84, 2);
      count += exchange.only().from().equals(router) ? 1 : 0;
    }
    return count;
  }

  @Test
  void loopsEndWithTheHopLimit() throws IOException {
    net.simulation.route(net.router, Nets.TARGET, 32, net.simulation.host());
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 1);
    assertEquals(List.of(), exchange.listen(Nets.SECOND));
    assertEquals(0, net.simulation.packetsUnderWay());
    assertEquals(PacketBatch.SENT, exchange.outcome());
  }
}
