// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sonde.craft.build.BuildException;
import io.sonde.craft.language.SpecException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that options of layers cannot be: one sentence with what was expected. */
class LayerMistakesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip6 / hbh opt=padn:1 | hbh.opt: padn:1: expected padn:N, 2 to 257 octets in all; pad1 is one
          ip6 / dst opt=hao:1.2.3.4 | dst.opt: hao:1.2.3.4: expected an IPv6 address
          ip6 / rt seg=fe80 | rt.seg: fe80: expected an IPv6 address
          ip6 / ra opt=route:48:best:1:2001:db8:: | ra.opt: route:48:best:1:2001:db8::: expected a \
          preference, one of high medium low reserved
          ip6 / ra opt=pref64:9:96:64:ff9b:: | ra.opt: pref64:9:96:64:ff9b::: expected a lifetime \
          that is a multiple of 8
          ip6 / ra opt=pref64:8:95:64:ff9b:: | ra.opt: pref64:8:95:64:ff9b::: expected a prefix \
          length, one of 32 40 48 56 64 96
          ip6 / ra opt=dnssl:600:. | ra.opt: dnssl:600:.: expected a domain name, not the root
          ip / igmp3 report rec=some:1.2.3.4 | igmp3.rec: some:1.2.3.4: expected a kind, one of \
          is_in is_ex to_in to_ex allow block, or 0 to 255
          ip / igmp3 report rec=block:aux=01:1.2.3.4 | igmp3.rec: block:aux=01:1.2.3.4: expected \
          auxiliary data of a multiple of 4 octets, 1020 at most
          ip / igmp2 query maxresp=30s | igmp2.maxresp: 30s: expected a time that fits 8 bits
          ip / igmp3 query maxresp=4000s | igmp3.maxresp: 4000s: expected a time that fits 8 bits
          ip / udp / dns q=example.com | dns.q: example.com: expected NAME:TYPE[:CLASS]
          ip / udp / dns q=a..b:A | dns.q: a..b:A: expected a domain name of labels of 1 to 63 octets
          ip / udp / dns q=@1.b:A | dns.q: @1.b:A: expected a domain name with @OFFSET as its last \
          label
          ip / udp / dns q=a%4:A | dns.q: a%4:A: expected an octet as a percent sign and two hexadecimal digits
          ip / udp / dns an=a:MX:1:10 | dns.an: a:MX:1:10: expected 2 parts with colons between
          ip / udp / dns an=a:HINFO:1:x | dns.an: a:HINFO:1:x: expected data as 0xHEX
          ip / udp / geneve opt=1 | geneve.opt: 1: expected CLASS:TYPE[:HEX]
          ip / sctp chunk=raw:1:256:00 | sctp.chunk: raw:1:256:00: expected flags 0 to 255 and at \
          most 65531 octets of data
          ip / gre / data hello | gre.proto: no number stands for data behind gre; say proto=
          null / arp | null.family: no number stands for arp behind null; say family=
          """)
  void sentences(String text, String expected) {
    Exception e = assertThrows(Exception.class, () -> Packets.build(text), text);
    boolean ours = e instanceof SpecException || e instanceof BuildException;
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    assertEquals(expected, ours ? message : e.toString());
  }
}
