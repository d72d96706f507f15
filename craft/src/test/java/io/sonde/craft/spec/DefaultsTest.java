// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host adds by itself, what says otherwise, and what is wrong on purpose. */
class DefaultsTest {
  /** The two packets must be the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip / igmp3 rec=ex:239.1.1.1 | ip ttl=1 tos=0xc0 opt=ra dst=224.0.0.22 / igmp3 report \
          rec=is_ex:239.1.1.1
          ip / igmp2 query | ip ttl=1 tos=0xc0 opt=ra:0 dst=224.0.0.1 / igmp2 query maxresp=100
          ip dscp=ef / igmp2 query | ip tos=0xb8 / igmp2 query
          ip / igmp1 query | ip opt=none / igmp1 query maxresp=0
          ip6 / mld2 rec=ex:ff02::5 | ip6 hlim=1 dst=ff02::16 / hbh opt=ra:0 / mld2 report \
          rec=is_ex:ff02::5
          ip6 / hbh opt=ra:0 / mld1 query | ip6 / mld1 query
          ip6 hlim=9 dst=fe80::9 / mld1 query | ip6 hlim=9 dst=fe80::9 / hbh opt=ra:0 / mld1 query
          ip6 / ns target=fe80::1234:5678 | ip6 dst=ff02::1:ff34:5678 hlim=255 / ns \
          target=fe80::1234:5678
          ip6 / na s target=fe80::1 | ip6 dst=:: / na s target=fe80::1
          ip6 / na target=fe80::1 | ip6 dst=ff02::1 / na target=fe80::1
          eth / vlan ad / vlan / ip | eth type=0x88a8 / vlan type=0x8100 / vlan / ip
          eth type=0x1234 / vlan ad / ip | eth type=0x1234 / vlan / ip
          ip6 / rt seg=2001:db8::a | ip6 / rt type=4 left=0 last=0 seg=2001:db8::a
          ip / tcp / dns q=a:A | ip / tcp dport=53 / dnslen / dns q=a:A
          ip / tcp / dns tcp=0 q=a:A | ip / tcp dport=80 / dns tcp=0 q=a:A
          ip / udp / dns q=a:A edns=512 | ip / udp dport=53 / dns q=a:A ar=.:OPT/512:0
          ip / udp / dns qr q=a:A | ip / udp / dns qr rd=0 q=a:A
          ip / gre key=0 / ip | ip / gre flags=k / ip
          ip / gre chksum=none key=1 / ip | ip / gre key=1 / ip
          ip / udp / dhcp opt=discover | ip / udp dport=67 / dhcp opt=raw:53:01,end
          ip6 / dst opt=hao:2001:db8::1 pad=none | ip6 / dst opt=hex:c91020010db8000000000000000000000001 \
          pad=none
          """)
  void same(String one, String other) throws IOException {
    assertEquals(Packets.build(other).hex(), Packets.build(one).hex());
  }

  /** Octets of one layer, by the RFC's picture of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vlan id=4095 pcp=7 dei=1 type=0x9999 | ffff9999
          mpls label=0xfffff tc=7 s=0 ttl=255 | fffffeff
          frag nh=1 res=255 off=0x1fff res2=3 m=1 id=0xffffffff | 01ffffff ffffffff
          ah nh=6 len=7 res=1 spi=2 seq=3 icv=0405 | 06070001 00000002 00000003 04050000
          hbh nh=6 len=9 opt=jumbo:70000 | 0609c204 00011170
          dst nh=6 opt=tunlimit:4,ra:3 | 06010401 04000502 00030104 00000000
          rt nh=6 type=0 left=9 res=0xffffffff addr=:: | 06020009 ffffffff 00000000 00000000 00000000 \
          00000000
          udplite sport=1 dport=2 cov=7 chksum=0x0304 | 00010002 00070304
          sctp sport=1 dport=2 vtag=3 chksum=4 chunk=raw:255:7:01 | 00010002 00000003 00000004 ff070005 \
          01000000
          gre flags=c+r+k+s ver=0 chksum=1 res=2 key=3 seq=4 proto=0xffff | f000ffff 00010002 00000003 \
          00000004
          gre flags=0 ver=7 proto=1 | 00070001
          vxlan flags=255 group=0x1234 vni=3 res=4 | ff001234 00000304
          geneve ver=3 optlen=63 oam=1 crit=1 res=63 proto=1 vni=2 res2=3 | ffff0001 00000203
          igmp2 type=0xff maxresp=1 chksum=2 group=1.2.3.4 | ff010002 01020304
          igmp3 query maxresp=1 chksum=2 group=1.2.3.4 res=15 s=1 qrv=7 qqic=3 num=4 | 11010002 \
          01020304 ff030004
          igmp3 report res1=1 chksum=2 res2=3 num=4 | 22010002 00030004
          mld2 report code=1 chksum=2 res=3 num=4 | 8f010002 00030004
          rs type=255 code=1 chksum=2 res=3 | ff010002 00000003
          ra chksum=1 hop=2 m o h prf=low res=7 lifetime=3 reachable=4 retrans=5 | 86000001 02ff0003 \
          00000004 00000005
          dns id=1 qr opcode=15 aa tc rd ra z=1 ad cd rcode=15 qdcount=2 ancount=3 nscount=4 \
          arcount=5 | 0001ffff 00020003 00040005
          dnslen len=9 | 0009
          null family=0x01020304 | 01020304
          """)
  void everyBit(String text, String expected) throws IOException {
    assertEquals(expected.replace(" ", ""), Packets.build(text).hex());
  }
}
