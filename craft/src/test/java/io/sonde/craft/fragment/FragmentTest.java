// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.fragment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FragmentTest {
  private static final String PACKET =
      "ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=1 dport=2 / data seq:100";

  private static List<String> frag(String options, String packet) {
    CraftRun run = CraftRun.of("frag -o hex " + options + " " + packet);
    assertEquals(0, run.status(), run.err());
    return Arrays.asList(run.out().strip().split("\n", -1));
  }

  private static CraftRun join(List<String> fragments, String... options) {
    String[] arguments =
        Arrays.copyOf(new String[] {"frag", "--join", "-o", "hex"}, 4 + options.length);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CraftRun.of(String.join("\n", fragments).getBytes(StandardCharsets.UTF_8), arguments);
  }

  /** RFC 791 section 3.2: lengths, offsets in units of 8, more fragments on all but the last. */
  @Test
  void fragmentsHaveTheirPlaces() {
    List<String> fragments = frag("--frag 48", PACKET);
    assertEquals(3, fragments.size());
    assertEquals("45000044" + "00072000", fragments.get(0).substring(0, 16));
    assertEquals("45000044" + "00072006", fragments.get(1).substring(0, 16));
    assertEquals("45000020" + "0007000c", fragments.get(2).substring(0, 16));
    CraftRun joined = join(fragments);
    assertEquals(CraftRun.of("build -o hex " + PACKET).out(), joined.out(), joined.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --frag 48 --frag-order 2,0,1
          --frag 8
          --frag 48 --frag-tiny
          --frag 48 --frag-dup 1
          --frag 96
          """)
  void whateverTheirOrderTheyJoin(String options) {
    CraftRun joined = join(frag(options, PACKET));
    assertEquals(CraftRun.of("build -o hex " + PACKET).out(), joined.out(), joined.err());
    assertEquals(0, joined.status());
  }

  @Test
  void ipv6HasAHeaderOfItsOwn() {
    String packet = "ip6 src=2001:db8::1 dst=2001:db8::2 / udp sport=1 dport=2 / data seq:100";
    List<String> fragments = frag("--frag 48 --frag-id 9", packet);
    assertEquals(3, fragments.size());
    // RFC 8200 section 4.5: next header, reserved, offset and M, identification.
    assertEquals("1100000100000009", fragments.get(0).substring(80, 96));
    assertEquals("1100003100000009", fragments.get(1).substring(80, 96));
    assertEquals("1100006000000009", fragments.get(2).substring(80, 96));
    assertEquals("003800".substring(0, 4) + "2c", fragments.get(0).substring(8, 14));
    CraftRun joined = join(fragments);
    assertEquals(CraftRun.of("build -o hex " + packet).out(), joined.out(), joined.err());
  }

  /** Only options whose copied flag is set are repeated (RFC 791 section 3.1). */
  @Test
  void onlyCopiedOptionsAreRepeated() {
    String packet = PACKET.replace("id=7", "id=7 opt=rr:1,lsrr:192.0.2.9");
    List<String> fragments = frag("--frag 48", packet);
    assertEquals("49", fragments.get(0).substring(0, 2));
    assertEquals("47", fragments.get(1).substring(0, 2));
    assertEquals("830704c0000209" + "00", fragments.get(1).substring(40, 56));
  }

  @Test
  void overlapsAreOldNewOrRandom() {
    List<String> old = frag("--frag 48 --frag-overlap 8", PACKET);
    assertEquals("2005", old.get(1).substring(12, 16));
    assertEquals(old.get(0).substring(120, 136), old.get(1).substring(40, 56));
    List<String> other = frag("--frag 48 --frag-overlap 8:new", PACKET);
    assertEquals(
        ~Long.parseUnsignedLong(old.get(1).substring(40, 56), 16),
        Long.parseUnsignedLong(other.get(1).substring(40, 56), 16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          linux  | 1 | given up
          reject | 1 | given up
          first  | 0 | overlap
          last   | 0 | overlap
          """)
  void policiesSayWhatOverlapsMean(String policy, int status, String told) {
    List<String> fragments = frag("--frag 48 --frag-overlap 8:new", PACKET);
    CraftRun joined = join(fragments, "--policy", policy);
    assertEquals(status, joined.status(), joined.err());
    assertTrue(joined.err().contains(told), joined.err());
    if (policy.equals("first")) {
      assertEquals(CraftRun.of("build -o hex " + PACKET).out(), joined.out());
    }
  }

  @Test
  void whatIsMissingIsTold() {
    CraftRun joined = join(frag("--frag 48 --frag-drop 1", PACKET));
    assertEquals(1, joined.status());
    assertEquals(
        "craft: 192.0.2.1 > 192.0.2.2 id 7 protocol 17: octets missing: 48 to 95\n", joined.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --frag 9                     | --frag 9: a multiple of 8 from 8 to 65528
          --frag 4                     | --frag 4: out of range, 8 to 65528
          --frag 8 --frag-overlap 8    | --frag-overlap 8: a multiple of 8 below --frag, 8
          --frag 8 --frag-order 99     | --frag-order 99: the datagram has fragments 0 to 13
          --frag-order 1               | --frag-order: needs --frag SIZE
          --frag 8 --frag-overlap 0:x  | --frag-overlap x: unknown; old, new or rand
          """)
  void mistakesAreSentences(String options, String sentence) {
    CraftRun run = CraftRun.of("frag -o hex " + options + " " + PACKET);
    assertEquals("craft: " + sentence + "\n", run.err());
    assertEquals(2, run.status());
  }
}
