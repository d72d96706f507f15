// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.EchoRequest;
import io.sonde.sim.Simulation;
import io.sonde.wire.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Octet strings that no friend would send, into a network that does all it can. */
class HostileOctetsTest {
  private static final int STRINGS = 1_000_000;

  private static final String NETWORK =
      """
      host h 192.0.2.10 2001:db8::10
      router r1 198.51.100.1 2001:db8:1::1 mpls=3:0:1:9 interface-info=3,eth0,1500 quote=60
      router r2 198.51.100.2 2001:db8:2::2 rewrite=dscp:3,ecn:1,ttl:+1 drop=tcp:25 icmp-rate=90/s:50
      router r3 198.51.100.3 2001:db8:3::2 zero-ttl reject=port:203.0.113.77/32
      server t 203.0.113.9 2001:db8:9::9 prefix=203.0.113.0/24 tcp-open=80 udp-open=7 timestamp=on
      server q 192.0.2.1 igmp=querier:3 duplicate=2 answers-ttl-exceeded
      link h r1 1us
      link h q 1us
      link r1 r2 1us mtu=1280 corrupt=1% loss=1% duplicate=1% reorder=2%:9us
      link r1 r3 1us rate=10M queue=3
      link r2 t 1us
      link r3 t 1us
      balance r1 by=flow
      balance h by=packet
      nat r1 source=198.51.100.1 source=2001:db8:1::1
      """;

  /** Half of them begin as something well-formed, so that they get further than the first node. */
  @Test
  void aMillionOfThemChangeNothingAndEndNothing() throws TopologyException {
    Simulation simulation = Topology.parse("hostile.net", NETWORK).simulate(5);
    SplittableRandom random = new SplittableRandom(6);
    ByteBuffer octets = ByteBuffer.allocate(2000);
    long[] arrived = {0};
    simulation.host().attach((time, buffer, offset, length) -> arrived[0]++);
    for (int i = 0; i < STRINGS; i++) {
      int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 1999 : 120);
      if (random.nextBoolean()) {
        length = disguised(octets, Math.max(length, 64), random);
      } else {
        for (int at = 0; at < length; at++) {
          octets.put(at, (byte) random.nextInt());
        }
        octets.put(0, (byte) (random.nextBoolean() ? 0x45 : 0x60 | random.nextInt(16)));
      }
      simulation.send(octets, 0, length);
      simulation.runUntil(simulation.now() + 2000);
    }
    simulation.runUntil(simulation.now() + 100_000_000);
    assertEquals(0, simulation.packetsUnderWay());
    assertTrue(arrived[0] > 10_000, arrived[0] + " answers");
    Traffic.Seen[] last = new Traffic.Seen[1];
    simulation
        .host()
        .attach(
            (time, buffer, offset, length) ->
                last[0] =
                    new Traffic.Seen(
                        time, ByteBuffer.allocate(length).put(0, buffer, offset, length)));
    ByteBuffer probe = ByteBuffer.allocate(84);
    for (int i = 0; i < 50 && last[0] == null; i++) { // some are lost or go to q
      EchoRequest.write(probe, 0, Traffic.HOST, Traffic.R1, 9, 1, i, 84);
      simulation.send(probe, 0, 84);
      simulation.runUntil(simulation.now() + 100_000);
    }
    assertEquals(Traffic.R1, last[0].from());
  }

  /** An echo request of either family of which some octets are others, its header sum right. */
  private static int disguised(ByteBuffer octets, int length, SplittableRandom random) {
    boolean six = random.nextInt(3) == 0;
    EchoRequest.write(
        octets,
        0,
        six ? Traffic.HOST6 : Traffic.HOST,
        six ? Traffic.TARGET6 : random.nextBoolean() ? Traffic.TARGET : Traffic.R1,
        random.nextInt(5),
        random.nextInt(65_536),
        7,
        length);
    int header = six ? 40 : 20;
    int[] protocols = {0, 1, 2, 6, 17, 43, 44, 58, 60, 136, random.nextInt(256)};
    octets.put(six ? 6 : 9, (byte) protocols[random.nextInt(protocols.length)]);
    for (int n = random.nextInt(6); n > 0; n--) {
      octets.put(header + random.nextInt(length - header), (byte) random.nextInt());
    }
    if (random.nextInt(3) == 0) { // an error with a quote of something
      octets.put(header, (byte) (six ? 1 + random.nextInt(4) : 3 + random.nextInt(10)));
      octets.put(header + 8, (byte) random.nextInt());
      seal(octets, header, length, six);
    }
    if (!six) {
      octets.putShort(6, (short) (random.nextInt(4) == 0 ? random.nextInt() : 0));
      octets.putShort(10, (short) 0);
      octets.putShort(10, (short) InternetChecksum.fold(InternetChecksum.add(0, octets, 0, 20)));
    }
    return length;
  }

  private static void seal(ByteBuffer octets, int header, int length, boolean six) {
    octets.put(six ? 6 : 9, (byte) (six ? 58 : 1)).putShort(header + 2, (short) 0);
    long sum = six ? InternetChecksum.add(58 + length - header, octets, 8, 32) : 0;
    sum = InternetChecksum.add(sum, octets, header, length - header);
    octets.putShort(header + 2, (short) InternetChecksum.fold(sum));
  }
}
