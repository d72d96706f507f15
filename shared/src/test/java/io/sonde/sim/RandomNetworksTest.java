// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.EchoRequest;
import io.sonde.wire.IpAddress;
import io.sonde.wire.icmp.MplsLabelStack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Networks made by chance: they run to their end, emit nothing wrong, and do the same again. */
class RandomNetworksTest {
  private static final int NETWORKS = 1000;
  private static final int PROBES = 40;

  private static IpAddress ipv4(int index) {
    return IpAddress.ofIpv4(0xc6336400 + index);
  }

  /** A network with everything that chance may switch on; {@code corrupt}: bit errors too. */
  private static Simulation build(long seed, boolean corrupt) {
    SplittableRandom random = new SplittableRandom(seed);
    Simulation simulation = new Simulation(seed, ipv4(0), Nets.ipv6(0x100));
    List<Node> nodes = new ArrayList<>(List.of(simulation.host()));
    int routers = 1 + random.nextInt(8);
    for (int i = 1; i <= routers; i++) {
      Router router = simulation.router("r" + i, ipv4(i), Nets.ipv6(0x100 + i));
      adorn(router, random);
      join(simulation, nodes.get(random.nextInt(nodes.size())), router, random, corrupt, seed);
      nodes.add(router);
    }
    for (int i = 0; i < random.nextInt(4); i++) {
      Node one = nodes.get(1 + random.nextInt(routers));
      Node other = nodes.get(1 + random.nextInt(routers));
      if (one != other) {
        join(simulation, one, other, random, corrupt, seed);
        // copies made in a loop would be without number
        if (seed % 2 == 0 && random.nextInt(3) == 0) {
          simulation.route(one, ipv4(100), 32, other);
        }
      }
    }
    Server server = simulation.server("t", ipv4(100), Nets.ipv6(0x200));
    server.tcpOpen(80).udpOpen(7).timestamp(true);
    Fault[] faults = {
      Fault.duplicate(2),
      Fault.lateCopy(5000),
      Fault.unsolicited(3),
      Fault.truncated(9),
      Fault.wrongIdentifier(1),
      Fault.wrongOctet(1, 2),
      Fault.source(ipv4(77))
    };
    for (Fault fault : faults) {
      if (random.nextInt(6) == 0) {
        server.fault(Fault.only(sequence -> sequence % 3 == 0, fault));
      }
    }
    join(simulation, nodes.get(routers), server, random, corrupt, seed);
    return simulation;
  }

  private static void adorn(Router router, SplittableRandom random) {
    switch (random.nextInt(12)) {
      case 0 -> router.errors(ErrorStyle::silent);
      case 1 -> router.errors(style -> style.rate(1000, 3));
      case 2 -> router.errors(style -> style.quote(random.nextInt(100)));
      case 3 ->
          router.errors(
              style ->
                  style.extensions(
                      ErrorStyle.Extensions.values()[1 + random.nextInt(3)],
                      new MplsLabelStack(
                          List.of(new MplsLabelStack.Entry(random.nextInt(1 << 20), 1, true, 3)))));
      case 4 -> router.zeroTtl();
      case 5 -> router.invisible();
      case 6 -> router.rewriteDscp(random.nextInt(64)).rewriteEcn(random.nextInt(4));
      case 7 -> router.reject(Match.protocol(17), Router.Reject.ADMIN);
      case 8 -> router.drop(Match.port(6, 80));
      case 9 -> router.balance(Router.Balance.PACKET, 0);
      case 10 -> router.balance(Router.Balance.FLOW, 5);
      default -> router.ttl(255);
    }
  }

  private static void join(
      Simulation simulation,
      Node one,
      Node other,
      SplittableRandom random,
      boolean corrupt,
      long seed) {
    Link link = simulation.link(one, other, random.nextInt(10_000));
    switch (random.nextInt(7)) {
      case 0 -> link.both(way -> way.loss(0.2));
      case 1 -> link.both(way -> way.duplicate(seed % 2 == 0 ? 0 : 0.2));
      case 2 -> link.to(other).jitter(2000).reorder(0.3, 5000);
      case 3 -> link.to(one).rate(1_000_000, 3);
      case 4 -> link.both(way -> way.mtu(1400));
      case 5 -> link.both(way -> way.mtu(1300).blackHole(true));
      default -> link.both(way -> way.corrupt(corrupt ? 0.3 : 0));
    }
  }

  /** Sends probes of every sort and returns a digest of all octets and times that came back. */
  private static long run(Simulation simulation, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    CRC32 digest = new CRC32();
    ByteBuffer stamp = ByteBuffer.allocate(8);
    simulation
        .host()
        .attach(
            (time, octets, offset, length) -> {
              digest.update(stamp.putLong(0, time).array());
              digest.update(octets.array(), octets.arrayOffset() + offset, length);
            });
    ByteBuffer packet = ByteBuffer.allocate(1500);
    for (int i = 0; i < PROBES; i++) {
      boolean six = random.nextBoolean();
      IpAddress from = six ? Nets.ipv6(0x100) : ipv4(0);
      int target = random.nextInt(4) == 0 ? 1 : 100;
      IpAddress to = six ? Nets.ipv6(target == 1 ? 0x101 : 0x200) : ipv4(target);
      int length = 60 + random.nextInt(1441);
      EchoRequest.write(packet, 0, from, to, 1 + random.nextInt(12), 9, i, length);
      if (random.nextInt(3) == 0) {
        disguise(packet, six, random);
      }
      simulation.send(packet, 0, length);
      simulation.runUntil(simulation.now() + random.nextInt(3000));
    }
    while (simulation.nextTime() < Long.MAX_VALUE) {
      simulation.runUntil(simulation.nextTime());
    }
    return digest.getValue();
  }

  /** Makes an echo request a UDP or TCP packet, or one of an unknown protocol. */
  private static void disguise(ByteBuffer packet, boolean six, SplittableRandom random) {
    int protocol = List.of(17, 6, 99).get(random.nextInt(3));
    packet.put(six ? 6 : 9, (byte) protocol);
    if (!six) {
      Headers.seal(packet, 0);
    }
    int transport = six ? 40 : 20;
    packet.putShort(transport, (short) 40_000);
    packet.putShort(transport + 2, (short) (random.nextBoolean() ? 7 : 80));
    PacketView view = new PacketView();
    assertTrue(view.read(packet, 0, packet.capacity()));
    if (protocol == 17) {
      packet.putShort(transport + 4, (short) view.transportLength());
    }
    view.sealTransport();
  }

  @Test
  void everyPacketEmittedIsRightAndAllEnd() {
    int[] seen = {0};
    for (long seed = 0; seed < NETWORKS; seed++) {
      Simulation simulation = build(seed, false);
      PacketView view = new PacketView();
      String network = "seed " + seed;
      simulation.watch(
          (time, octets, offset, length) -> {
            assertTrue(view.read(octets, offset, length), network);
            assertEquals(length, view.length, network);
            // a cut TCP segment has no checksum
            int least = view.protocol == 6 ? 20 : 8;
            assertTrue(view.transportLength() < least || view.transportIsRight(), network);
            seen[0]++;
          });
      run(simulation, seed);
      assertEquals(0, simulation.packetsUnderWay(), network);
    }
    assertTrue(seen[0] > NETWORKS * PROBES, seen[0] + " packets");
  }

  @Test
  void corruptionEndsNothing() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      Simulation simulation = build(seed, true);
      run(simulation, seed);
      assertEquals(0, simulation.packetsUnderWay(), "seed " + seed);
    }
  }

  @Test
  void theSameSeedGivesTheSameOctetsAtTheSameTimes() {
    int different = 0;
    for (long seed = 0; seed < 300; seed++) {
      long first = run(build(seed, true), seed);
      assertEquals(first, run(build(seed, true), seed), "seed " + seed);
      different += first == run(build(seed + 2, true), seed) ? 0 : 1;
    }
    assertTrue(different > 250, different + " of 300 differ from another seed's");
  }
}
