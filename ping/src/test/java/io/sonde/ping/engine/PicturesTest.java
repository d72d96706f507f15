// SPDX-License-Identifier: Apache-2.0
package io.sonde.ping.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sonde.cli.StandardOutput;
import io.sonde.cli.WholeFile;
import io.sonde.ping.config.Kinds;
import io.sonde.ping.config.ProbeKind;
import io.sonde.ping.picture.HistogramText;
import io.sonde.ping.picture.Report;
import io.sonde.ping.picture.Screen;
import io.sonde.sim.Fault;
import io.sonde.wire.IpProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** What listeners draw of whole runs in the simulated network. */
class PicturesTest {
  private static final Pattern PICTURE = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);
  private static final Pattern CELL = Pattern.compile("<td>(.*?)</td>");

  @TempDir Path folder;
  private final PingLab lab = new PingLab(5);

  private String report(String... words) throws IOException {
    Path path = folder.resolve("report.html");
    try (WholeFile file = WholeFile.create(path.toString())) {
      lab.listener = new Report(file, List.of(words));
      lab.run();
    }
    return Files.readString(path);
  }

  private static List<String> cells(String page) {
    return CELL.matcher(page).results().map(match -> match.group(1)).toList();
  }

  private static List<Document> pictures(String page) throws Exception {
    List<Document> pictures = new ArrayList<>();
    Matcher matcher = PICTURE.matcher(page);
    while (matcher.find()) {
      pictures.add(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(matcher.group()))));
    }
    return pictures;
  }

  private static long count(Document picture, String element, String style) {
    long count = 0;
    for (int i = 0; i < picture.getElementsByTagName(element).getLength(); i++) {
      Node node = picture.getElementsByTagName(element).item(i);
      if (node.getAttributes().getNamedItem("class").getNodeValue().equals(style)) {
        count++;
      }
    }
    return count;
  }

  @Test
  void aCleanRun() throws Exception {
    lab.count = 40;
    String page = report("ping", "-c", "40", "192.0.2.1");
    List<Document> pictures = pictures(page);
    assertEquals(2, pictures.size());
    assertEquals(40, count(pictures.get(0), "circle", "dot"));
    assertEquals(0, count(pictures.get(0), "rect", "lost"));
    assertEquals(3, count(pictures.get(1), "line", "percentile"));
    assertTrue(page.contains("Nothing was lost."));
    assertTrue(page.contains("<code>ping -c 40 192.0.2.1</code>"));
    assertEquals(List.of("40", "40", "0", "0 %"), cells(page).subList(1, 5));
  }

  @Test
  void lossesAreDrawn() throws Exception {
    lab.count = 200;
    lab.target.fault(Fault.only(sequence -> sequence % 4 == 0, Fault.lost()));
    String page = report("ping");
    List<Document> pictures = pictures(page);
    assertEquals(3, pictures.size());
    assertEquals(List.of("200", "150", "50", "25 %"), cells(page).subList(1, 5));
    assertEquals(50, count(pictures.get(0), "rect", "lost"));
    assertEquals(150, count(pictures.get(0), "circle", "dot"));
    assertTrue(count(pictures.get(1), "rect", "lost") > 10);
  }

  @Test
  void eachKindOfAComparisonIsDrawn() throws Exception {
    ProbeKind tcp = new ProbeKind(ProbeKind.Protocol.TCP, 443);
    lab.target.tcpOpen(443);
    lab.target.fault(
        reply -> {
          if (reply.protocol() == IpProtocol.ICMP) {
            reply.discard();
          }
        });
    lab.timeout = PingLab.SECOND;
    lab.interval = PingLab.SECOND / 10;
    lab.count = 30;
    lab.kinds =
        new Kinds(List.of(ProbeKind.ICMP, tcp), Kinds.DEFAULT_LEVEL, Kinds.DEFAULT_MIN_ROUND_TRIP);
    String page = report("ping");
    List<Document> pictures = pictures(page);
    assertEquals(30, count(pictures.get(0), "rect", "lost"));
    assertEquals(30, count(pictures.get(2), "circle", "dot"));
    assertTrue(page.contains("icmp is treated differently"), page);
    assertTrue(cells(page).containsAll(List.of("30", "100 %", "0 %")), cells(page).toString());
  }

  @Test
  void copiesHaveALaneOfTheirOwn() throws Exception {
    lab.count = 10;
    lab.target.fault(Fault.duplicate(2));
    Document picture = pictures(report("ping")).get(0);
    assertEquals(10, count(picture, "circle", "dot"));
    assertEquals(10, count(picture, "rect", "duplicate"));
  }

  @Test
  void nothingAnswers() throws Exception {
    lab.count = 3;
    lab.target.fault(Fault.lost());
    String page = report("ping");
    assertEquals(2, pictures(page).size());
    assertTrue(page.contains("There are no round trips to show."));
    assertTrue(page.contains("100 %"));
    assertFalse(page.contains("NaN"));
  }

  @Test
  void wordsOfTheUserAreNoMarkup() throws IOException {
    String page = report("ping", "<script>alert('x')</script>", "&amp;\"", "\033[31m");
    assertFalse(page.contains("<script"));
    assertTrue(page.contains("&lt;script&gt;"));
    assertTrue(page.contains("&amp;amp;&quot;"));
    assertFalse(page.contains("\033"));
  }

  /** Nothing is fetched: no address, no import, no source outside the page. */
  @Test
  void thePageStandsAlone() throws IOException {
    String page = report("ping");
    for (String word : List.of("http:", "https:", "@import", "url(", "src=", "href=", "<script")) {
      assertFalse(page.contains(word), word);
    }
  }

  @Test
  void aHistogramFollowsTheSummary() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput("ping", shown, shown, false);
    lab.count = 5;
    lab.listener = new HistogramText(out, new Screen(80, false, false));
    lab.run();
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("\n"), text);
    assertTrue(text.contains("  5  ####"), text);
  }
}
