// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.PacketBatch;
import io.sonde.sim.Exchange.Seen;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import io.sonde.wire.IpFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {
  private final Nets net = Nets.line();

  private static int checksum(Seen seen) {
    int start = 4 * (seen.octets()[0] & 0xf);
    ByteBuffer octets = ByteBuffer.wrap(seen.octets());
    return InternetChecksum.fold(
        InternetChecksum.add(0, octets, start, seen.octets().length - start));
  }

  private Seen only(Fault fault) throws IOException {
    net.target.fault(fault);
    return Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 5).only();
  }

  @Test
  void lost() throws IOException {
    net.target.fault(Fault.only(sequence -> sequence == 2, Fault.lost()));
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4);
    exchange.echo(Nets.TARGET, 1).echo(Nets.TARGET, 2).echo(Nets.TARGET, 3);
    assertEquals(List.of(1, 3), Exchange.sequences(exchange.listen(Nets.SECOND)));
    assertEquals(0, net.simulation.packetsUnderWay());
  }

  @Test
  void duplicates() throws IOException {
    net.target.fault(Fault.duplicate(3));
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV6).echo(Nets.TARGET6, 8);
    assertEquals(List.of(8, 8, 8, 8), Exchange.sequences(exchange.listen(Nets.SECOND)));
  }

  @Test
  void lateCopyComesThatMuchLater() throws IOException {
    net.target.fault(Fault.lateCopy(3 * Nets.SECOND));
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 8);
    List<Seen> seen = exchange.listen(5 * Nets.SECOND);
    assertEquals(2, seen.size());
    assertEquals(Simulation.START + 20 * Nets.MILLISECOND, seen.get(0).at());
    assertEquals(3 * Nets.SECOND, seen.get(1).at() - seen.get(0).at());
  }

  @Test
  void late() throws IOException {
    Seen seen = only(Fault.late(7));
    assertEquals(Simulation.START + 20 * Nets.MILLISECOND + 7, seen.at());
  }

  @Test
  void unsolicited() throws IOException {
    net.target.fault(Fault.unsolicited(1000));
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 8);
    List<Seen> seen = exchange.listen(Nets.SECOND);
    assertEquals(List.of(1008, 8), Exchange.sequences(seen));
    assertEquals(0, checksum(seen.get(0)));
    assertEquals(0, checksum(seen.get(1)));
  }

  @Test
  void wrongIdentifierReachesRawSocketsOnly() throws IOException {
    Seen seen = only(Fault.wrongIdentifier(1));
    assertEquals(Exchange.IDENTIFIER + 1, seen.message(4) << 8 | seen.message(5));
    assertEquals(0, checksum(seen));
    Exchange datagram = Exchange.datagram(net, IpFamily.IPV4).echo(Nets.TARGET, 1);
    assertEquals(List.of(), datagram.listen(Nets.SECOND));
  }

  @Test
  void wrongCookie() throws IOException {
    Seen seen = only(Fault.wrongCookie(2));
    assertEquals(0xff, seen.message(8));
    assertEquals(0xfe, seen.message(9));
    assertEquals(2, seen.message(10));
    assertEquals(0, checksum(seen));
  }

  @Test
  void wrongOctet() throws IOException {
    Seen seen = only(Fault.wrongOctet(30, 0x4b));
    assertEquals(0x4b, seen.message(38));
    assertEquals(31, seen.message(39));
    assertEquals(0, checksum(seen));
  }

  @Test
  void truncated() throws IOException {
    for (int length : new int[] {28, 8, 5, 0}) {
      net.target.healthy();
      Seen seen = only(Fault.truncated(length));
      assertEquals(length, seen.messageLength());
      assertEquals(20 + length, (seen.octets()[2] & 0xff) << 8 | seen.octets()[3] & 0xff);
      assertTrue(length < 4 || checksum(seen) == 0);
    }
    net.target.healthy().fault(Fault.truncated(28));
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV6).echo(Nets.TARGET6, 5);
    assertEquals(28, exchange.only().octets().length);
  }

  @Test
  void differentSource() throws IOException {
    IpAddress other = IpAddress.ofIpv4(0xcb007163);
    assertEquals(other, only(Fault.source(other)).from());
    IpAddress other6 = Nets.ipv6(0x99);
    net.target.healthy().fault(Fault.source(other6));
    Exchange exchange = Exchange.datagram(net, IpFamily.IPV6).echo(Nets.TARGET6, 5);
    assertEquals(other6, exchange.only().from());
  }

  @Test
  void badChecksumReachesRawSocketsOfIpv4Only() throws IOException {
    assertNotEquals(0, checksum(only(Fault.badChecksum())));
    for (IpFamily family : IpFamily.values()) {
      IpAddress to = family == IpFamily.IPV4 ? Nets.TARGET : Nets.TARGET6;
      assertEquals(List.of(), Exchange.datagram(net, family).echo(to, 1).listen(Nets.SECOND));
    }
    Exchange raw6 = Exchange.raw(net, IpFamily.IPV6).echo(Nets.TARGET6, 1);
    assertEquals(List.of(), raw6.listen(Nets.SECOND));
  }

  @Test
  void orderTellsWhetherCopiesAreChanged() throws IOException {
    net.target.fault(Fault.duplicate(1)).fault(Fault.wrongOctet(0, 0xaa));
    Exchange exchange = Exchange.raw(net, IpFamily.IPV4).echo(Nets.TARGET, 1);
    List<Seen> seen = exchange.listen(Nets.SECOND);
    assertEquals(0, seen.get(0).message(8));
    assertEquals(0xaa, seen.get(1).message(8));
    assertEquals(PacketBatch.PACKET, seen.get(1).kind());
  }
}
