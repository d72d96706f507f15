// SPDX-License-Identifier: Apache-2.0
package io.sonde.sim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.net.EchoRequest;
import io.sonde.sim.topology.Traffic.Seen;
import io.sonde.wire.InternetChecksum;
import io.sonde.wire.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each keyword does to the packets. */
class KeywordsTest {
  private static final int QUOTE = 8;

  private static Seen expired(String lines) throws TopologyException {
    return Traffic.in(lines).echo(Traffic.TARGET, 1).only();
  }

  private static int count(String lines, int probes) throws TopologyException {
    Traffic traffic = Traffic.in(lines);
    for (int i = 0; i < probes; i++) {
      traffic.echo(Traffic.TARGET, 64, i, 84);
    }
    return traffic.listen(100 * Traffic.SECOND).size();
  }

  @Test
  void aLineOfNodesIsWalkedHopByHop() throws TopologyException {
    Traffic traffic = Traffic.in("");
    assertEquals(Traffic.R1, traffic.echo(Traffic.TARGET, 1).only().from());
    assertEquals(Traffic.R2, traffic.echo(Traffic.TARGET, 2).only().from());
    Seen reply = traffic.echo(Traffic.TARGET, 3).only();
    assertEquals(Traffic.TARGET, reply.from());
    assertEquals(0, reply.body(0));
    assertEquals(62, reply.ttl());
    assertEquals(14, reply.millis() - 2000);
    assertEquals(129, traffic.echo(Traffic.TARGET6, 64).only().body(0));
  }

  @Test
  void silent() throws TopologyException {
    Traffic traffic = Traffic.in("router r1 198.51.100.1 silent");
    assertEquals(List.of(), traffic.echo(Traffic.TARGET, 1).echo(Traffic.R1, 9).listen());
    Traffic udp = Traffic.in("router r1 198.51.100.1 silent=udp,tcp");
    assertEquals(List.of(), udp.udp(Traffic.TARGET, 1, 9, 9).syn(Traffic.TARGET, 1, 9).listen());
    assertEquals(11, udp.echo(Traffic.TARGET, 1).only().body(0));
    Traffic six = Traffic.in("router r1 198.51.100.1 2001:db8:1::1 silent=icmp");
    assertEquals(List.of(), six.echo(Traffic.TARGET6, 1).listen());
    assertEquals(11, six.udp(Traffic.TARGET, 1, 9, 9).only().body(0));
  }

  @Test
  void icmpRateIsATokenBucket() throws TopologyException {
    Traffic traffic = Traffic.in("router r1 198.51.100.1 icmp-rate=5/s:3");
    for (int i = 0; i < 10; i++) {
      traffic.echo(Traffic.TARGET, 1);
    }
    assertEquals(3, traffic.listen().size());
    for (int i = 0; i < 10; i++) {
      traffic.echo(Traffic.TARGET, 1);
    }
    assertEquals(3, traffic.listen().size());
    Traffic single = Traffic.in("router r1 198.51.100.1 icmp-rate=5/s");
    assertEquals(1, single.echo(Traffic.TARGET, 1).echo(Traffic.TARGET, 1).listen().size());
    Traffic none = Traffic.in("router r1 198.51.100.1 icmp-rate=0/s");
    assertEquals(2, none.echo(Traffic.TARGET, 1).echo(Traffic.TARGET, 1).listen().size());
  }

  @Test
  void ttlOfARouterAndOfAServer() throws TopologyException {
    assertEquals(255, expired("router r1 198.51.100.1 ttl=255").ttl());
    Traffic traffic = Traffic.in("server t 203.0.113.9 ttl=128");
    assertEquals(126, traffic.echo(Traffic.TARGET, 64).only().ttl());
  }

  @Test
  void quote() throws TopologyException {
    assertEquals(20 + QUOTE + 28, expired("router r1 198.51.100.1 quote=28").length());
    assertEquals(20 + QUOTE + 84, expired("router r1 198.51.100.1 quote=full").length());
    assertEquals(20 + QUOTE, expired("router r1 198.51.100.1 quote=0").length());
  }

  /** Octets by hand from the figures of RFC 4884 section 7 and RFC 4950 section 4. */
  @Test
  void mplsStacksStandBehindTheQuoteInBothFamilies() throws TopologyException {
    String line = "router r1 198.51.100.1 2001:db8:1::1 mpls=24001:5:0:2+3:0:1:255";
    Seen seen = expired(line);
    int structure = 20 + QUOTE + 128;
    assertEquals(structure + 16, seen.length());
    assertEquals(32, seen.body(5));
    assertEquals(0x2000, seen.word(structure));
    assertEquals(0x000c0101, seen.octets().getInt(structure + 4));
    assertEquals(24001 << 12 | 5 << 9 | 2, seen.octets().getInt(structure + 8));
    assertEquals(3 << 12 | 1 << 8 | 255, seen.octets().getInt(structure + 12));
    Seen six = Traffic.in(line).echo(Traffic.TARGET6, 1).only();
    assertEquals(40 + QUOTE + 128 + 16, six.length());
    assertEquals(16, six.body(4));
    assertEquals(0x000c0101, six.octets().getInt(40 + QUOTE + 132));
    assertEquals(20 + QUOTE + 84, expired("router r1 198.51.100.1 mpls=none").length());
  }

  @ParameterizedTest
  @CsvSource({"rfc4884,32,true", "bad-checksum,32,false", "legacy,0,true"})
  void ext(String form, int length, boolean right) throws TopologyException {
    Seen seen = expired("router r1 198.51.100.1 ext=" + form + " mpls=24001:0:1:1");
    assertEquals(length, seen.body(5));
    int structure = 20 + QUOTE + 128;
    long sum = InternetChecksum.add(0, seen.octets(), structure, seen.length() - structure);
    assertEquals(right, InternetChecksum.fold(sum) == 0);
    assertEquals(
        0, InternetChecksum.fold(InternetChecksum.add(0, seen.octets(), 20, seen.length() - 20)));
  }

  @Test
  void extNoneLeavesThemOut() throws TopologyException {
    Seen seen = expired("router r1 198.51.100.1 mpls=24001:0:1:1 ext=none");
    assertEquals(20 + QUOTE + 84, seen.length());
  }

  /** RFC 5837 section 4.1: role 0, ifIndex, name and MTU present is C-Type 0x0b. */
  @Test
  void interfaceInfo() throws TopologyException {
    Seen seen = expired("router r1 198.51.100.1 interface-info=3,eth0,1500");
    int object = 20 + QUOTE + 128 + 4;
    assertEquals(2, seen.at(object + 2));
    assertEquals(0x0b, seen.at(object + 3));
    assertEquals(3, seen.octets().getInt(object + 4));
    assertEquals(8, seen.at(object + 8));
    assertEquals('e', seen.at(object + 9));
    assertEquals(1500, seen.octets().getInt(object + 16));
    assertEquals(20, seen.word(object));
  }

  @Test
  void answersFrom() throws TopologyException {
    Seen seen = expired("router r1 198.51.100.1 answers-from=10.0.0.1");
    assertEquals(IpAddress.ofIpv4(0x0a000001), seen.from());
  }

  @Test
  void zeroTtl() throws TopologyException {
    Seen seen = expired("router r1 198.51.100.1 zero-ttl");
    assertEquals(Traffic.R2, seen.from());
    assertEquals(0, seen.body(QUOTE + 8));
    assertEquals(Traffic.R1, expired("router r1 198.51.100.1 zero-ttl=off").from());
  }

  @Test
  void noDecrement() throws TopologyException {
    Seen seen = expired("router r1 198.51.100.1 no-decrement");
    assertEquals(Traffic.R2, seen.from());
    assertEquals(1, seen.body(QUOTE + 8));
  }

  @Test
  void rewrite() throws TopologyException {
    Traffic traffic = Traffic.in("router r1 198.51.100.1 rewrite=dscp:46,ecn:1,ttl:+3");
    Seen seen = traffic.echo(Traffic.TARGET, 2).only();
    assertEquals(Traffic.TARGET, seen.from());
    Traffic marked = Traffic.in("router r1 198.51.100.1 rewrite=dscp:46,ecn:1");
    Seen quoted = marked.echo(Traffic.TARGET, 2).only();
    assertEquals(46 << 2 | 1, quoted.body(QUOTE + 1));
    long sum = InternetChecksum.add(0, quoted.octets(), 20 + QUOTE, 20);
    assertEquals(0, InternetChecksum.fold(sum));
  }

  @ParameterizedTest
  @CsvSource({"net,0,0", "host,1,3", "admin,13,1", "port,3,4"})
  void reject(String how, int code, int code6) throws TopologyException {
    Traffic traffic = Traffic.in("router r1 198.51.100.1 2001:db8:1::1 reject=" + how);
    Seen seen = traffic.echo(Traffic.TARGET, 64).only();
    assertEquals(3, seen.body(0));
    assertEquals(code, seen.body(1));
    Seen six = traffic.echo(Traffic.TARGET6, 64).only();
    assertEquals(1, six.body(0));
    assertEquals(code6, six.body(1));
  }

  @Test
  void rejectOfAPrefixLeavesTheRest() throws TopologyException {
    Traffic traffic =
        Traffic.in("router r1 198.51.100.1 2001:db8:1::1 reject=admin:203.0.113.0/24");
    assertEquals(3, traffic.echo(Traffic.TARGET, 64).only().body(0));
    assertEquals(0, traffic.echo(Traffic.R2, 64).only().body(0));
    assertEquals(129, traffic.echo(Traffic.TARGET6, 64).only().body(0));
  }

  @Test
  void drop() throws TopologyException {
    String line = "router r1 198.51.100.1 2001:db8:1::1 drop=icmp drop=udp:53";
    Traffic traffic = Traffic.in(line);
    assertEquals(List.of(), traffic.echo(Traffic.TARGET, 64).echo(Traffic.TARGET6, 64).listen());
    assertEquals(List.of(), traffic.udp(Traffic.TARGET, 64, 9, 53).listen());
    // the answer to another port is ICMP, and dropped on its way back
    assertEquals(List.of(), traffic.udp(Traffic.TARGET, 64, 9, 54).listen());
    assertEquals(0x14, traffic.syn(Traffic.TARGET, 64, 53).only().body(13));
    assertEquals(11, traffic.echo(Traffic.TARGET, 1).only().body(0));
    Traffic prefix = Traffic.in("router r1 198.51.100.1 drop=203.0.113.0/24 reject=net");
    assertEquals(List.of(), prefix.echo(Traffic.TARGET, 64).listen());
    assertEquals(3, prefix.echo(Traffic.R2, 64).only().body(0));
  }

  @Test
  void serverPrefixTcpUdpRestEchoTimestamp() throws TopologyException {
    Traffic traffic =
        Traffic.in(
            "server t 203.0.113.9 prefix=203.0.113.0/24 tcp-open=80,8000-8002 udp-open=7"
                + " timestamp=on");
    IpAddress other = IpAddress.ofIpv4(0xcb0071c8);
    assertEquals(other, traffic.echo(other, 64).only().from());
    assertEquals(0x12, traffic.syn(Traffic.TARGET, 64, 8001).only().body(13));
    assertEquals(0x14, traffic.syn(Traffic.TARGET, 64, 8003).only().body(13));
    assertEquals(17, traffic.udp(Traffic.TARGET, 64, 9, 7).only().at(9));
    Seen refused = traffic.udp(Traffic.TARGET, 64, 9, 8).only();
    assertEquals(0x0303, refused.bodyWord(0));
    byte[] stamp = new byte[20];
    stamp[0] = 13;
    stamp[2] = (byte) 0xf2;
    stamp[3] = (byte) 0xff;
    assertEquals(14, traffic.send(Traffic.ipv4(Traffic.TARGET, 64, 1, stamp)).only().body(0));
    Traffic mute = Traffic.in("server t 203.0.113.9 rest=filtered echo=off");
    mute.syn(Traffic.TARGET, 64, 80).udp(Traffic.TARGET, 64, 9, 8).echo(Traffic.TARGET, 64);
    mute.send(Traffic.ipv4(Traffic.TARGET, 64, 1, stamp));
    assertEquals(List.of(), mute.listen());
  }

  @Test
  void answersTtlExceededAndDuplicate() throws TopologyException {
    Traffic traffic = Traffic.in("server t 203.0.113.9 answers-ttl-exceeded");
    Seen seen = traffic.echo(Traffic.TARGET, 64).only();
    assertEquals(Traffic.TARGET, seen.from());
    assertEquals(11, seen.body(0));
    assertEquals(3, count("server t 203.0.113.9 duplicate=2", 1));
  }

  @ParameterizedTest
  @CsvSource({"1,0,28", "2,20,32", "3,20,36"})
  void igmpQueriesComeAtTheirInterval(int version, int response, int length)
      throws TopologyException {
    Traffic traffic =
        new Traffic(
            """
            host h 192.0.2.10
            server q 192.0.2.1 igmp=querier:%d:5
            link h q 1ms
            """
                .formatted(version));
    List<Seen> queries = traffic.listen(12 * Traffic.SECOND);
    assertEquals(3, queries.size());
    assertEquals(1001, queries.get(0).millis());
    assertEquals(6001, queries.get(1).millis());
    Seen query = queries.get(0);
    assertEquals(length, query.length());
    assertEquals(2, query.at(9));
    assertEquals(1, query.ttl());
    assertEquals(0xe0000001, query.octets().getInt(16));
    assertEquals(0x11, query.body(0));
    assertEquals(response, query.body(1));
    int header = query.header();
    long sum = InternetChecksum.add(0, query.octets(), header, query.length() - header);
    assertEquals(0, InternetChecksum.fold(sum));
  }

  /** RFC 3376 section 4.2: record type 3 is CHANGE_TO_INCLUDE_MODE; without sources a leave. */
  @Test
  void igmpLeavesAreAskedAbout() throws TopologyException {
    Traffic traffic =
        new Traffic("host h 192.0.2.10\nserver q 192.0.2.1 igmp=querier:3:100\nlink h q 1ms\n");
    traffic.listen(2 * Traffic.SECOND);
    ByteBuffer report = ByteBuffer.allocate(16).putInt(0, 0x22000000).putInt(4, 1);
    report.putInt(8, 0x03000000).putInt(12, 0xe9fc0001);
    report.putShort(2, (short) InternetChecksum.fold(InternetChecksum.add(0, report, 0, 16)));
    IpAddress routers = IpAddress.ofIpv4(0xe0000016);
    traffic.send(Traffic.ipv4(routers, 1, 2, report.array()));
    List<Seen> asked = traffic.listen(3 * Traffic.SECOND);
    assertEquals(2, asked.size());
    assertEquals(0xe9fc0001, asked.get(0).octets().getInt(16));
    assertEquals(0xe9fc0001, asked.get(1).octets().getInt(asked.get(1).header() + 4));
  }

  @Test
  void delayAndJitterByDirection() throws TopologyException {
    Traffic traffic = Traffic.in("link r1 r2 5ms r2->r1 50ms");
    assertEquals(59, traffic.echo(Traffic.TARGET, 64).only().millis());
    Traffic jittery = Traffic.in("link r1 r2 5ms jitter=20ms");
    Set<Long> times = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      long begin = jittery.simulation.now();
      long took = jittery.echo(Traffic.TARGET, 64).only().time() - begin;
      assertTrue(took >= 14_000_000 && took <= 54_000_000, took + " ns");
      times.add(took / 1_000_000);
    }
    assertTrue(times.size() > 15, times::toString);
  }

  @Test
  void lossDuplicateAndCorruptByDirection() throws TopologyException {
    int there = count("link r1 r2 5ms r1->r2 loss=50%", 1000);
    assertTrue(there > 420 && there < 580, there + " of 1000");
    int both = count("link r1 r2 5ms loss=50%", 1000);
    assertTrue(both > 190 && both < 310, both + " of 1000");
    assertEquals(0, count("link r1 r2 5ms loss=100%", 10));
    assertEquals(200, count("link r1 r2 5ms r2->r1 duplicate=100%", 100));
    assertEquals(400, count("link r1 r2 5ms duplicate=100%", 100));
    int corrupt = count("link r2 t 1ms r2->t corrupt=100%", 300);
    assertTrue(corrupt < 60, corrupt + " of 300");
  }

  @Test
  void reorder() throws TopologyException {
    Traffic traffic = Traffic.in("link r1 r2 5ms r1->r2 reorder=50%:20ms");
    for (int i = 0; i < 20; i++) {
      traffic.echo(Traffic.TARGET, 64, i, 84);
    }
    List<Integer> sequences = new ArrayList<>();
    for (Seen seen : traffic.listen()) {
      sequences.add(seen.bodyWord(6));
    }
    assertEquals(20, sequences.size());
    assertNotEquals(sequences.stream().sorted().toList(), sequences);
  }

  /** 1000 octets take 8 ms at 1 Mbit/s; of 20 at once one is being sent and 5 wait. */
  @Test
  void rateAndQueue() throws TopologyException {
    Traffic traffic = Traffic.in("link r1 r2 0ms r1->r2 rate=1M queue=5");
    for (int i = 0; i < 20; i++) {
      traffic.echo(Traffic.TARGET, 64, i, 1000);
    }
    List<Seen> seen = traffic.listen();
    assertEquals(6, seen.size());
    assertEquals(4 + 8, seen.get(0).millis());
    assertEquals(4 + 48, seen.get(5).millis());
  }

  @Test
  void mtuAndBlackHole() throws TopologyException {
    Traffic traffic = Traffic.in("link r1 r2 5ms mtu=1400");
    Seen seen = traffic.echo(Traffic.TARGET, 64, 1, 1401).only();
    assertEquals(0x0304, seen.bodyWord(0));
    assertEquals(1400, seen.bodyWord(6));
    assertEquals(0, traffic.echo(Traffic.TARGET, 64, 1, 1400).only().body(0));
    Seen six = traffic.echo(Traffic.TARGET6, 64, 1, 1401).only();
    assertEquals(2, six.body(0));
    assertEquals(1400, six.octets().getInt(44));
    Traffic hole = Traffic.in("link r1 r2 5ms mtu=1400,blackhole");
    assertEquals(List.of(), hole.echo(Traffic.TARGET, 64, 1, 1401).listen());
  }

  /** RFC 791 section 3.2: Router Alert is copied into every fragment, Record Route is not. */
  @Test
  void routersDivideWhatMayBeDivided() throws TopologyException {
    for (String link : new String[] {"mtu=596", "mtu=596,blackhole"}) {
      Traffic traffic = Traffic.in("link r1 r2 5ms " + link);
      List<String> fragments = new ArrayList<>();
      traffic.simulation.watch(
          (time, octets, offset, length) -> {
            if (octets.getInt(offset + 16) == Traffic.TARGET.ipv4Bits()
                && octets.get(offset + 8) == 8) {
              int at = octets.getShort(offset + 6);
              int head = 4 * (octets.get(offset) & 0xf);
              byte[] options = new byte[head - 20];
              octets.get(offset + 20, options);
              fragments.add(
                  String.format("%d %x %s", length, at, HexFormat.of().formatHex(options)));
            }
          });
      ByteBuffer packet = ByteBuffer.allocate(1028);
      packet.putInt(0, 0x47000000 | 1028).putInt(4, 0x00070000).putInt(8, 0x09010000);
      packet.putInt(12, Traffic.HOST.ipv4Bits()).putInt(16, Traffic.TARGET.ipv4Bits());
      packet.putInt(20, 0x94040000).putInt(24, 0x07030400).putInt(28, 0x0800f7fe).putInt(32, 1);
      long sum = InternetChecksum.add(0, packet, 0, 28);
      traffic.simulation.host().reassemble();
      traffic.send(packet.putShort(10, (short) InternetChecksum.fold(sum)));
      Seen reply = traffic.only();
      assertEquals(1020, reply.length());
      assertEquals(0, reply.word(6));
      assertEquals(List.of("596 2000 9404000007030400", "456 47 94040000"), fragments);
    }
  }

  /** RFC 8200 section 4.5: who sends IPv6 divides by the path's MTU, nobody on the way. */
  @Test
  void answersLongerThanTheirPathComeInFragments() throws TopologyException {
    Traffic traffic = Traffic.in("link h r1 1ms mtu=9000\nlink r1 r2 5ms mtu=1400");
    ByteBuffer whole = ByteBuffer.allocate(2040);
    EchoRequest.write(whole, 0, Traffic.HOST6, Traffic.TARGET6, 64, Traffic.IDENTIFIER, 5, 2040);
    for (int[] part : new int[][] {{0, 1200, 1}, {1200, 2000, 0}}) {
      ByteBuffer fragment = ByteBuffer.allocate(48 + part[1] - part[0]);
      fragment.put(0, whole, 0, 40).put(48, whole, 40 + part[0], part[1] - part[0]);
      fragment.putShort(4, (short) (fragment.capacity() - 40)).put(6, (byte) 44);
      traffic.send(fragment.putInt(40, 58 << 24 | part[0] | part[2]).putInt(44, 9));
    }
    List<Seen> seen = traffic.listen();
    assertEquals(2, seen.size());
    assertEquals(1400, seen.get(0).length()); // 48 octets of headers, 169 units of 8
    assertEquals(0x3a000001, seen.get(0).octets().getInt(40));
    assertEquals(48 + 2000 - 1352, seen.get(1).length());
    assertEquals(0x3a000000 | 1352, seen.get(1).octets().getInt(40));
    assertEquals(seen.get(0).octets().getInt(44), seen.get(1).octets().getInt(44));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nat r1 source=198.51.100.1", "link r1 r2 5ms mtu=1300"})
  void fragmentsAreAnsweredAsOnePacket(String line) throws TopologyException {
    Traffic traffic = Traffic.in(line);
    traffic.simulation.host().reassemble();
    ByteBuffer whole = ByteBuffer.allocate(3020);
    EchoRequest.write(whole, 0, Traffic.HOST, Traffic.TARGET, 64, Traffic.IDENTIFIER, 5, 3020);
    int[][] parts = {{1480, 2960, 1}, {2960, 3000, 0}, {0, 1480, 1}};
    for (int[] part : parts) {
      ByteBuffer fragment = ByteBuffer.allocate(20 + part[1] - part[0]);
      fragment.put(0, whole, 0, 20).put(20, whole, 20 + part[0], part[1] - part[0]);
      fragment.putShort(2, (short) fragment.capacity());
      fragment.putShort(6, (short) (part[2] << 13 | part[0] / 8)).putShort(10, (short) 0);
      long sum = InternetChecksum.add(0, fragment, 0, 20);
      traffic.send(fragment.putShort(10, (short) InternetChecksum.fold(sum)));
    }
    Seen reply = traffic.only();
    assertEquals(3020, reply.length());
    assertEquals(0, reply.body(0));
    assertEquals(5, reply.bodyWord(6));
    assertEquals(whole.getInt(3000), reply.octets().getInt(3000));
  }

  @Test
  void downAndUpByChange() throws TopologyException {
    Traffic traffic = Traffic.in("change after=2s link r1 r2 down\nchange after=4s link r1 r2 up");
    assertEquals(0, traffic.echo(Traffic.TARGET, 64).only().body(0));
    traffic.listen(2 * Traffic.SECOND);
    assertEquals(0x0300, traffic.echo(Traffic.TARGET, 64).only().bodyWord(0));
    traffic.listen();
    assertEquals(0, traffic.echo(Traffic.TARGET, 64).only().body(0));
  }

  @Test
  void changeOfEveryStatement() throws TopologyException {
    Traffic traffic =
        Traffic.in(
            """
            change after=1s router r1 ttl=200 silent=udp
            change after=1s server t ttl=100
            change after=1s link r1 r2 7ms loss=0%
            change after=1s link h r2 1ms
            change after=3s route h 203.0.113.0/24 via r1
            change after=5s route h 203.0.113.0/24 via r2
            change after=5s balance r1 by=packet
            change after=5s nat r2 source=198.51.100.2
            """);
    assertEquals(62, traffic.echo(Traffic.TARGET, 64).only().ttl());
    traffic.listen(1);
    Seen direct = traffic.echo(Traffic.TARGET, 64).only();
    assertEquals(99, direct.ttl());
    assertEquals(Traffic.R2, traffic.echo(Traffic.TARGET, 1).only().from());
    Seen moved = traffic.echo(Traffic.TARGET, 1).only();
    assertEquals(Traffic.R1, moved.from());
    assertEquals(200, moved.ttl());
    traffic.listen();
    assertEquals(Traffic.R2, traffic.echo(Traffic.TARGET, 1).only().from());
  }

  private static final String DIAMOND =
      """
      router a 10.0.0.1
      router b 10.0.0.2
      link r1 a 1ms
      link r1 b 1ms
      link a r2 1ms
      link b r2 1ms
      link r1 r2 1ms down
      """;

  /** Which of the two middle routers answers, of 300 probes. */
  private static int byA(String balance, boolean newPort, boolean newId) throws TopologyException {
    Traffic traffic = Traffic.in(DIAMOND + balance);
    int a = 0;
    for (int i = 0; i < 300; i++) {
      if (newId) {
        traffic.echo(Traffic.TARGET, 2, i, 84);
      } else {
        traffic.udp(Traffic.TARGET, 2, newPort ? 1000 + i : 1000, 33_434);
      }
      a += traffic.only().from().equals(IpAddress.ofIpv4(0x0a000001)) ? 1 : 0;
    }
    return a;
  }

  private static void isHalf(int count) {
    assertTrue(count > 110 && count < 190, count + " of 300");
  }

  @Test
  void balance() throws TopologyException {
    assertEquals(300, byA("", true, false));
    isHalf(byA("balance r1", true, false));
    assertEquals(0, byA("balance r1", false, false) % 300);
    // the sequence number changes the checksum, which is in the first four octets
    isHalf(byA("balance r1 by=flow", false, true));
    assertEquals(0, byA("balance r1 by=flow+port", false, true) % 300);
    isHalf(byA("balance r1 by=flow+port", true, false));
    assertEquals(0, byA("balance r1 by=destination", true, false) % 300);
    isHalf(byA("balance r1 by=packet", false, false));
    assertEquals(300, byA("balance r1 by=none", true, false));
    int weighted = byA("balance r1 weights=9,1", true, false);
    assertTrue(weighted > 250 && weighted < 295, weighted + " of 300");
    Set<Integer> bySeed = new HashSet<>();
    for (int seed = 0; seed < 8; seed++) {
      bySeed.add(byA("balance r1 seed=" + seed, false, false));
    }
    assertEquals(Set.of(0, 300), bySeed);
  }

  @Test
  void routeOverridesAndLoops() throws TopologyException {
    Traffic traffic = Traffic.in("route r2 203.0.113.0/24 via r1");
    assertEquals(Traffic.R1, traffic.echo(Traffic.TARGET, 63).only().from());
    assertEquals(Traffic.R2, traffic.echo(Traffic.TARGET, 64).only().from());
    assertEquals(129, traffic.echo(Traffic.TARGET6, 64).only().body(0));
  }

  private static final String NAT = "nat r1 source=198.51.100.1";

  private static List<Seen> crossing(Traffic traffic, IpAddress from) {
    List<Seen> seen = new ArrayList<>();
    traffic.simulation.watch(
        (time, octets, offset, length) -> {
          Seen one = new Seen(time, ByteBuffer.allocate(length).put(0, octets, offset, length));
          if (one.from().equals(from)) {
            seen.add(one);
          }
        });
    return seen;
  }

  @Test
  void natTranslatesThereAndBack() throws TopologyException {
    Traffic traffic = Traffic.in(NAT);
    List<Seen> outside = crossing(traffic, Traffic.R1);
    Seen reply = traffic.echo(Traffic.TARGET, 64).only();
    assertEquals(Traffic.TARGET, reply.from());
    assertEquals(Traffic.HOST.ipv4Bits(), reply.octets().getInt(16));
    assertEquals(Traffic.IDENTIFIER, reply.bodyWord(4));
    assertEquals(8, outside.get(0).body(0));
    traffic.syn(Traffic.TARGET, 64, 80);
    Seen reset = traffic.only();
    assertEquals(0x14, reset.body(13));
    assertEquals(40_000, reset.bodyWord(2));
    long sum = InternetChecksum.add(6 + 20, reset.octets(), 12, 8 + 20);
    assertEquals(0, InternetChecksum.fold(sum));
    assertEquals(0, traffic.echo(Traffic.R1, 64).only().body(0));
  }

  @Test
  void natRestoresQuotesOrLeavesThem() throws TopologyException {
    Seen restored = Traffic.in(NAT).udp(Traffic.TARGET, 2, 5000, 33_434).only();
    assertEquals(Traffic.R2, restored.from());
    assertEquals(Traffic.HOST.ipv4Bits(), restored.octets().getInt(20 + QUOTE + 12));
    assertEquals(0, InternetChecksum.fold(InternetChecksum.add(0, restored.octets(), 28, 20)));
    Seen left = Traffic.in(NAT + " quote=translated").udp(Traffic.TARGET, 2, 5000, 33_434).only();
    assertEquals(Traffic.HOST.ipv4Bits(), left.octets().getInt(16));
    assertEquals(Traffic.R1.ipv4Bits(), left.octets().getInt(20 + QUOTE + 12));
    for (Seen seen : List.of(restored, left)) {
      long sum = InternetChecksum.add(0, seen.octets(), 20, seen.length() - 20);
      assertEquals(0, InternetChecksum.fold(sum));
    }
  }

  @Test
  void natTranslatesIpv6AsWell() throws TopologyException {
    Traffic traffic = Traffic.in("nat r1 source=2001:db8:1::1");
    List<Seen> outside = crossing(traffic, Traffic.R1_6);
    Seen reply = traffic.echo(Traffic.TARGET6, 64).only();
    assertEquals(129, reply.body(0));
    assertEquals(Traffic.HOST6, IpAddress.at(Traffic.HOST6.family(), reply.octets(), 24));
    Seen request = outside.get(0);
    long sum = InternetChecksum.add(58 + 44, request.octets(), 8, 32 + 44);
    assertEquals(0, InternetChecksum.fold(sum));
  }

  @Test
  void errorsAboutErrorsMulticastAndLaterFragmentsAreNotSent() throws TopologyException {
    Traffic traffic = Traffic.in("");
    byte[] error = new byte[36];
    error[0] = 11;
    error[2] = (byte) 0xf4;
    error[3] = (byte) 0xff;
    traffic.send(Traffic.ipv4(Traffic.TARGET, 1, 1, error));
    ByteBuffer later = Traffic.ipv4(Traffic.TARGET, 1, 17, new byte[16]);
    later.putShort(6, (short) 100).putShort(10, (short) 0);
    later.putShort(10, (short) InternetChecksum.fold(InternetChecksum.add(0, later, 0, 20)));
    traffic.send(later);
    traffic.send(Traffic.ipv4(IpAddress.ofIpv4(0xe0000005), 1, 17, new byte[16]));
    assertEquals(List.of(), traffic.listen());
  }
}
