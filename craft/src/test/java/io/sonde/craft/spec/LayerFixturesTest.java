// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.json.JsonText;
import io.sonde.craft.render.JsonRenderer;
import io.sonde.craft.render.Look;
import io.sonde.craft.render.SummaryRenderer;
import io.sonde.craft.render.TreeRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer beside scapy's octets, which tshark reads without complaint. */
class LayerFixturesTest {
  private static final String ARROW = " => ";

  static List<String> lines(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LayerFixturesTest.class.getResourceAsStream(file), file)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  static List<String> scapy() throws IOException {
    return lines("layers.hex");
  }

  static List<String> odd() throws IOException {
    return lines("odd.txt");
  }

  @ParameterizedTest
  @MethodSource("scapy")
  void buildsWhatScapyBuilds(String line) throws IOException {
    int arrow = line.indexOf(ARROW);
    String expected = line.substring(arrow + ARROW.length());
    assertEquals(expected, Packets.build(line.substring(0, arrow)).hex());
  }

  @ParameterizedTest
  @MethodSource("scapy")
  void readsItBackWithoutAFinding(String line) throws IOException {
    String text = line.substring(0, line.indexOf(ARROW));
    Packets.Built built = Packets.build(text);
    Dissection dissection = Packets.read(built.octets(), built.octets().length, built.linkType());
    assertEquals(0, dissection.findings().count(), Packets.layers(dissection));
    List<String> read = new ArrayList<>(List.of(Packets.layers(dissection).split(" ", -1)));
    List<String> typed = new ArrayList<>();
    for (String layer : text.split(" / ", -1)) {
      typed.add(layer.strip().split(" ", -1)[0]);
    }
    // what a host adds by itself stands in front of the last layer
    read.removeIf(name -> (name.equals("hbh") || name.equals("dnslen")) && !typed.contains(name));
    assertEquals(typed, read);
  }

  @ParameterizedTest
  @MethodSource({"scapy", "odd"})
  void itsTextBuildsItAgain(String line) throws IOException {
    int arrow = line.indexOf(ARROW);
    Packets.Built built = Packets.build(arrow < 0 ? line : line.substring(0, arrow));
    Dissection dissection = Packets.read(built.octets(), built.octets().length, built.linkType());
    String text = Packets.text(dissection, built.linkType());
    assertEquals(built.hex(), Packets.build(text).hex(), text);
    boolean octetsOnly = text.startsWith("data hex:") || text.startsWith("raw hex:");
    assertFalse(octetsOnly, text);
  }

  /** Damaged and cut packets of all kinds: no exception, valid JSON, the same octets back. */
  @Test
  void damagedPacketsComeBack() throws IOException, JsonText.Malformed {
    List<Packets.Built> all = new ArrayList<>();
    for (String line : scapy()) {
      all.add(Packets.build(line.substring(0, line.indexOf(ARROW))));
    }
    for (String line : odd()) {
      all.add(Packets.build(line));
    }
    Random random = new Random(9);
    int findings = 0;
    for (int i = 0; i < 4000; i++) {
      Packets.Built built = all.get(random.nextInt(all.size()));
      byte[] octets = built.octets();
      for (int n = random.nextInt(5); n >= 0; n--) {
        int at = random.nextInt(octets.length);
        octets[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(9));
      }
      int wire = octets.length;
      if (random.nextInt(4) == 0) {
        octets = Arrays.copyOf(octets, 1 + random.nextInt(octets.length));
      }
      int link = built.linkType();
      Dissection dissection = Packets.read(octets, wire, link);
      findings += dissection.findings().count() > 0 ? 1 : 0;
      JsonText.parse(Packets.show(new JsonRenderer(), dissection, link));
      assertFalse(Packets.show(new TreeRenderer(Look.PLAIN), dissection, link).isEmpty());
      assertFalse(Packets.show(new SummaryRenderer(Look.PLAIN), dissection, link).isEmpty());
      String text = Packets.text(dissection, link);
      assertEquals(HexFormat.of().formatHex(octets), Packets.build(text).hex(), text);
    }
    assertTrue(findings > 2000, findings + " packets with findings");
  }
}
