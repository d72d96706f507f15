// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for arrives: octets at the far end of a veth equal those that were built. */
class SendIT {
  private static final String HEADER = "020000000202020000000201";
  private static @Nullable Veth veth;

  @BeforeAll
  static void wire() throws IOException {
    veth = new Veth();
  }

  @BeforeEach
  void forgetEarlierTests() throws IOException {
    requireNonNull(veth).forget();
  }

  @AfterAll
  static void unwire() throws IOException {
    if (veth != null) {
      veth.close();
    }
  }

  private static List<String> frames(String prefix, int count) throws IOException {
    return requireNonNull(veth).frames(prefix, count);
  }

  private static List<String> built(String words) {
    CraftRun run = CraftRun.of("build -o hex --seed 5 " + words);
    assertEquals(0, run.status(), run.err());
    return run.out().lines().toList();
  }

  private static void sends(String prefix, String options, String words) throws IOException {
    List<String> expected = built(words).stream().map(packet -> prefix + packet).toList();
    WireRun run = WireRun.of("send --seed 5 " + options + words);
    assertEquals(0, run.status(), run.err());
    assertEquals(expected, frames(prefix.isEmpty() ? HEADER : prefix, expected.size()), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip src=192.0.2.1 dst=192.0.2.2 / udp chksum=bad / data hello",
        "ip src=192.0.2.1 dst=192.0.2.2 ttl=1..5 / icmp echo id=7 seq=1..3",
        "ip src=rand dst=192.0.2.2 ttl=rand:32..64 / tcp dport=inc:1..1024 syn -c 100",
        "ip src=192.0.2.1 dst=192.0.2.2 frag=3 mf evil / data zero:16",
        "ip src=192.0.2.1 dst=192.0.2.2 opt=rr:3,nop / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 opt=lsrr:192.0.2.7+192.0.2.8 / tcp opt=mss:1460,hex:ff",
        "ip src=192.0.2.1 dst=192.0.2.2 chksum=0xdead / icmp echo chksum=bad",
        "ip src=192.0.2.1 dst=192.0.2.2 ihl=15 len=+4 / udp dport=53 len=3 / data hex:deadbeef",
        "ip src=192.0.2.1 dst=192.0.2.2 version=6 / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 id=0 / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 len=0 / udp",
        "ip src=0.0.0.0 dst=192.0.2.2 / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 @6=ff / icmp type=13 / data x",
        "ip src=192.0.2.1 dst=198.51.100.7 / ip src=10.1.1.1 dst=10.1.1.2 / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp / data rand:4000 --frag 1400 --frag-order 2,0,1"
            + " --frag-overlap 8",
      })
  void packetsOfIpv4(String words) throws IOException {
    sends(HEADER + "0800", "", words);
  }

  /** Threads send the same packets, in whatever order. */
  @ParameterizedTest
  @ValueSource(strings = {"--flood ", "--rate 5k ", "--mbps 5 "})
  void packetsOfSeveralThreads(String pace) throws IOException {
    String words = "ip src=rand dst=192.0.2.2 ttl=rand / udp dport=1..7 / data rand:9 -c 50";
    List<String> expected =
        built(words).stream().map(packet -> HEADER + "0800" + packet).sorted().toList();
    WireRun run = WireRun.of("send --seed 5 --threads 3 " + pace + words);
    assertEquals(0, run.status(), run.err());
    assertEquals(expected, frames(HEADER + "0800", 350).stream().sorted().toList(), run.err());
    assertTrue(run.err().contains("350 packets sent, 12950 octets"), run.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip6 src=2001:db8::1 dst=2001:db8::2 / icmp6 echo id=3 seq=1..4",
        "ip6 src=2001:db8::77 dst=2001:db8::2 hlim=0 fl=0xabcde tc=0xff / udp chksum=bad",
        "ip6 src=2001:db8::1 dst=2001:db8::2 / rt type=4 seg=2001:db8::a,2001:db8::b left=1 / udp",
        "ip6 src=2001:db8::1 dst=2001:db8::2 / hbh opt=ra:0 / dst opt=padn:4 / udp",
        "ip6 src=2001:db8::1 dst=2001:db8::2 version=4 / udp",
        "ip6 src=2001:db8::1 dst=2001:db8::2 len=-3 / udp / data hello",
        "ip6 src=2001:db8::1 dst=2001:db8:7::2 / udp / data rand:2000 --frag 800 --frag-drop 1",
      })
  void packetsOfIpv6(String words) throws IOException {
    sends(HEADER + "86dd", "", words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eth dst=02:00:00:00:02:02 src=02:00:00:00:02:01 / vlan id=100 ad / vlan id=1..40 pcp=5"
            + " / ip src=10.9.0.1 dst=10.9.0.2 / udp",
        "eth dst=02:00:00:00:02:02 src=02:00:00:00:02:01 type=5 / data hello",
        "eth dst=02:00:00:00:02:02 src=02:00:00:00:02:01 / arp reply hwsrc=02:00:00:00:00:09 psrc=192.0.2.9",
        "raw hex:020000000202020000000201ffff",
      })
  void frames(String words) throws IOException {
    sends("", "-i craftnear ", words);
  }

  /** What the text leaves open comes from the host. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip dst=192.0.2.2 / udp                          | 0800 | ip src=192.0.2.1 dst=192.0.2.2 / udp
          ip dst=198.51.100.0/31 / udp                    | 0800 | ip src=192.0.2.1 dst=198.51.100.0/31 / udp
          ip dst=192.0.2.2 chksum=1 / udp                 | 0800 | ip src=192.0.2.1 dst=192.0.2.2 chksum=1 / udp
          ip6 dst=2001:db8::2 / udp                       | 86dd | ip6 src=2001:db8::1 dst=2001:db8::2 / udp
          ip6 dst=fe80::2%craftnear / udp                 | 86dd | ip6 src=fe80::1 dst=fe80::2 / udp
          -i craftnear eth / ip dst=192.0.2.2 / udp       | 0800 | ip src=192.0.2.1 dst=192.0.2.2 / udp
          """)
  void sourcesAreTheRoutes(String words, String type, String same) throws IOException {
    List<String> expected = built(same);
    WireRun run = WireRun.of("send " + words);
    assertEquals(0, run.status(), run.err());
    List<String> wanted = expected.stream().map(packet -> HEADER + type + packet).toList();
    assertEquals(wanted, frames(HEADER + type, wanted.size()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip / igmp3 report rec=ex:232.1.1.1                    | 01005e000016 | ip src=192.0.2.1 / igmp3 report rec=ex:232.1.1.1
          ip / igmp2 query maxresp=10s                          | 01005e000001 | ip src=192.0.2.1 / igmp2 query maxresp=10s
          ip dst=192.0.2.255 / udp                              | ffffffffffff | ip src=192.0.2.1 dst=192.0.2.255 / udp
          ip dst=255.255.255.255 chksum=1 / udp -i craftnear    | ffffffffffff | ip src=192.0.2.1 dst=255.255.255.255 chksum=1 / udp
          -i craftnear ip6 / mld2 report rec=ex:ff02::1:3       | 333300000016 | ip6 src=fe80::1 / mld2 report rec=ex:ff02::1:3
          -i craftnear ip6 / ns target=fe80::7 opt=slla:auto    | 3333ff000007 | ip6 src=fe80::1 / ns target=fe80::7 opt=slla:02:00:00:00:02:01
          """)
  void groupsAndBroadcasts(String words, String to, String same) throws IOException {
    List<String> expected = built(same);
    WireRun run = WireRun.of("send " + words);
    assertEquals(0, run.status(), run.err());
    String type = same.startsWith("ip6") ? "86dd" : "0800";
    assertTrue(
        frames(to + "020000000201" + type, 1)
            .contains(to + "020000000201" + type + expected.get(0)),
        run.err());
  }

  @Test
  void anArpRequestIsFilledFromTheInterface() throws IOException {
    WireRun run = WireRun.of("send -i craftnear arp request pdst=192.0.2.9");
    assertEquals(0, run.status(), run.err());
    String broadcast = "ffffffffffff020000000201";
    assertEquals(
        List.of(
            broadcast + "08060001080006040001" + "020000000201c0000201" + "000000000000c0000209"),
        frames(broadcast, 1));
  }

  @Test
  void packetsOfACaptureLeaveAsTheyAre() throws IOException {
    String words = "ip src=192.0.2.1 dst=192.0.2.2 chksum=1 / udp sport=1..3 / data abc";
    byte[] capture = CraftRun.of("build -o json " + words).octets();
    WireRun run = WireRun.of(capture, "send", "-");
    assertEquals(0, run.status(), run.err());
    assertEquals(
        built(words).stream().map(packet -> HEADER + "0800" + packet).toList(),
        frames(HEADER + "0800", 3));
  }

  @Test
  void nobodyIsAskedForByBroadcast() {
    WireRun run = WireRun.of("send ip dst=192.0.2.77 chksum=1 / udp");
    assertEquals(4, run.status());
    assertTrue(
        run.err().contains("192.0.2.77: no link address on craftnear; nobody answered"), run.err());
  }

  @Test
  void eachPacketIsAnEvent() {
    WireRun run = WireRun.of("send --json ip dst=192.0.2.2 chksum=1 / udp");
    List<String> lines = run.out().lines().toList();
    assertEquals(3, lines.size(), run.out());
    assertTrue(
        lines
            .get(1)
            .contains(
                "\"probe\":1,\"path\":\"packet\",\"pathReason\":\"ip.chksum is literal; a raw"
                    + " socket would correct it\",\"lengthBytes\":28}"),
        run.out());
    assertTrue(lines.get(2).contains("\"packets\":1,\"sentBytes\":42,"), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip dst=192.0.2.2 ttl=1..3 / udp --stats 1s --rate 1000",
        "ip dst=192.0.2.77 chksum=1 / udp",
        "ip dst=192.0.2.2 / udp / data zero:1600",
        "ip dst=8.8.8.8 / udp --rate 1k",
      })
  void everyLineIsAnEventOfTheSchema(String words) throws IOException {
    assertTrue(Events.check(WireRun.of("send --json " + words).out()) >= 2);
  }

  /** The lines of the specification that send, towards whom the test's network leads. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip dst=10.0.0.1 ttl=1..5 / icmp echo id=7 seq=1..3 / data hello",
        "-i craftnear eth dst=02:00:00:00:00:02 / vlan id=100 ad / vlan id=1..4094 pcp=5 /"
            + " ip dst=10.9.0.2 / udp dport=9",
        "ip dst=10.0.0.1 chksum=0xdead / icmp echo chksum=bad",
        "ip dst=10.0.0.1 ihl=15 len=+4 / udp dport=53 len=3 / data hex:deadbeef",
        "ip / igmp3 report rec=ex:232.1.1.1 rec=inc:239.1.1.1+10.0.0.5",
        "ip / igmp2 query maxresp=10s",
        "-i craftnear ip6 / mld2 report rec=ex:ff02::1:3",
        "ip dst=10.0.0.1 id=7 / udp dport=9 / data rand:4000 --frag 1400 --frag-order 2,0,1"
            + " --frag-overlap 8",
        "ip src=rand dst=10.0.0.1 ttl=rand:32..64 / tcp dport=inc:1..1024 syn --rate 20k -c 2000"
            + " --seed 42",
        "ip dst=10.0.0.1 / tcp dport=80 syn + ip dst=10.0.0.1 / tcp dport=80 rst --gap 10ms",
      })
  void examplesOfTheSpecificationSend(String words) {
    WireRun run = WireRun.of("send " + words);
    assertEquals(0, run.status(), run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip dst=10.0.0.0/30 / tcp dport=22,80,443 syn opt=mss:1460,nop,ws:7,sackok | 12
          -i craftnear ip6 / ns target=fe80::2 opt=slla:auto                        | 1
          """)
  void examplesOfTheSpecificationAsk(String words, int probes) {
    WireRun run = WireRun.of("sr -t 100ms " + words);
    assertEquals(1, run.status(), run.err());
    assertTrue(run.err().contains(probes + (probes == 1 ? " probe, " : " probes, ")), run.err());
    assertEquals(probes, run.out().lines().filter(l -> l.endsWith(" no answer")).count());
  }

  @Test
  void whatIsTheSameLeavesAsOftenAsAsked() throws IOException {
    String words = "ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=4 / data hello";
    WireRun run = WireRun.of("send -c 300 " + words);
    assertEquals(0, run.status(), run.err());
    String frame = HEADER + "0800" + built(words).get(0);
    assertEquals(300, frames(frame, 300).size());
  }

  @Test
  void loopbackHasLinkHeadersOfZeros() {
    WireRun run = WireRun.of("send ip dst=127.0.0.1 chksum=1 / udp");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.err().contains("1 packet sent, 42 octets"), run.err());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip src=192.0.2.1 dst=192.0.2.2 chksum=bad / udp / data hello",
        "ip dst=192.0.2.2 ttl=1..5 / icmp echo id=7 seq=1..30",
        "ip6 src=2001:db8::1 dst=2001:db8::2 / udp / data rand:100",
        "-i craftnear eth dst=02:00:00:00:02:02 / vlan id=1..4 ad / vlan id=7 / arp request",
        "ip dst=127.0.0.1 / icmp echo",
        "ip dst=192.0.2.2 / udp / data rand:4000 --frag 1400",
      })
  void whatLeavesAsAskedIsVerified(String words) throws IOException {
    int packets = built(words.replace("-i craftnear ", "")).size();
    WireRun run = WireRun.of("send --verify --seed 5 " + words);
    assertEquals(0, run.status(), run.out() + run.err());
    assertEquals("", run.out());
    assertTrue(
        run.err().contains("verified: " + packets + " left as asked, 0 otherwise, 0 not seen\n"),
        run.err());
  }

  /** What raw(7) says that the kernel writes itself: length, checksum, an identification of 0. */
  @Test
  void whatTheHostChangesIsSaid() throws IOException {
    String words =
        "--via raw ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp"
            + " + ip src=192.0.2.1 dst=192.0.2.2 id=8 chksum=0xdead / udp"
            + " + ip src=192.0.2.1 dst=192.0.2.2 id=9 len=+4 / udp / data hello";
    WireRun run = WireRun.of("send --verify " + words);
    assertEquals(1, run.status(), run.out() + run.err());
    assertTrue(run.out().contains("2  ip.chksum: 0xdead | 0xf6c5\n"), run.out());
    assertTrue(run.out().contains("3  ip.len: 37 | 33\n"), run.out());
    assertTrue(run.err().contains("verified: 1 left as asked, 2 otherwise, 0 not seen"), run.err());
    WireRun json = WireRun.of("send --json --verify " + words);
    assertEquals(1, json.status());
    assertTrue(Events.check(json.out()) >= 6, json.out());
    String last = json.out().lines().reduce((first, second) -> second).orElse("");
    assertTrue(last.contains("\"event\":\"summary\"") && last.contains("\"exitCode\":1"), last);
  }

  /** A connect writes its own SYN; what answers it goes the other way and is not what it became. */
  @Test
  void whatARegularSocketWritesItselfIsSaid() {
    WireRun udp =
        WireRun.of("send --verify --via socket ip dst=127.0.0.1 id=4 / udp sport=5000 / data hi");
    assertEquals(1, udp.status(), udp.out() + udp.err());
    assertTrue(udp.out().startsWith("1  ip.id: 4 | "), udp.out());
    assertTrue(udp.out().contains("\n1  ip.chksum: "), udp.out());
    assertEquals(2, udp.out().lines().count(), udp.out());
    WireRun tcp =
        WireRun.of("send --verify --via socket ip dst=127.0.0.1 ttl=9 / tcp dport=1 syn seq=9");
    assertEquals(1, tcp.status(), tcp.out() + tcp.err());
    assertTrue(tcp.out().contains("1  tcp.seq: 9 | "), tcp.out());
    assertFalse(tcp.out().contains("ip.ttl") || tcp.out().contains("tcp.flags"), tcp.out());
    assertTrue(tcp.err().contains("0 left as asked, 1 otherwise, 0 not seen"), tcp.err());
  }

  @Test
  void verifyingNeedsAPaceThatCanBeFollowed() {
    WireRun run = WireRun.of("send --verify --flood -c 2 ip dst=192.0.2.2 / udp");
    assertEquals(2, run.status());
    assertEquals(
        "craft: --verify: not with --flood, which nobody could follow; --rate\n", run.err());
  }
}
