// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.language.Draws;
import io.sonde.craft.language.PacketPattern;
import io.sonde.craft.language.PacketReader;
import io.sonde.craft.language.PacketRun;
import io.sonde.craft.language.PacketText;
import io.sonde.craft.language.Sources;
import io.sonde.craft.layer.Field;
import io.sonde.craft.layer.LayerSpec;
import io.sonde.craft.layer.PacketLayout;
import io.sonde.craft.render.CatalogueText;
import io.sonde.craft.spec.LayerSpecs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of templates are those that would have been built. */
final class TemplateTest {
  private static PacketRun run(String text, long rounds) throws IOException {
    List<PacketPattern> patterns = PacketReader.read(PacketText.ofLine("", text), Sources.NONE);
    return new PacketRun(patterns, rounds, new Draws(7));
  }

  private static @Nullable Template template(String text, PacketRun run) throws IOException {
    List<PacketPattern> patterns = PacketReader.read(PacketText.ofLine("", text), Sources.NONE);
    assertEquals(1, patterns.size());
    assertTrue(run.next());
    List<Template.Changing> changing = new ArrayList<>();
    for (PacketPattern.Slot slot : run.slots()) {
      changing.add(new Template.Changing(slot.values(), slot.field()));
    }
    PacketLayout built = new PacketBuilder().build(run.draft(), run.number());
    String before = hex(built.octets, built.to);
    Template template = Template.of(built, run.draft(), changing);
    assertEquals(before, hex(built.octets, built.to), "trying has left traces");
    return template;
  }

  private static String hex(byte[] octets, int length) {
    return HexFormat.of().formatHex(octets, 0, length);
  }

  /** Compares so many packets; returns how many came of a template. */
  private static int compare(String text, int packets) throws IOException {
    PacketRun run = run(text, Long.MAX_VALUE);
    Template template = template(text, run);
    if (template == null) {
      return 0;
    }
    PacketBuilder builder = new PacketBuilder();
    int filled = 0;
    for (int i = 0; i < packets && run.next(); i++) {
      template.fill(run.number());
      PacketLayout built = builder.build(run.draft(), run.number());
      String expected = hex(built.octets, built.to);
      assertEquals(expected, hex(template.octets(), template.octets().length), text);
      filled++;
    }
    return filled;
  }

  /** 70,000 packets see every identification, most checksums, and both of their zeros. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip src=192.0.2.1 dst=192.0.2.2 / udp / data hello",
        "ip src=rand:10.0.0.0..10.255.255.255 dst=192.0.2.2 / udp sport=rand dport=inc:1..9 / data x",
        "ip src=192.0.2.1 dst=192.0.2.2 id=1..65535 tos=rand ttl=1..5 / tcp seq=rand ack=rand",
        "ip src=192.0.2.1 dst=192.0.2.2 dscp=rand ecn=rand id=rand / icmp echo id=rand seq=inc:0..9",
        "ip src=192.0.2.1 dst=192.0.2.2 / icmp reply id=0 seq=inc:0..65535",
        "ip6 src=rand dst=2001:db8::2 fl=rand tc=rand hlim=rand / udp sport=1..65535 / data abc",
        "ip6 src=2001:db8::1 dst=2001:db8::2 / icmp6 echo id=rand seq=rand / data abcd",
        "ip6 src=rand dst=2001:db8::2 / rt type=4 seg=2001:db8::a,2001:db8::b left=1 / udp",
        "eth src=rand dst=02:00:00:00:00:02 / vlan id=1..4094 pcp=rand dei=rand / ip / udp",
        "ip opt=lsrr:10.0.0.1+10.0.0.2 src=rand dst=10.0.0.3 / tcp sport=rand opt=mss:1460 window=rand",
        "ip src=192.0.2.1 dst=192.0.2.2 / udp sport=rand chksum=none / dns id=rand q=example.com:A",
        "ip src=192.0.2.1 dst=192.0.2.2 / udp sport=rand chksum=0xdead len=3 / data hello",
        "ip src=192.0.2.1 dst=192.0.2.2 / udplite sport=rand / data hello",
        "ip src=192.0.2.1 dst=192.0.2.2 / esp spi=7 / data hello",
      })
  void asBuilt(String text) throws IOException {
    assertEquals(70_000, compare(text, 70_000), text);
  }

  /**
   * A sum within a sum, one that is no Internet checksum, what depends on an address, and octets.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip src=192.0.2.1 dst=192.0.2.0/24 / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 / udp chksum=bad",
        "ip src=192.0.2.1 dst=192.0.2.2 chksum=+1 / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 @4=ff / udp",
        "ip src=192.0.2.1 dst=192.0.2.2 / sctp / data x",
        "ip src=192.0.2.1 dst=192.0.2.2 / udp / data rand:8",
        "ip src=192.0.2.1 dst=192.0.2.2 / tcp sport=rand opt=md5:key:secret",
        "ip dst=192.0.2.2 / udp / vxlan vni=rand / eth / ip / udp",
        "ip dst=192.0.2.2 / icmp unreach port quote=28 / ip src=192.0.2.1 / udp",
        "ip dst=192.0.2.2 tos=8 dscp=1..3 / udp",
      })
  void whatIsNoTemplate(String text) throws IOException {
    assertNull(template(text, run(text, Long.MAX_VALUE)), text);
  }

  /** Every field of the catalogue that is said to be loose is so, in its own example. */
  @Test
  void nothingElseDependsOnWhatIsLoose() throws IOException {
    int tried = 0;
    for (LayerSpec spec : LayerSpecs.all()) {
      for (Field field : spec.fields()) {
        String example = field.isLoose() ? CatalogueText.example(spec, field) : null;
        if (example != null) {
          String value = field.key() + "=" + field.words().example();
          String text = example.substring("craft build ".length());
          assertTrue(text.contains(value), text);
          tried += compare(text.replace(value, field.key() + "=rand"), 300) > 0 ? 1 : 0;
        }
      }
    }
    assertTrue(tried > 30, tried + " fields");
  }

  static Stream<String> examples() {
    return LayerSpecs.all().stream()
        .flatMap(spec -> spec.fields().stream().map(field -> CatalogueText.example(spec, field)))
        .filter(example -> example != null)
        .map(example -> example.substring("craft build ".length()))
        .filter(text -> !text.contains("'"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExample(String text) throws IOException {
    int filled = compare(text, 50);
    assertTrue(filled == 0 || filled == 50, text);
  }

  /** As scapy 2.5.0 builds them, the first with the only checksum that is written as ffff. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ip src=192.0.2.1 dst=192.0.2.2 / udp sport=inc:1..65535 dport=9 / data hello | 1 | 45000021000100004011f6c7c0000201c000020200010009000d37f468656c6c6f
          ip src=192.0.2.1 dst=192.0.2.2 / udp sport=inc:1..65535 dport=9 / data hello | 2 | 45000021000200004011f6c6c0000201c000020200020009000d37f368656c6c6f
          ip src=192.0.2.1 dst=192.0.2.2 / udp sport=inc:1..65535 dport=9 / data hello | 14325 | 4500002137f500004011bed3c0000201c000020237f50009000dffff68656c6c6f
          ip src=192.0.2.1 dst=192.0.2.2 / udp sport=inc:1..65535 dport=9 / data hello | 65535 | 45000021ffff00004011f6c8c0000201c0000202ffff0009000d37f568656c6c6f
          ip6 src=2001:db8::1..2001:db8::9 dst=2001:db8::ff fl=inc:0xffffc..0xfffff / tcp seq=inc:4294967290..4294967295..2 syn / data abc | 1 | 600ffffc0017064020010db800000000000000000000000120010db80000000000000000000000ff9c410050fffffffa000000005002faf0f78d0000616263
          ip6 src=2001:db8::1..2001:db8::9 dst=2001:db8::ff fl=inc:0xffffc..0xfffff / tcp seq=inc:4294967290..4294967295..2 syn / data abc | 2 | 600ffffd0017064020010db800000000000000000000000220010db80000000000000000000000ff9c420050fffffffc000000005002faf0f7890000616263
          ip6 src=2001:db8::1..2001:db8::9 dst=2001:db8::ff fl=inc:0xffffc..0xfffff / tcp seq=inc:4294967290..4294967295..2 syn / data abc | 3 | 600ffffe0017064020010db800000000000000000000000320010db80000000000000000000000ff9c430050fffffffe000000005002faf0f7850000616263
          """)
  void asScapyBuilds(String text, int number, String octets) throws IOException {
    PacketRun run = run(text, Long.MAX_VALUE);
    Template template = template(text, run);
    assertNotNull(template);
    for (int i = 1; i < number; i++) {
      assertTrue(run.next());
    }
    if (template != null) {
      template.fill(number);
      assertEquals(octets, hex(template.octets(), template.octets().length));
    }
  }
}
