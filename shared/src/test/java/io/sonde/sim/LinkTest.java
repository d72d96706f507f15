// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.PacketBatch;
import io.sonde.sim.Exchange.Seen;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkTest {
  private final Nets net = Nets.line();

  private List<Seen> echoes(int count, long gap) throws IOException {
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4);
    for (int i = 0; i < count; i++) {
      int sequence = i;
      net.simulation.at(
          Simulation.START + i * gap,
          () -> {
            try {
              exchange.echo(Nets.TARGET, sequence);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
    }
    return exchange.listen(10 * Nets.SECOND);
  }

  @Test
  void lossIsDrawnForEachPacketAndDirection() throws IOException {
    net.far.to(net.target).loss(0.2);
    net.far.to(net.router).loss(0.1);
    int came = echoes(5000, 1000).size();
    assertEquals(0.8 * 0.9, came / 5000.0, 0.02);
    assertEquals(0, net.simulation.packetsUnderWay());
  }

  @Test
  void duplicates() throws IOException {
    net.far.both(way -> way.duplicate(1));
    assertEquals(4 * 10, echoes(10, 1000).size());
  }

  @Test
  void jitterSpreadsDelaysAndKeepsOrder() throws IOException {
    net.far.to(net.target).jitter(5 * Nets.MILLISECOND);
    List<Seen> seen = echoes(500, 10 * Nets.MILLISECOND);
    Set<Long> delays = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      assertEquals(i, seen.get(i).sequence());
      long delay = seen.get(i).at() - Simulation.START - 10L * i * Nets.MILLISECOND;
      assertTrue(delay >= 20 * Nets.MILLISECOND && delay <= 25 * Nets.MILLISECOND, "" + delay);
      delays.add(delay);
    }
    assertTrue(delays.size() > 400, delays.size() + " different delays");
  }

  @Test
  void reorderLetsLaterPacketsOvertake() throws IOException {
    net.far.to(net.target).reorder(0.5, 3 * Nets.MILLISECOND);
    List<Integer> sequences = Exchange.sequences(echoes(200, Nets.MILLISECOND));
    assertEquals(200, new HashSet<>(sequences).size());
    int overtaken = 0;
    for (int i = 1; i < 200; i++) {
      overtaken += sequences.get(i) < sequences.get(i - 1) ? 1 : 0;
    }
    assertTrue(overtaken > 20, overtaken + " overtaken");
  }

  @Test
  void corruptionFlipsOneBit() throws IOException {
    net.near.to(net.simulation.host()).corrupt(1);
    List<Seen> seen = echoes(400, 1000);
    // a bit of 160 in the IP header stops the packet at the host; of the others each is one bit off
    assertTrue(seen.size() > 250 && seen.size() < 360, seen.size() + " came");
    net.near.to(net.simulation.host()).corrupt(0);
    byte[] right = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 0).only().octets();
    for (Seen each : seen) {
      int bits = 0;
      for (int i = 28; i < right.length; i++) {
        bits += Integer.bitCount((each.octets()[i] ^ right[i]) & 0xff);
      }
      assertTrue(bits <= 1, bits + " bits differ");
    }
  }

  @Test
  void rateSpacesPacketsAndTheQueueOverflows() throws IOException {
    net.far.to(net.target).rate(84 * 8 * 1000, 4); // one packet a millisecond
    List<Seen> seen = echoes(10, 0);
    assertEquals(List.of(0, 1, 2, 3, 4), Exchange.sequences(seen));
    for (int i = 0; i < 5; i++) {
      assertEquals(Simulation.START + (21L + i) * Nets.MILLISECOND, seen.get(i).at());
    }
  }

  @Test
  void aBrokenLinkIsAvoidedOrMakesATargetUnreachable() throws IOException {
    net.simulation.at(Simulation.START + Nets.SECOND, () -> net.far.both(way -> way.down(true)));
    net.simulation.at(
        Simulation.START + 3 * Nets.SECOND, () -> net.far.both(way -> way.down(false)));
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV4).echo(Nets.TARGET, 1);
    assertEquals(1, exchange.listen(2 * Nets.SECOND).size());
    exchange.echo(Nets.TARGET, 2);
    assertEquals(PacketBatch.NO_ROUTE, exchange.outcome());
    exchange.listen(2 * Nets.SECOND);
    assertEquals(3, exchange.echo(Nets.TARGET, 3).only().sequence());
  }

  @Test
  void refusesWhatCannotBe() {
    LinkDirection way = net.far.to(net.target);
    assertThrows(IllegalArgumentException.class, () -> way.loss(1.5));
    assertThrows(IllegalArgumentException.class, () -> way.loss(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> way.delay(-1));
    assertThrows(IllegalArgumentException.class, () -> way.mtu(67));
    assertThrows(IllegalArgumentException.class, () -> net.near.to(net.target));
  }
}
