// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import io.sonde.craft.dissect.Dissection;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which packet answers which, by the rules of the protocols. */
final class ProbeTableTest {
  private static final int ETHERNET = 1;
  private static final int RAW = 101;

  private final ProbeTable table = new ProbeTable();
  private final Dissection arrived = new Dissection();

  private static byte[] octets(String words) {
    CraftRun run = CraftRun.of("build -o hex " + words.trim().replaceAll(" +", " "));
    assertEquals(0, run.status(), run.err());
    return HexFormat.of().parseHex(run.out().strip());
  }

  private static int link(String words) {
    return words.trim().startsWith("eth") ? ETHERNET : RAW;
  }

  private Probe probe(String words) {
    Probe probe = new Probe(1, octets(words), link(words));
    table.add(probe);
    return probe;
  }

  private @Nullable Probe find(byte[] packet, int link) {
    arrived.read(packet, 0, packet.length, packet.length, link);
    return table.find(arrived.packet());
  }

  private @Nullable Probe find(String words) {
    return find(octets(words), link(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          icmp echo id=7 seq=1                | icmp reply id=7 seq=1               | true
          icmp echo id=7 seq=1                | icmp reply id=7 seq=2               | false
          icmp echo id=7 seq=1                | icmp reply id=8 seq=1               | false
          icmp echo id=7 seq=1                | icmp echo id=7 seq=1                | false
          icmp ts id=7 seq=1                  | icmp tsreply id=7 seq=1             | true
          icmp ts id=7 seq=1                  | icmp reply id=7 seq=1               | false
          icmp mask id=7                      | icmp maskreply id=7                 | true
          icmp xecho id=7 seq=3 local=1       | icmp xreply id=7 seq=3 active=1     | true
          icmp xecho id=7 seq=3               | icmp xreply id=7 seq=4              | false
          icmp unreach port                   | icmp unreach port                   | false
          tcp sport=5 dport=80 syn seq=100    | tcp sport=80 dport=5 syn ack ack=101 | true
          tcp sport=5 dport=80 syn seq=100    | tcp sport=80 dport=5 syn ack ack=100 | false
          tcp sport=5 dport=80 syn seq=100    | tcp sport=80 dport=5 syn ack ack=102 | false
          tcp sport=5 dport=80 syn seq=100    | tcp sport=80 dport=5 rst ack ack=101 | true
          tcp sport=5 dport=80 syn seq=100    | tcp sport=80 dport=5 syn            | false
          tcp sport=5 dport=80 syn seq=100    | tcp sport=80 dport=5 rst            | false
          tcp sport=5 dport=80 syn seq=100    | tcp sport=81 dport=5 rst ack ack=101 | false
          tcp sport=5 dport=80 syn seq=0xffffffff | tcp sport=80 dport=5 syn ack ack=0 | true
          tcp sport=5 dport=80 ack seq=100 ack=7 | tcp sport=80 dport=5 rst seq=7   | true
          tcp sport=5 dport=80 ack seq=100 ack=7 | tcp sport=80 dport=5 rst seq=8   | false
          tcp sport=5 dport=80 psh ack seq=100 / data hello | tcp sport=80 dport=5 ack ack=105 | true
          tcp sport=5 dport=80 psh ack seq=100 / data hello | tcp sport=80 dport=5 ack ack=106 | false
          tcp sport=5 dport=80 fin ack seq=100 | tcp sport=80 dport=5 fin ack ack=101 | true
          udp sport=5 dport=7                 | udp sport=7 dport=5 / data x        | true
          udp sport=5 dport=7                 | udp sport=7 dport=6                 | false
          udp sport=5 dport=7                 | udp sport=5 dport=7                 | false
          udp sport=5 dport=7                 | tcp sport=7 dport=5 rst ack         | false
          udplite sport=5 dport=7             | udplite sport=7 dport=5             | true
          sctp sport=5 dport=7 vtag=0 chunk=init:0x01020304:65535:10:10:1 | sctp sport=7 dport=5 vtag=0x01020304 chunk=abort | true
          sctp sport=5 dport=7 vtag=0 chunk=init:0x01020304:65535:10:10:1 | sctp sport=7 dport=5 vtag=9 chunk=abort | false
          sctp sport=5 dport=7 vtag=77 chunk=heartbeat:01 | sctp sport=7 dport=5 vtag=77 chunk=abort | true
          udp sport=5 dport=53 / dns id=9 rd q=a.example:A | udp sport=53 dport=5 / dns id=9 qr q=a.example:A | true
          udp sport=5 dport=53 / dns id=9 rd q=a.example:A | udp sport=53 dport=5 / dns id=8 qr q=a.example:A | false
          udp sport=5 dport=53 / dns id=9 rd q=a.example:A | udp sport=53 dport=5 / dns id=9 q=a.example:A | false
          udp sport=5 dport=53 / dns id=9 rd q=a.example:A | udp sport=53 dport=5 / data hello | false
          udp sport=5 dport=123 / ntp xmit=77 | udp sport=123 dport=5 / ntp mode=server orig=77 | true
          udp sport=5 dport=123 / ntp xmit=77 | udp sport=123 dport=5 / ntp mode=server orig=78 | false
          data zero:8                         | data zero:9                         | true
          data zero:8                         | udp                                 | false
          """)
  void whatIpCarries(String asked, String got, boolean answers) {
    Probe probe = probe("ip src=192.0.2.9 dst=192.0.2.1 / " + asked);
    assertSame(answers ? probe : null, find("ip src=192.0.2.1 dst=192.0.2.9 / " + got));
    assertNull(find("ip src=192.0.2.2 dst=192.0.2.9 / " + got), "a stranger's");
    assertNull(find("ip src=192.0.2.1 dst=192.0.2.8 / " + got), "for a stranger");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip6 src=2001:db8::9 dst=2001:db8::1 / icmp6 echo id=7 seq=1 | ip6 src=2001:db8::1 dst=2001:db8::9 / icmp6 reply id=7 seq=1 | true
          ip6 src=2001:db8::9 dst=2001:db8::1 / icmp6 echo id=7 seq=1 | ip6 src=2001:db8::2 dst=2001:db8::9 / icmp6 reply id=7 seq=1 | false
          ip6 src=2001:db8::9 dst=ff02::1 / icmp6 echo id=7 seq=1 | ip6 src=2001:db8::2 dst=2001:db8::9 / icmp6 reply id=7 seq=1 | true
          ip6 src=2001:db8::9 dst=2001:db8::1 / icmp6 niquery nonce=5 | ip6 src=2001:db8::1 dst=2001:db8::9 / icmp6 nireply nonce=5 | true
          ip6 src=2001:db8::9 dst=2001:db8::1 / icmp6 niquery nonce=5 | ip6 src=2001:db8::1 dst=2001:db8::9 / icmp6 nireply nonce=6 | false
          ip6 src=fe80::9 / ns target=fe80::1 | ip6 src=fe80::1 dst=fe80::9 / na s target=fe80::1 | true
          ip6 src=fe80::9 / ns target=fe80::1 | ip6 src=fe80::2 dst=fe80::9 / na s target=fe80::1 | true
          ip6 src=fe80::9 / ns target=fe80::1 | ip6 src=fe80::1 dst=fe80::9 / na s target=fe80::2 | false
          ip6 src=:: / ns target=fe80::1      | ip6 src=fe80::1 dst=ff02::1 / na target=fe80::1 | true
          ip6 src=fe80::9 / rs                | ip6 src=fe80::1 dst=ff02::1 / ra             | true
          ip6 src=fe80::9 / rs                | ip6 src=fe80::1 dst=ff02::1 / na target=fe80::1 | false
          ip6 src=fe80::9 / mld2 query        | ip6 src=fe80::1 / mld2 report rec=is_ex:ff02::1:3 | true
          ip6 src=fe80::9 / mld2 query group=ff02::1:3 | ip6 src=fe80::1 / mld2 report rec=is_ex:ff02::5 rec=is_ex:ff02::1:3 | true
          ip6 src=fe80::9 / mld2 query group=ff02::1:3 | ip6 src=fe80::1 / mld2 report rec=is_ex:ff02::1:4 | false
          ip6 src=fe80::9 / mld1 query group=ff02::1:3 | ip6 src=fe80::1 / mld1 report group=ff02::1:3 | true
          ip6 src=fe80::9 / mld1 query group=ff02::1:3 | ip6 src=fe80::1 / mld1 done group=ff02::1:3 | false
          ip src=192.0.2.9 / igmp2 query      | ip src=192.0.2.1 / igmp2 report group=239.1.1.1 | true
          ip src=192.0.2.9 / igmp2 query group=239.1.1.1 | ip src=192.0.2.1 / igmp2 report group=239.1.1.2 | false
          ip src=192.0.2.9 / igmp3 query group=239.1.1.1 | ip src=192.0.2.1 / igmp3 report rec=is_ex:239.1.1.2+10.0.0.1 rec=is_ex:239.1.1.1 | true
          ip src=192.0.2.9 / igmp3 query      | ip src=192.0.2.1 / igmp1 report group=239.1.1.1 | true
          ip src=192.0.2.9 / igmp3 query      | ip src=192.0.2.1 / igmp2 leave group=239.1.1.1 | false
          ip src=192.0.2.9 dst=255.255.255.255 / icmp echo id=3 | ip src=192.0.2.5 dst=192.0.2.9 / icmp reply id=3 | true
          ip src=0.0.0.0 dst=255.255.255.255 / udp sport=68 dport=67 / dhcp xid=5 opt=discover | ip src=192.0.2.1 dst=192.0.2.77 / udp sport=67 dport=68 / dhcp op=reply xid=5 opt=offer | true
          ip src=0.0.0.0 dst=255.255.255.255 / udp sport=68 dport=67 / dhcp xid=5 opt=discover | ip src=192.0.2.1 dst=192.0.2.77 / udp sport=67 dport=68 / dhcp op=reply xid=6 opt=offer | false
          eth / arp request pdst=192.0.2.1    | eth / arp reply psrc=192.0.2.1 pdst=192.0.2.9 | true
          eth / arp request pdst=192.0.2.1    | eth / arp reply psrc=192.0.2.2 pdst=192.0.2.9 | false
          eth / arp request pdst=192.0.2.1    | eth / arp request psrc=192.0.2.1 pdst=192.0.2.9 | false
          eth / vlan id=5 / ip src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | eth / vlan id=5 / ip src=192.0.2.1 dst=192.0.2.9 / udp sport=4 dport=3 | true
          eth / vlan id=5 / ip src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | eth / vlan id=6 / ip src=192.0.2.1 dst=192.0.2.9 / udp sport=4 dport=3 | false
          eth / vlan id=5 / ip src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | eth / ip src=192.0.2.1 dst=192.0.2.9 / udp sport=4 dport=3 | false
          ip src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | eth / ip src=192.0.2.1 dst=192.0.2.9 / udp sport=4 dport=3 | true
          ip6 src=2001:db8::9 dst=2001:db8::1 / rt type=4 seg=2001:db8::a,2001:db8::b left=1 / udp sport=3 dport=4 | ip6 src=2001:db8::b dst=2001:db8::9 / udp sport=4 dport=3 | true
          ip6 src=2001:db8::9 dst=2001:db8::1 / hbh opt=padn:4 / udp sport=3 dport=4 | ip6 src=2001:db8::1 dst=2001:db8::9 / dst opt=padn:4 / udp sport=4 dport=3 | true
          ip src=192.0.2.9 dst=192.0.2.1 / ip src=10.0.0.1 dst=10.0.0.2 / udp sport=3 dport=4 | ip src=192.0.2.1 dst=192.0.2.9 / ip src=10.0.0.2 dst=10.0.0.1 / udp sport=4 dport=3 | true
          ip src=192.0.2.9 dst=192.0.2.1 / ip src=10.0.0.1 dst=10.0.0.2 / udp sport=3 dport=4 | ip src=192.0.2.1 dst=192.0.2.9 / ip src=10.0.0.3 dst=10.0.0.1 / udp sport=4 dport=3 | false
          ip src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | ip src=192.0.2.1 dst=192.0.2.9 frag=7 proto=17 / data hex:0004000300080000 | false
          """)
  void wholePackets(String asked, String got, boolean answers) {
    Probe probe = probe(asked);
    assertSame(answers ? probe : null, find(got));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip id=5 ttl=9 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | ip id=5 ttl=1 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | true
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | ip id=6 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | false
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=5 | false
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 | ip id=5 src=192.0.2.9 dst=192.0.2.2 / udp sport=3 dport=4 | false
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 / data ab | ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4 / data ac | false
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / tcp sport=3 dport=4 syn seq=9 | ip id=5 src=192.0.2.9 dst=192.0.2.1 / tcp sport=3 dport=4 syn seq=9 | true
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / tcp sport=3 dport=4 syn seq=9 | ip id=5 src=192.0.2.9 dst=192.0.2.1 / tcp sport=3 dport=4 syn seq=8 | false
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / icmp echo id=7 seq=1 | ip id=5 src=192.0.2.9 dst=192.0.2.1 / icmp echo id=7 seq=1 | true
          ip id=5 src=192.0.2.9 dst=192.0.2.1 / icmp echo id=7 seq=1 | ip id=5 src=192.0.2.9 dst=192.0.2.1 / icmp echo id=7 seq=2 | false
          ip id=5 src=192.0.2.9 dst=192.0.2.1 proto=200 / data zero:20 | ip id=5 src=192.0.2.9 dst=192.0.2.1 proto=200 / data zero:20 | true
          """)
  void errorsByWhatTheyQuote(String asked, String quoted, boolean answers) {
    Probe probe = probe(asked);
    String error = "ip src=198.51.100.1 dst=192.0.2.9 / icmp exceeded ttl quote=28 / ";
    assertSame(answers ? probe : null, find(error + quoted));
    assertTrue(table.isError());
  }

  @Test
  void errorsOfIpv6QuoteBehindTheHeaders() {
    String asked = "ip6 src=2001:db8::9 dst=2001:db8::1 / hbh opt=padn:4 / udp sport=3 dport=4";
    Probe probe = probe(asked);
    String error = "ip6 src=2001:db8::7 dst=2001:db8::9 / icmp6 exceeded hop / ";
    assertSame(probe, find(error + asked));
    assertNull(find(error + asked.replace("dport=4", "dport=5")));
  }

  @Test
  void aQuoteThatIsTooShortProvesNothing() {
    probe("ip id=5 src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=4");
    byte[] error =
        octets(
            "ip src=198.51.100.1 dst=192.0.2.9 / icmp exceeded ttl / ip id=5 src=192.0.2.9"
                + " dst=192.0.2.1 / udp sport=3 dport=4");
    for (int length = 28; length < error.length; length++) {
      assertNull(find(Arrays.copyOf(error, length), RAW), length + " octets");
    }
    assertTrue(find(error, RAW) != null);
  }

  @Test
  void whoStillWaitsComesFirst() {
    String words = "ip src=192.0.2.9 dst=192.0.2.1 / icmp echo id=7 seq=1";
    Probe first = probe(words);
    Probe second = probe(words);
    String reply = "ip src=192.0.2.1 dst=192.0.2.9 / icmp reply id=7 seq=1";
    assertSame(first, find(reply));
    first.state = Probe.State.ANSWERED;
    assertSame(second, find(reply));
    table.remove(second);
    assertSame(first, find(reply));
    table.remove(first);
    assertNull(find(reply));
  }

  @Test
  void aNetworksBroadcastIsAnsweredByAnybody() {
    String words = "ip src=192.0.2.9 dst=192.0.2.255 / icmp echo id=7 seq=1";
    Probe probe = new Probe(1, octets(words), RAW);
    probe.toEverybody(16);
    table.add(probe);
    assertSame(probe, find("ip src=192.0.2.44 dst=192.0.2.9 / icmp reply id=7 seq=1"));
  }

  @Test
  void laterFragmentsAreNoProbes() {
    String words = "ip src=192.0.2.9 dst=192.0.2.1 frag=4 / data zero:8";
    assertFalse(table.add(new Probe(1, octets(words), RAW)));
  }

  /** Whatever comes, nothing is thrown; and what is not an answer is none after a bit turned. */
  @Test
  void hostileOctetsAreHarmless() {
    SplittableRandom random = new SplittableRandom(11);
    String[] probes = {
      "ip src=192.0.2.9 dst=192.0.2.1 / udp sport=3 dport=53 / dns id=9 q=a.example:A",
      "ip src=192.0.2.9 dst=192.0.2.1 / tcp sport=3 dport=4 syn",
      "ip6 src=fe80::9 / ns target=fe80::1",
      "ip src=192.0.2.9 / igmp3 query",
      "ip6 src=fe80::9 / mld2 query",
      "eth / arp request pdst=192.0.2.1"
    };
    String[] answers = {
      "ip src=192.0.2.1 dst=192.0.2.9 / udp sport=53 dport=3 / dns id=9 qr q=a.example:A",
      "ip src=198.51.100.1 dst=192.0.2.9 / icmp exceeded ttl / ip src=192.0.2.9 dst=192.0.2.1 /"
          + " tcp sport=3 dport=4 syn",
      "ip6 src=fe80::1 dst=fe80::9 / na target=fe80::1",
      "ip src=192.0.2.1 / igmp3 report rec=is_ex:239.1.1.2+10.0.0.1 rec=is_ex:239.1.1.1",
      "ip6 src=fe80::1 / mld2 report rec=is_ex:ff02::1:3 rec=is_ex:ff02::5",
      "eth / arp reply psrc=192.0.2.1"
    };
    for (String words : probes) {
      probe(words);
    }
    for (String words : answers) {
      byte[] good = octets(words);
      assertTrue(find(good, link(words)) != null, words);
      for (int i = 0; i < 3000; i++) {
        byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
        for (int n = random.nextInt(4); n > 0 && bad.length > 0; n--) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt();
        }
        find(bad, link(words));
      }
    }
  }
}
