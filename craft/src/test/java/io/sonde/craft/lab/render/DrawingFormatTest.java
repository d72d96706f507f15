// SPDX-License-Identifier: Apache-2.0
package io.sonde.craft.lab.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.sim.topology.Topology;
import io.sonde.sim.topology.TopologyException;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class DrawingFormatTest {
  private static final String TEXT =
      """
      # Two <paths> & a "title".
      host h 192.0.2.10 2001:db8::10
      router a 198.51.100.1 mpls=1:0:1:1
      router b 198.51.100.2
      server t 203.0.113.9 tcp-open=80
      link h a 1ms
      link h b 1500us b->h 2s loss=10%
      link a t 5ms mtu=1400
      link t b 5ms
      balance h
      """;

  private static String draw(String format) throws TopologyException {
    return DrawingFormat.of(format).draw(Topology.parse("x.net", TEXT));
  }

  @Test
  void text() throws TopologyException {
    assertEquals(
        """
        Two <paths> & a "title".

         0  host    h  192.0.2.10 2001:db8::10
                    |-- a  1ms
                    |-- b  -> 1.5ms  <- 2s loss=10%
         1  router  a  198.51.100.1  mpls=1:0:1:1
                    |-- t  5ms mtu=1400
         1  router  b  198.51.100.2
                    |-- t  5ms
         2  server  t  203.0.113.9  tcp-open=80
            balance h
        """,
        draw("text"));
  }

  @Test
  void dot() throws TopologyException {
    String dot = draw("dot");
    assertTrue(dot.startsWith("graph lab {\n  rankdir=LR;\n"), dot);
    assertTrue(dot.contains("\"a\" [shape=ellipse, label=\"a\\n198.51.100.1\\nmpls=1:0:1:1\"]"));
    assertTrue(dot.contains("\"h\" -- \"b\" [label=\"→ 1.5ms\\n← 2s loss=10%\"]"), dot);
    assertTrue(dot.endsWith("}\n"), dot);
  }

  @Test
  void json() throws TopologyException {
    String json = draw("json");
    assertEquals(1, json.lines().count());
    assertTrue(
        json.contains(
            "{\"from\":\"h\",\"to\":\"b\",\"delayMs\":1.5,\"backDelayMs\":2000,\"attributes\":[],"
                + "\"thereAttributes\":[],\"backAttributes\":[\"loss=10%\"],\"later\":false}"),
        json);
    assertTrue(json.contains("\"statements\":[\"balance h\"]"), json);
  }

  /** Read by the JDK's XML parser: a box a node, no two at one place, all within the picture. */
  @Test
  void svg() throws TopologyException, ParserConfigurationException, IOException, SAXException {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(draw("svg"))));
    assertEquals(
        "Two <paths> & a \"title\".", svg.getElementsByTagName("title").item(0).getTextContent());
    assertEquals(4, svg.getElementsByTagName("path").getLength());
    NodeList boxes = svg.getElementsByTagName("rect");
    assertEquals(1 + 4, boxes.getLength());
    double width = number(svg.getDocumentElement(), "width");
    double height = number(svg.getDocumentElement(), "height");
    Set<String> places = new HashSet<>();
    for (int i = 1; i < boxes.getLength(); i++) {
      Element box = (Element) boxes.item(i);
      assertNotNull(box);
      assertTrue(places.add(box.getAttribute("x") + " " + box.getAttribute("y")));
      assertTrue(number(box, "x") >= 0 && number(box, "y") >= 0);
      assertTrue(number(box, "x") + number(box, "width") <= width);
      assertTrue(number(box, "y") + number(box, "height") <= height);
    }
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
