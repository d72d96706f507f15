// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.craft.CraftRun;
import io.sonde.pcap.CaptureInterface;
import io.sonde.pcap.CaptureRecord;
import io.sonde.pcap.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What raw(7) says that a raw socket changes or refuses leaves by a packet socket. */
final class PathChoiceTest {
  private static final int MTU = 1500;

  private static CaptureRecord record(int linkType, String words) {
    CraftRun run = CraftRun.of("build -o hex " + words);
    assertEquals(0, run.status(), run.err());
    byte[] octets = HexFormat.of().parseHex(run.out().strip());
    return new CaptureRecord()
        .set(CaptureInterface.of(linkType), 0, octets.length, ByteBuffer.wrap(octets));
  }

  private static PathChoice choice(int linkType, String words) throws IOException {
    IpPacket packet = new IpPacket();
    packet.read(record(linkType, words));
    return PathChoice.of(packet, MTU);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip src=192.0.2.9 dst=192.0.2.1 / udp chksum=bad              | raw    | ''
          ip src=192.0.2.9 dst=192.0.2.1 frag=3 mf ttl=0 / data zero:8 | raw    | ''
          ip src=192.0.2.9 dst=192.0.2.1 opt=nop,rr:3 evil / icmp echo | raw    | ''
          ip src=192.0.2.9 dst=192.0.2.1 chksum=0xdead / udp           | packet | ip.chksum is literal; a raw socket would correct it
          ip src=192.0.2.9 dst=192.0.2.1 len=+4 / udp                  | packet | ip.len is literal; a raw socket would correct it
          ip src=192.0.2.9 dst=192.0.2.1 ihl=15 / udp                  | packet | ip.ihl is literal; a raw socket would refuse it
          ip src=192.0.2.9 dst=192.0.2.1 ihl=4 / udp                   | packet | ip.ihl is literal; a raw socket would refuse it
          ip src=192.0.2.9 dst=192.0.2.1 ihl=6 / udp / data seq:40     | packet | ip.chksum is literal; a raw socket would correct it
          ip src=192.0.2.9 dst=192.0.2.1 version=5 / udp               | packet | ip.version is literal; a raw socket would refuse it
          ip src=192.0.2.9 dst=192.0.2.1 id=0 / udp                    | packet | ip.id is literal; a raw socket would replace it
          ip src=0.0.0.0 dst=192.0.2.1 / udp                           | packet | ip.src is literal; a raw socket would replace it
          ip src=192.0.2.9 dst=192.0.2.1 / udp / data zero:1472        | raw    | ''
          ip src=192.0.2.9 dst=192.0.2.1 / udp / data zero:1473        | packet | it is longer than the MTU; a raw socket would refuse it
          """)
  void ofIpv4(String words, String path, String reason) throws IOException {
    PathChoice choice = choice(LinkType.IPV4, words);
    assertEquals(path, choice.path().text());
    assertEquals(reason, choice.reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip6 src=2001:db8::9 dst=2001:db8::1 hlim=0 / udp chksum=bad | raw    | ''
          ip6 src=:: dst=2001:db8::1 nh=0 / data zero:9               | raw    | ''
          ip6 src=2001:db8::9 dst=2001:db8::1 version=4 / udp         | packet | ip6.version is literal; a raw socket would refuse it
          ip6 src=2001:db8::9 dst=2001:db8::1 len=-1 / udp            | packet | ip6.len is literal; a raw socket would refuse it
          ip6 src=2001:db8::9 dst=:: / udp                            | packet | ip6.dst is literal; a raw socket would refuse it
          """)
  void ofIpv6(String words, String path, String reason) throws IOException {
    PathChoice choice = choice(LinkType.IPV6, words);
    assertEquals(path, choice.path().text());
    assertEquals(reason, choice.reason());
  }

  @Test
  void theIpPacketIsFoundBehindTagsAndCookedHeaders() throws IOException {
    IpPacket packet = new IpPacket();
    packet.read(record(LinkType.ETHERNET, "eth / vlan ad / vlan / ip6 dst=2001:db8::7 / udp"));
    assertEquals(22, packet.at() - packet.start());
    assertEquals("2001:db8::7", packet.destination().toString());
    packet.read(record(LinkType.LINUX_SLL, "sll / ip src=192.0.2.3 dst=192.0.2.7 / udp"));
    assertEquals(16, packet.at());
    assertEquals("192.0.2.7", packet.destination().toString());
    assertEquals("192.0.2.3", packet.source().toString());
    packet.read(record(LinkType.ETHERNET, "eth / arp request pdst=192.0.2.1"));
    assertEquals(-1, packet.at());
  }

  @Test
  void whatNoInterfaceTakesIsASentence() {
    IpPacket packet = new IpPacket();
    CaptureRecord radio = record(127, "ip / udp");
    UnsendableException e = assertThrows(UnsendableException.class, () -> packet.read(radio));
    assertEquals("link type IEEE802_11_RADIO: no interface takes that", e.getMessage());
    for (int length = 0; length < 20; length++) {
      CaptureRecord cut =
          new CaptureRecord()
              .set(
                  CaptureInterface.of(LinkType.RAW),
                  0,
                  20,
                  ByteBuffer.wrap(new byte[] {0x45, 0, 0, 20}).limit(Math.min(4, length)));
      assertThrows(UnsendableException.class, () -> packet.read(cut));
    }
  }
}
