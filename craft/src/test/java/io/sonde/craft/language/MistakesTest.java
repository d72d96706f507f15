// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in packet text: the sentence, the line, the caret under the place. */
final class MistakesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ip / upd                    | 5  | upd: unknown layer; nearest: udp
          ip/udp                      | 0  | ip/udp: unknown layer; a / between layers stands alone
          ip / / udp                  | 5  | packet: a layer is missing here
          ip / udp +                  | 11 | packet: a layer is missing here
          ip tl=5                     | 3  | ip: tl: unknown key; nearest: ttl
          ip ttl=5 ttl=6              | 9  | ip.ttl: given twice
          ip ttl=256                  | 7  | ip.ttl: 256: expected a number, 0 to 255
          ip ttl=                     | 7  | ip.ttl: "": expected a number, 0 to 255
          ip ttl=5..1                 | 7  | ip.ttl: 5..1: expected a range that ascends
          ip ttl=1..5..0              | 7  | ip.ttl: 1..5..0: expected A..B or A..B..STEP
          ip ttl=bad                  | 7  | ip.ttl: bad: expected a number
          ip ttl=+1                   | 7  | ip.ttl: +1: expected a number
          ip frag=8192                | 8  | ip.frag: 8192: expected a number, 0 to 8191
          ip fragbytes=12             | 13 | ip.fragbytes: 12: expected a multiple of 8
          ip dst=10.0.0.300           | 7  | ip.dst: 10.0.0.300: expected an IPv4 address or a name
          ip dst=10.0.0.0/33          | 7  | ip.dst: 10.0.0.0/33: expected a number, 0 to 32
          ip6 dst=1::2::3             | 8  | ip6.dst: 1::2::3: expected an IPv6 address or a name
          ip6 dst=2001:db8::/32       | 8  | ip6.dst: 2001:db8::/32: expected a prefix of at least 66
          ip chksum=0x10000           | 10 | ip.chksum: 0x10000: expected a number, 0 to 65535
          ip flags=fd                 | 9  | ip.flags: fd: expected names joined by + of df mf evil
          ip df df                    | 6  | ip: df: given twice
          ip opt=nop,ra:70000         | 7  | ip.opt: nop,ra:70000: expected a number, 0 to 65535
          ip opt=rr:10                | 7  | ip.opt: rr:10: expected a number, 0 to 9
          ip @99999=00                | 3  | ip: @99999=00: expected @OFFSET=HEX
          ip @1=0                     | 3  | ip: @1=0: expected @OFFSET=HEX
          tcp snc                     | 4  | tcp: snc: unknown word; nearest: syn
          tcp flags=SX                | 10 | tcp.flags: SX: expected letters of SAFRPUECN
          tcp opt=mss:1:2             | 8  | tcp.opt: mss:1:2: expected a number, 0 to 65535
          tcp opt=mms:1460            | 8  | tcp.opt: mms:1460: expected one of eol
          tcp opt=ts:1                | 8  | tcp.opt: ts:1: expected ts:VALUE:ECHO
          icmp port                   | 5  | icmp: port: unknown word
          icmp unreach prt            | 13 | icmp: prt: unknown word; nearest: port
          eth dst=02:00:00:00:00      | 8  | eth.dst: 02:00:00:00:00: expected a link address
          data hex:abc                | 5  | data: hex:abc: expected an even number of hexadecimal
          data rep:x                  | 5  | data: rep:x: expected rep:TEXT:N
          data zero:99999             | 5  | data: zero:99999: expected a number, 0 to 65536
          data b64:!                  | 5  | data: b64:!: expected base 64
          """)
  void namesThePlaceAndTheValidRange(String text, int column, String sentence) {
    CraftRun run = CraftRun.of("build " + text);
    String[] lines = run.err().stripTrailing().split("\n", -1);
    assertTrue(lines[0].startsWith("craft: " + sentence), run.err());
    assertEquals(text, lines[1]);
    assertEquals(" ".repeat(column) + "^", lines[2]);
    assertEquals(3, lines.length);
    assertEquals(2, run.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eth / data x                | eth.type: no number stands for data behind eth; say type=
          ip @20=ff                   | ip@20: outside the layer, which has 20 octets
          ip @-21=ff                  | ip@-21: outside the layer, which has 20 octets
          """)
  void whatCannotBeBuiltIsASentence(String text, String sentence) {
    CraftRun run = CraftRun.of("build -o hex " + text);
    assertEquals("craft: " + sentence + "\n", run.err());
    assertEquals(2, run.status());
  }
}
