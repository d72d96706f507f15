// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildVerbTest {
  private static List<String> lines(String words) {
    CraftRun run = CraftRun.of("build " + words);
    assertEquals(0, run.status(), run.err());
    return Arrays.asList(run.out().split("\n", -1))
        .subList(0, run.out().split("\n", -1).length - 1);
  }

  private static String hex(String words) {
    return lines("-o hex " + words).get(0);
  }

  @Test
  void theRightMostAxisVariesFastest() {
    List<String> packets = lines("-o summary ip dst=10.0.0.1 ttl=1..2 / icmp echo id=7 seq=1..3");
    assertEquals(6, packets.size());
    assertEquals("1 0.0.0.0 > 10.0.0.1 icmp echo id 7 seq 1 len 8", packets.get(0));
    assertEquals("3 0.0.0.0 > 10.0.0.1 icmp echo id 7 seq 3 len 8", packets.get(2));
    assertEquals("4 0.0.0.0 > 10.0.0.1 icmp echo id 7 seq 1 len 8", packets.get(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip dst=10.0.0.0/30                                   | 4
          ip dst=10.0.0.0/30 / tcp dport=22,80,443             | 12
          ip ttl=1..9..4                                       | 3
          ip6 dst=2001:db8::/126                               | 4
          eth dst=02:00:00:00:00:fe..02:00:00:00:01:01         | 4
          ip / udp / data zero:0..100..50                      | 3
          ip / udp / data zero:0..1 rep:ab:1..2                | 4
          ip src=rand / udp sport=inc:1..5                     | 1
          ip + ip ttl=1..2                                     | 3
          -c 3 ip ttl=1..2                                     | 6
          """)
  void packetsAreTheProductOfTheAxes(String words, int count) {
    assertEquals(count, lines("-o hex " + words).size());
  }

  @Test
  void aDryRunSaysHowManyAndMakesNone() {
    CraftRun run = CraftRun.of("build --dry-run -c 2 ip dst=10.0.0.0/8 ttl=1..3");
    assertEquals("100663296 packets\n", run.err());
    assertEquals("", run.out());
    assertEquals(CraftExit.OK, run.status());
    assertEquals("1 packet\n", CraftRun.of("build --dry-run ip").err());
    CraftRun file = CraftRun.of("build --dry-run -");
    assertEquals(CraftExit.USAGE, file.status(), file.err());
  }

  @Test
  void incCountsAndDoesNotMultiply() {
    List<String> packets = lines("-o summary -c 4 ip / udp sport=inc:7..9 dport=1");
    assertEquals("1 0.0.0.0 > 0.0.0.0 udp 7 > 1 len 0", packets.get(0));
    assertEquals("3 0.0.0.0 > 0.0.0.0 udp 9 > 1 len 0", packets.get(2));
    assertEquals("4 0.0.0.0 > 0.0.0.0 udp 7 > 1 len 0", packets.get(3));
  }

  @Test
  void theSameSeedGivesTheSameOctets() {
    String words = "build -o hex -c 5 ip src=rand ttl=rand:32..64 / udp sport=rand / data rand:9";
    CraftRun one = CraftRun.of(words + " --seed 42");
    assertArrayEquals(one.octets(), CraftRun.of(words + " --seed 42").octets());
    assertNotEquals(one.out(), CraftRun.of(words + " --seed 43").out());
    assertEquals("", one.err());
    assertEquals("seed 7\n", CraftRun.of(words).err());
    for (String line : one.out().strip().split("\n", -1)) {
      int ttl = Integer.parseInt(line.substring(16, 18), 16);
      assertTrue(ttl >= 32 && ttl <= 64, line);
    }
  }

  /** Fields at their places, lies included; offsets in digits from RFC 791 and RFC 768. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip ihl=15 len=+4 / udp                               | 0  | 4f000020
          ip chksum=0xdead                                     | 20 | dead
          ip version=6 ihl=1 tos=0xff                          | 0  | 61ff
          ip dscp=ef ecn=ce                                    | 2  | bb
          ip df evil frag=5                                    | 12 | c005
          ip fragbytes=1480 mf                                 | 12 | 20b9
          ip proto=89 / udp                                    | 18 | 59
          ip / data x                                          | 18 | fd
          ip dst=224.0.0.5                                     | 16 | 01
          ip dst=224.0.1.5                                     | 16 | 40
          ip opt=none                                          | 0  | 45
          ip opt=ra                                            | 40 | 94040000
          ip opt=nop optpad=none                               | 0  | 45
          ip opt=rr:192.0.2.1+192.0.2.2:12,nop                 | 40 | 070b0cc0000201c000020201
          ip opt=ts:pre:192.0.2.1@5+192.0.2.2                  | 40 | 44140503c000020100000005c000020200000000
          ip opt=raw:7:99:0102                                 | 40 | 07630102
          ip opt=hex:ff00                                      | 40 | ff000000
          ip @6=ff                                             | 12 | ff00
          ip @-1=ff                                            | 38 | ff
          ip src=host.example                                  | 24 | c0000207
          ip / udp len=3 chksum=none                           | 48 | 00030000
          ip / udp chksum=0                                    | 52 | 0000
          ip / tcp flags=SA                                    | 64 | 5012
          ip / tcp syn ack flags=F                             | 64 | 5001
          ip / tcp ae cwr                                      | 64 | 5180
          ip / tcp dataofs=15 res=7                            | 64 | fe00
          ip / tcp opt=ts:1:2                                  | 80 | 080a00000001000000020000
          ip / tcp opt=sack:1-2+3-4                            | 80 | 051200000001000000020000000300000004
          ip / tcp opt=uto:1:5                                 | 80 | 1c048005
          ip6 dst=ff02::1 fl=0xabcde tc=1                      | 0  | 601abcde
          ip6                                                  | 12 | 3b
          ip6 / data x                                         | 12 | fd
          eth / ip dst=224.1.2.3                               | 0  | 01005e010203
          eth / ip6 dst=ff02::1:3                              | 0  | 333300010003
          eth / ip dst=255.255.255.255                         | 0  | ffffffffffff
          eth / arp request                                    | 0  | ffffffffffff
          eth type=0x1234 / data x                             | 24 | 123478
          icmp redirect host gw=192.0.2.9                      | 0  | 0501
          icmp type=13 orig=1                                  | 16 | 00000001
          icmp mask mask=255.0.0.0                             | 16 | ff000000
          icmp routeradv addr=192.0.2.1:-1                     | 8  | 01020708c0000201ffffffff
          icmp xecho id=1 seq=2 local=1 ifobj=ifid:name=eth0   | 8  | 000102012000
          icmp6 toobig mtu=1280                                | 8  | 00000500
          """)
  void fieldsAreWhereTheStandardPutsThem(String words, int at, String digits) {
    String hex = hex(words);
    assertEquals(digits, hex.substring(at, Math.min(hex.length(), at + digits.length())), hex);
  }

  @Test
  void aBadChecksumFailsIsNotZeroAndStays() {
    String bad = hex("ip chksum=bad / udp chksum=bad");
    assertEquals(bad, hex("ip chksum=bad / udp chksum=bad"));
    String good = hex("ip / udp");
    assertNotEquals(good.substring(20, 24), bad.substring(20, 24));
    assertNotEquals("0000", bad.substring(20, 24));
    assertNotEquals(good.substring(52, 56), bad.substring(52, 56));
  }

  /** RFC 2385 names what is digested; the digest is the JDK's MD5 of it, written out by hand. */
  @Test
  void theDigestOfTcpIsOverWhatRfc2385Names() throws Exception {
    String hex =
        hex("ip src=192.0.2.1 dst=192.0.2.2 / tcp sport=1 dport=2 opt=md5:key:secret / data hi");
    byte[] packet = HexFormat.of().parseHex(hex);
    String covered =
        "c0000201c0000202"
            + "0006"
            + "002a"
            + hex.substring(40, 72)
            + "0000"
            + hex.substring(76, 80);
    byte[] text = HexFormat.of().parseHex(covered + "6869");
    java.security.MessageDigest md5 = java.security.MessageDigest.getInstance("MD5");
    md5.update(text);
    byte[] digest = md5.digest("secret".getBytes(StandardCharsets.UTF_8));
    assertArrayEquals(digest, Arrays.copyOfRange(packet, 42, 58));
  }

  @Test
  void aQuoteIsCutAndObjectsStandBehind128Octets() {
    String cut =
        hex("ip / icmp unreach port quote=28 / ip dst=192.0.2.1 / udp dport=33434 / data zero:100");
    assertEquals(2 * (20 + 8 + 28), cut.length());
    // The quoted header keeps the length that it was sent with.
    assertEquals("0080", cut.substring(60, 64));
    String objects = hex("ip / icmp exceeded ttl obj=mpls:16:0:1:1 / ip / udp");
    assertEquals(2 * (20 + 8 + 128 + 4 + 8), objects.length());
    assertEquals("20", objects.substring(50, 52));
    assertEquals("2000ddf40008010100010101", objects.substring(2 * 156));
    String legacy = hex("ip / icmp exceeded ttl obj=legacy,mpls:16:0:1:1 / ip / udp");
    assertEquals("00", legacy.substring(50, 52));
  }

  @Test
  void aTrailerStandsBehindTheLengthOfIp() {
    String hex = hex("eth type=0x0800 / ip / udp / data hi / trailer hex:0102");
    assertEquals("001e", hex.substring(32, 36));
    assertTrue(hex.endsWith("68690102"), hex);
    assertEquals(2 * 60, hex("eth pad=60 / ip / udp").length());
  }

  @Test
  void packetsComeFromFilesToo() {
    byte[] file =
        "# two\nip ttl=1 / \\\n udp\n\nip ttl=2 # last\n".getBytes(StandardCharsets.UTF_8);
    CraftRun run = CraftRun.of(file, "build", "--from", "-", "-o", "summary");
    assertEquals(
        "1 0.0.0.0 > 0.0.0.0 udp 40001 > 9 len 0\n2 0.0.0.0 > 0.0.0.0 proto 253 len 0\n",
        run.out());
  }
}
