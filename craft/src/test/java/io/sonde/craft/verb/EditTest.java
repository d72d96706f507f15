// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.CraftRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of packets, by records of JSON and by the verb edit: the octets are those of build. */
final class EditTest {
  private static final String PACKET =
      "ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=1 dport=2 / data hello";

  private static String hex(String words) {
    CraftRun run = CraftRun.of("build -o hex " + words);
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  private static String rebuilt(String words, String before, String after) {
    String json = CraftRun.of("build -o json " + words).out();
    assertTrue(json.contains(before), before + " is not in " + json);
    byte[] changed = json.replace(before, after).getBytes(StandardCharsets.UTF_8);
    CraftRun run = CraftRun.of(changed, "build", "-", "-o", "hex");
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ttl":64            | "ttl":5             | ip src=192.0.2.1 dst=192.0.2.2 id=7 ttl=5 / udp sport=1 dport=2 / data hello
          "dst":"192.0.2.2"   | "dst":"192.0.2.9"   | ip src=192.0.2.1 dst=192.0.2.9 id=7 / udp sport=1 dport=2 / data hello
          "hex":"68656c6c6f"  | "hex":"6869"        | ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=1 dport=2 / data hi
          "sport":1           | "sport":null        | ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp dport=2 / data hello
          ,"sport":1          | ``                  | ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp dport=2 / data hello
          "flags":""          | "flags":"df+mf"     | ip src=192.0.2.1 dst=192.0.2.2 id=7 df mf / udp sport=1 dport=2 / data hello
          "tos":0             | "tos":"0xb8"        | ip src=192.0.2.1 dst=192.0.2.2 id=7 tos=184 / udp sport=1 dport=2 / data hello
          "len":13            | "len":99            | ip src=192.0.2.1 dst=192.0.2.2 id=7 / udp sport=1 dport=2 len=99 / data hello
          {"layer":"udp"      | {"layer":"ip","src":"192.0.2.3"},{"layer":"udp" | ip src=192.0.2.1 dst=192.0.2.2 id=7 / ip src=192.0.2.3 / udp sport=1 dport=2 / data hello
          """)
  void aChangedRecordIsRebuiltFromItsFields(String before, String after, String packet) {
    assertEquals(hex(packet), rebuilt(PACKET, before, after));
  }

  @Test
  void aFilterChoosesThePackets() {
    byte[] two = CraftRun.of("build -o pcap ip / data a + ip / data abcdefgh").octets();
    CraftRun run =
        CraftRun.of(two, "edit", "-", "--filter", "greater 25", "ip.ttl=9", "-o", "summary");
    assertEquals(0, run.status(), run.err());
    assertEquals(1, run.out().lines().count());
    assertTrue(run.out().contains("len 8"), run.out());
    CraftRun wrong = CraftRun.of(two, "edit", "-", "--filter", "tcp and", "ip.ttl=9");
    assertEquals(2, wrong.status());
    assertEquals("craft: filter \"tcp and\": syntax error\n", wrong.err());
  }

  @Test
  void whatWasWrongStaysAndWhatWasRightFollows() {
    String wrong =
        "ip src=192.0.2.1 dst=192.0.2.2 id=7 chksum=0xdead / udp sport=1 dport=2 len=3 chksum=none";
    assertEquals(
        hex(wrong.replace("id=7", "id=7 ttl=9") + " / data hello"),
        rebuilt(wrong + " / data hello", "\"ttl\":64", "\"ttl\":9"));
  }

  @Test
  void aRecordWithoutRawIsBuiltFromNothingElse() {
    byte[] record =
        "{\"layers\":[{\"layer\":\"ip\",\"dst\":\"192.0.2.1\"},{\"layer\":\"tcp\",\"flags\":\"S\",\"opt\":[{\"mss\":1460},\"nop\",{\"ts\":{\"value\":1,\"echo\":2}}]}]}"
            .getBytes(StandardCharsets.UTF_8);
    CraftRun run = CraftRun.of(record, "build", "-", "-o", "hex");
    assertEquals(hex("ip dst=192.0.2.1 / tcp syn opt=mss:1460,nop,ts:1:2"), run.out(), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"layers":[{"layer":"upd"}]}                  | line 1: upd: unknown layer
          {"layers":[{"layer":"ip","tll":1}]}           | line 1: ip: tll: unknown key
          {"layers":[{"layer":"ip","ttl":256}]}         | line 1: ip.ttl: 256: expected a number, 0 to 255
          {"event":"packet"}                            | line 1: neither raw nor layers
          {"event":"packet","raw":"0"}                  | line 1: an even number of hexadecimal digits
          {"event":"packet","raw":"00","link":"X"}      | line 1: link: X: not the name or number of a link type
          {"event":"packet","raw":"00","time":"today"}  | line 1: time: today: not an instant of RFC 3339
          {"event":                                     | line 1: not JSON at column
          """)
  void aRecordThatCannotBeReadIsASentence(String record, String sentence) {
    CraftRun run = CraftRun.of(record.getBytes(StandardCharsets.UTF_8), "build", "-", "-o", "hex");
    assertEquals(4, run.status());
    String expected = "craft: standard input: " + sentence;
    assertTrue(run.err().startsWith(expected), run.err());
  }

  @Test
  void whatCameBeforeABrokenLineIsDelivered() {
    byte[] lines =
        "{\"event\":\"start\"}\n{\"event\":\"packet\",\"raw\":\"4500\",\"link\":\"RAW\"}\nnonsense\n"
            .getBytes(StandardCharsets.UTF_8);
    CraftRun run = CraftRun.of(lines, "build", "-", "-o", "hex");
    assertEquals("4500\n", run.out());
    assertEquals(4, run.status());
  }

  private static String edited(String words, String... changes) {
    byte[] packets = CraftRun.of("build -o pcap " + words).octets();
    String[] arguments = new String[4 + changes.length];
    List<String> head = List.of("edit", "-o", "hex", "-");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i < 4 ? head.get(i) : changes[i - 4];
    }
    CraftRun run = CraftRun.of(packets, arguments);
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  @Test
  void editChangesWhatIsNamedAndWhatDependsOnIt() {
    assertEquals(
        hex(PACKET.replace("id=7", "id=7 ttl=5").replace("dport=2", "dport=3")),
        edited(PACKET, "ip.ttl=5", "udp.dport=3"));
    assertEquals(
        hex(PACKET), edited(PACKET.replace("/ udp", "/ ip src=192.0.2.3 / udp"), "ip#2=del"));
    assertEquals(
        hex(PACKET.replace("/ udp", "/ ip src=192.0.2.3 / udp")),
        edited(PACKET, "udp=before:ip src=192.0.2.3"));
    assertEquals(hex(PACKET), edited(PACKET, "tcp.sport=1"));
  }

  @Test
  void keepTouchesNothingElseAndFixEverything() {
    String kept = edited(PACKET, "--keep", "ip.ttl=5");
    assertEquals(hex(PACKET).length(), kept.length());
    assertEquals("05", kept.substring(16, 18));
    assertEquals(hex(PACKET).substring(20, 24), kept.substring(20, 24));
    String wrong =
        PACKET.replace("id=7", "id=7 len=99 chksum=bad").replace("sport=1", "sport=1 chksum=bad");
    assertEquals(hex(PACKET), edited(wrong, "--fix"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip.tll=5        | ip: tll: unknown key; nearest: ttl
          ipp.ttl=5       | ipp: unknown layer
          ip.ttl=1..3     | ip.ttl: 1..3: expected one value
          ip=remove       | ip: expected del, before:PACKET, or a key
          ip#0=del        | #0: expected a number from 1 on
          ip              | change: expected LAYER.KEY=VALUE
          """)
  void aMistakeInAChangeIsASentence(String change, String sentence) {
    CraftRun run = CraftRun.of("edit /dev/null " + change);
    assertTrue(run.err().startsWith("craft: " + sentence), run.err());
    assertEquals(2, run.status());
  }
}
