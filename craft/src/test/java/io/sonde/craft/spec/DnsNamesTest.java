// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.craft.dissect.Dissection;
import io.sonde.craft.render.JsonRenderer;
import io.sonde.craft.render.Look;
import io.sonde.craft.render.TreeRenderer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that point into the message: shown in full, written as they are, never without end. */
class DnsNamesTest {
  private static String tree(String text) throws IOException {
    Packets.Built built = Packets.build(text);
    byte[] octets = built.octets();
    return Packets.show(
        new TreeRenderer(Look.PLAIN),
        Packets.read(octets, octets.length, built.linkType()),
        built.linkType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @12:A:1:192.0.2.1 | www.example.com:A:1:192.0.2.1
          mail.@16:MX:1:5:@12 | mail.example.com:MX:1:5:www.example.com
          @16:NS:1:ns.@24 | example.com:NS:1:ns.com
          @16383:A:1:192.0.2.1 | @16383:A:1:192.0.2.1
          """)
  void pointersAreFollowed(String record, String shown) throws IOException {
    String tree = tree("ip / udp / dns qr q=www.example.com:A an=" + record);
    assertTrue(tree.contains("an " + shown + "\n"), tree);
  }

  /** The question's name begins at octet 12 and points to itself, or to labels that come back. */
  @ParameterizedTest
  @CsvSource({"@12:A", "a.@12:A", "a.b.c.d.e.f.@12:A"})
  void loopsEnd(String question) throws IOException {
    String tree = tree("ip / udp / dns q=" + question);
    assertTrue(tree.length() < 1500, tree.length() + " characters");
  }

  /** Labels of a name as long as a packet, behind pointers to all of it. */
  @Test
  void longNamesEnd() throws IOException {
    StringBuilder name = new StringBuilder("a");
    StringBuilder records = new StringBuilder();
    name.append(".a".repeat(10_000)).append(".@12");
    records.append(" an=@12:A:1:192.0.2.1".repeat(1000));
    Packets.Built built = Packets.build("ip / udp / dns qr q=" + name + ":A" + records);
    byte[] octets = built.octets();
    Dissection dissection = Packets.read(octets, octets.length, built.linkType());
    assertTrue(
        Packets.show(new TreeRenderer(Look.PLAIN), dissection, built.linkType()).length()
            < 400_000);
    assertTrue(Packets.show(new JsonRenderer(), dissection, built.linkType()).length() < 900_000);
    assertEquals(built.hex(), Packets.build(Packets.text(dissection, built.linkType())).hex());
  }
}
